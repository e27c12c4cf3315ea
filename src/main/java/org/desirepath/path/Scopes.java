package org.desirepath.path;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.desirepath.mining.Share;

/** All scopes that are mined, by number, and how their work is divided. */
final class Scopes implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<ScopeProfile> profiles;
  private final Map<ScopeMember, Integer> numbers = new HashMap<>();
  private final List<Integer> blocks = new ArrayList<>();
  private final List<Share> shares = new ArrayList<>();
  private final List<Integer> memberOfShare = new ArrayList<>();
  private final List<Integer> firstShare = new ArrayList<>();

  /**
   * How the work of a scope is divided: by what paths start with, where all its journeys have room
   * in one task, and otherwise into blocks of journeys.
   *
   * @param stepsPerShare so many touchpoints are worth a share of their own
   * @param stepsPerBlock so many touchpoints have room in one task
   * @param leastBlockSupport but blocks are no smaller than that so many of their journeys must
   *     hold a frequent path; where few of them are enough, much is frequent by chance
   */
  record Division(long stepsPerShare, long stepsPerBlock, int leastBlockSupport) {

    /** Tasks of some seconds, which take some 60 MB. */
    static final Division USUAL = new Division(500_000, 2_000_000, 20);

    private int blocks(ScopeProfile profile) {
      long bySize = 1 + (profile.steps() - 1) / stepsPerBlock;
      return (int) Math.max(1, Math.min(bySize, profile.minSupport() / leastBlockSupport));
    }
  }

  /**
   * Numbers scopes by their order.
   *
   * @param mostShares at most about so many by first touchpoints for one scope
   */
  Scopes(List<ScopeProfile> profiles, int mostShares, Division division) {
    this.profiles = new ArrayList<>(profiles);
    firstShare.add(0);
    for (ScopeProfile profile : profiles) {
      int member = numbers.size();
      numbers.put(profile.member(), member);
      int inBlocks = division.blocks(profile);
      blocks.add(inBlocks);
      int about = (int) Math.min(mostShares, 1 + profile.steps() / division.stepsPerShare());
      for (Share share :
          inBlocks > 1 ? Collections.nCopies(inBlocks, Share.ALL) : ShareOut.of(profile, about)) {
        shares.add(share);
        memberOfShare.add(member);
      }
      firstShare.add(shares.size());
    }
  }

  int size() {
    return profiles.size();
  }

  /** Shares of all scopes. */
  int shares() {
    return shares.size();
  }

  ScopeProfile profile(int number) {
    return profiles.get(number);
  }

  int number(ScopeMember member) {
    return numbers.get(member);
  }

  /** The number of a scope's first share; the others follow. */
  int firstShare(int number) {
    return firstShare.get(number);
  }

  Share share(int share) {
    return shares.get(share);
  }

  /** Of each touchpoint of a scope, by its code, the shares whose paths start with it. */
  List<List<Integer>> sharesByFirst(int number) {
    return IntStream.range(0, profile(number).alphabet())
        .mapToObj(
            code ->
                IntStream.range(firstShare(number), firstShare(number + 1))
                    .filter(share -> share(share).isFirst(code))
                    .boxed()
                    .toList())
        .toList();
  }

  /** Whether a scope's shares are blocks of its journeys, each with all paths. */
  boolean isInBlocks(int number) {
    return blocks.get(number) > 1;
  }

  /** Whether any scope is divided into blocks. */
  boolean hasBlocks() {
    return blocks.stream().anyMatch(count -> count > 1);
  }

  /**
   * The least support of a path in one share of a scope. A path that reaches its scope's least
   * support reaches this one in one block at least.
   */
  int minSupport(int number) {
    return 1 + (profile(number).minSupport() - 1) / blocks.get(number);
  }

  /** The scope that a share is one of. */
  int memberOfShare(int share) {
    return memberOfShare.get(share);
  }
}

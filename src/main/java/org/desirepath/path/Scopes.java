package org.desirepath.path;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.desirepath.mining.Share;

/** All scopes that are mined, by number, and how their work is divided. */
final class Scopes implements Serializable {

  private static final long serialVersionUID = 1L;

  /** So many touchpoints are worth a task of their own. */
  private static final int STEPS_PER_SHARE = 500_000;

  private final List<ScopeProfile> profiles;
  private final Map<ScopeMember, Integer> numbers = new HashMap<>();
  private final List<Share> shares = new ArrayList<>();
  private final List<Integer> memberOfShare = new ArrayList<>();
  private final List<Integer> firstShare = new ArrayList<>();

  /**
   * Numbers scopes by their order.
   *
   * @param mostShares at most about so many for one scope
   */
  Scopes(List<ScopeProfile> profiles, int mostShares) {
    this.profiles = new ArrayList<>(profiles);
    firstShare.add(0);
    for (ScopeProfile profile : profiles) {
      int member = numbers.size();
      numbers.put(profile.member(), member);
      int about = (int) Math.min(mostShares, 1 + profile.steps() / STEPS_PER_SHARE);
      for (Share share : ShareOut.of(profile, about)) {
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

  /** The scope that a share is one of. */
  int memberOfShare(int share) {
    return memberOfShare.get(share);
  }
}

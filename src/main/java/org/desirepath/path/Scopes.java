package org.desirepath.path;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.desirepath.mining.Share;

/** All scopes that are mined, by number, and how their work is divided. */
final class Scopes implements Serializable {

  private static final long serialVersionUID = 1L;

  /** So many touchpoints are worth a task of their own. */
  private static final int STEPS_PER_SHARE = 500_000;

  private final List<ScopeProfile> profiles;
  private final Map<ScopeMember, Integer> numbers = new HashMap<>();
  private final List<List<Share>> shares = new ArrayList<>();

  /**
   * Numbers scopes by their order.
   *
   * @param mostShares at most about so many for one scope
   */
  Scopes(List<ScopeProfile> profiles, int mostShares) {
    this.profiles = new ArrayList<>(profiles);
    for (ScopeProfile profile : profiles) {
      numbers.put(profile.member(), numbers.size());
      shares.add(
          new ArrayList<>(
              ShareOut.of(
                  profile, (int) Math.min(mostShares, 1 + profile.steps() / STEPS_PER_SHARE))));
    }
  }

  int size() {
    return profiles.size();
  }

  ScopeProfile profile(int number) {
    return profiles.get(number);
  }

  int number(ScopeMember member) {
    return numbers.get(member);
  }

  List<Share> shares(int number) {
    return shares.get(number);
  }
}

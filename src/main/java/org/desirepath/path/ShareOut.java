package org.desirepath.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.mining.Share;

/**
 * Divides the paths of one scope into shares of about the same work, by their first touchpoints.
 */
final class ShareOut {

  private ShareOut() {}

  /**
   * Shares that together hold every path once.
   *
   * <p>The work of the paths that start with a touchpoint is taken to grow with the journeys that
   * hold it. Touchpoints whose work is more than a share's are divided by the second touchpoint.
   *
   * @param shares about how many; at least 1
   */
  static List<Share> of(ScopeProfile profile, int shares) {
    int alphabet = profile.alphabet();
    if (shares <= 1 || alphabet == 0) {
      return List.of(Share.ALL);
    }
    long[] work = new long[alphabet];
    Arrays.setAll(work, profile::support);
    long each = Math.max(1, Arrays.stream(work).sum() / shares);
    List<Share> all = new ArrayList<>();
    long[] small = new long[alphabet];
    long rest = 0;
    for (int item = 0; item < alphabet; item++) {
      if (work[item] > each) {
        boolean[] first = new boolean[alphabet];
        first[item] = true;
        for (boolean[] second : divided(work, (int) Math.min(shares, 1 + work[item] / each))) {
          all.add(Share.ofFirstAndSecond(first, second));
        }
      } else {
        small[item] = work[item];
        rest += work[item];
      }
    }
    if (rest > 0) {
      for (boolean[] first : divided(small, (int) Math.min(shares, 1 + rest / each))) {
        all.add(Share.ofFirst(first));
      }
    }
    return all;
  }

  /** Divides items with work among so many parts: the largest first, each to the least loaded. */
  private static List<boolean[]> divided(long[] work, int parts) {
    boolean[][] marks = new boolean[parts][work.length];
    long[] load = new long[parts];
    IntStream.range(0, work.length)
        .filter(item -> work[item] > 0)
        .boxed()
        .sorted(Comparator.comparingLong(item -> -work[item]))
        .forEach(
            item -> {
              int least = 0;
              for (int part = 1; part < parts; part++) {
                least = load[part] < load[least] ? part : least;
              }
              load[least] += work[item];
              marks[least][item] = true;
            });
    return List.of(marks);
  }
}

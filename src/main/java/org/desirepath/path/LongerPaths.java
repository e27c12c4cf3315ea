package org.desirepath.path;

import java.util.Arrays;

/**
 * Whether a path is closed, that is no longer path of its type that holds it has the same support,
 * and whether it is maximal, that is no such path is frequent.
 *
 * <p>Support never grows with length, so paths longer by one touchpoint decide. One that is put
 * behind the last step is known from growing the path. For gapped paths one can also be put in
 * front of any step: in a sequence it may be whatever lies behind the earliest match of the steps
 * before and in front of the latest match of the steps after (the maximum periods of Wang and Han,
 * "BIDE: Efficient Mining of Frequent Closed Sequences", ICDE 2004). For contiguous paths it is
 * what lies in front of the first step.
 */
final class LongerPaths {

  private final JourneyDatabase journeys;
  private final PathType type;
  private final long minSupport;
  private final long[][] support;
  private final long[][] seenIn;
  private long visit;
  private boolean isClosed;
  private boolean isMaximal;

  LongerPaths(JourneyDatabase journeys, PathType type, long minSupport, int maxLength) {
    this.journeys = journeys;
    this.type = type;
    this.minSupport = minSupport;
    this.support = new long[maxLength][journeys.touchpoints().size()];
    this.seenIn = new long[maxLength][journeys.touchpoints().size()];
  }

  /**
   * Looks at a path; the answer is then at hand.
   *
   * @param places where it ends
   * @param pathSupport journeys that hold it
   * @param highestBehind the highest support of a path with one more step behind the last
   */
  void look(int[] path, Places places, long pathSupport, long highestBehind) {
    isClosed = highestBehind < pathSupport;
    isMaximal = highestBehind < minSupport;
    if (!isClosed) {
      return;
    }
    int spots = type == PathType.GAPPED ? path.length : 1;
    for (int spot = 0; spot < spots; spot++) {
      Arrays.fill(support[spot], 0);
    }
    int[] latest = new int[path.length];
    long seen = 0;
    boolean isMatched = false;
    for (int i = 0; i < places.size(); ) {
      int sequence = places.sequence(i);
      seen += journeys.journeys(sequence);
      visit++;
      isMatched = false;
      if (type == PathType.GAPPED) {
        isMatched = lookInside(path, sequence, latest, seen);
        i++;
      } else {
        for (; i < places.size() && places.sequence(i) == sequence; i++) {
          isMatched |= count(0, places.end(i) - path.length, sequence, seen);
        }
      }
      if (!isMatched && !isMaximal) {
        return;
      }
    }
    isClosed = !isMatched;
  }

  /** Counts whatever can be put in front of each step, once a sequence. */
  private boolean lookInside(int[] path, int sequence, int[] latest, long seen) {
    int place = journeys.end(sequence);
    for (int step = path.length - 1; step >= 0; step--) {
      do {
        place--;
      } while (journeys.step(place) != path[step]);
      latest[step] = place;
    }
    boolean isMatched = false;
    place = journeys.start(sequence);
    for (int step = 0; step < path.length; step++) {
      for (int between = place; between < latest[step]; between++) {
        isMatched |= count(step, between, sequence, seen);
      }
      while (journeys.step(place) != path[step]) {
        place++;
      }
      place++;
    }
    return isMatched;
  }

  /** Whether what lies at the place has been there in every sequence so far. */
  private boolean count(int spot, int place, int sequence, long seen) {
    int step = journeys.step(place);
    if (step == JourneyDatabase.OTHER || seenIn[spot][step] == visit) {
      return false;
    }
    seenIn[spot][step] = visit;
    support[spot][step] += journeys.journeys(sequence);
    isMaximal &= support[spot][step] < minSupport;
    return support[spot][step] == seen;
  }

  /** Whether no longer path has the same support. */
  boolean isClosed() {
    return isClosed;
  }

  /** Whether no longer path is frequent. */
  boolean isMaximal() {
    return isMaximal;
  }
}

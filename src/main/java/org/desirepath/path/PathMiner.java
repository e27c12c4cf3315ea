package org.desirepath.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the frequent paths of one type, or the best supported of them.
 *
 * <p>Paths rank by support, then shorter before longer, then by the names of their touchpoints, so
 * that a path always ranks before those that start with it. The search grows paths depth first and
 * leaves out what can no longer be among the best (the rising bound of Tzvetkov, Yan and Han, "TSP:
 * Mining Top-K Closed Sequential Patterns", ICDM 2003); a first round over paths of one and two
 * steps raises the bound early. A second walk over the paths that were kept tells the rest about
 * them: it visits each once.
 */
final class PathMiner {

  private static final int FIRST_ROUND = 2;

  private final JourneyDatabase journeys;
  private final PathType type;
  private final long minSupport;
  private final int maxLength;
  private final int maxPaths;
  private final PathGrowth growth;
  private final LongerPaths longer;

  private final PriorityQueue<Candidate> best = new PriorityQueue<>(Comparator.reverseOrder());
  private final int[] path;

  private final int[] firstSteps;
  private final List<FrequentPath> told = new ArrayList<>();
  private List<Candidate> kept = List.of();
  private long[] durations = new long[1024];

  private PathMiner(
      JourneyDatabase journeys, PathType type, long minSupport, int maxLength, int maxPaths) {
    this.journeys = journeys;
    this.type = type;
    this.minSupport = minSupport;
    this.maxLength = maxLength;
    this.maxPaths = maxPaths;
    this.growth = new PathGrowth(journeys, type);
    this.longer = new LongerPaths(journeys, type, minSupport, maxLength);
    this.path = new int[maxLength];
    this.firstSteps = new int[journeys.size()];
  }

  /**
   * Mines journeys.
   *
   * @param minSupport journeys that must hold a path; at least 1
   * @param maxLength longest path; longer ones do not exist for closed and maximal either
   * @param maxPaths at most so many paths, the best
   */
  static List<FrequentPath> mine(
      JourneyDatabase journeys, PathType type, long minSupport, int maxLength, int maxPaths) {
    return new PathMiner(journeys, type, minSupport, maxLength, maxPaths).mine();
  }

  private List<FrequentPath> mine() {
    Places root = growth.root();
    search(root, 0, 1, Math.min(FIRST_ROUND, maxLength));
    if (maxLength > FIRST_ROUND) {
      search(root, 0, FIRST_ROUND + 1, maxLength);
    }
    kept = new ArrayList<>(best);
    kept.sort((one, other) -> Arrays.compare(one.steps, other.steps));
    PathGrowth.Extensions first = growth.extensions(root, minSupport);
    for (int next = 0; next < kept.size(); ) {
      next = tell(next, first.places(kept.get(next).steps[0]));
    }
    return told;
  }

  /** Collects paths that go on from one, of lengths between two bounds. */
  private void search(Places places, int length, int shortest, int longest) {
    PathGrowth.Extensions extensions = growth.extensions(places, bound());
    int[] steps = extensions.steps();
    if (length + 1 >= shortest) {
      for (int step : steps) {
        path[length] = step;
        collect(extensions.support(step), length + 1);
      }
    }
    if (length + 1 < longest) {
      for (int step : steps) {
        path[length] = step;
        if (mayLeadOn(extensions.support(step), length + 1)) {
          search(extensions.places(step), length + 1, shortest, longest);
        }
      }
    }
  }

  private boolean isFull() {
    return best.size() >= maxPaths;
  }

  private long bound() {
    return isFull() ? Math.max(minSupport, best.element().support) : minSupport;
  }

  private void collect(long support, int length) {
    Candidate candidate = new Candidate(support, Arrays.copyOf(path, length));
    if (!isFull()) {
      best.add(candidate);
    } else if (candidate.compareTo(best.element()) < 0) {
      best.remove();
      best.add(candidate);
    }
  }

  /** Whether the best that can start with this path would still be kept. */
  private boolean mayLeadOn(long support, int length) {
    if (!isFull()) {
      return true;
    }
    Candidate worst = best.element();
    if (support != worst.support || length + 1 != worst.steps.length) {
      return support > worst.support
          || (support == worst.support && length + 1 < worst.steps.length);
    }
    return Arrays.compare(path, 0, length, worst.steps, 0, length) <= 0;
  }

  /** Tells of a path that was kept and of those that start with it; returns the next one. */
  private int tell(int index, Places places) {
    Candidate candidate = kept.get(index);
    int length = candidate.steps.length;
    int next = index + 1;
    boolean leadsOn = next < kept.size() && kept.get(next).steps.length > length;
    PathGrowth.Extensions extensions = null;
    boolean isClosed = true;
    boolean isMaximal = true;
    if (length < maxLength) {
      extensions = growth.extensions(places, leadsOn ? minSupport : Long.MAX_VALUE);
      longer.look(candidate.steps, places, candidate.support, extensions.highestSupport());
      isClosed = longer.isClosed();
      isMaximal = longer.isMaximal();
    }
    told.add(describe(candidate, places, isClosed, isMaximal));
    while (next < kept.size() && kept.get(next).steps.length > length) {
      next = tell(next, extensions.places(kept.get(next).steps[length]));
    }
    return next;
  }

  private FrequentPath describe(
      Candidate candidate, Places places, boolean isClosed, boolean isMaximal) {
    int length = candidate.steps.length;
    if (durations.length < candidate.support) {
      durations = new long[Math.toIntExact(candidate.support)];
    }
    long won = 0;
    long lost = 0;
    int measured = 0;
    int before = -1;
    for (int i = 0; i < places.size(); i++) {
      int sequence = places.sequence(i);
      if (sequence == before) {
        continue;
      }
      before = sequence;
      int end = places.end(i);
      if (length == 1) {
        firstSteps[sequence] = end;
      }
      int start = type == PathType.CONTIGUOUS ? end - length + 1 : firstSteps[sequence];
      won += journeys.won(sequence);
      lost += journeys.lost(sequence);
      measured = journeys.durations(sequence, start, end, durations, measured);
    }
    return new FrequentPath(
        Arrays.stream(candidate.steps).mapToObj(journeys.touchpoints()::get).toList(),
        candidate.support,
        won,
        lost,
        type == PathType.CONTIGUOUS
            ? journeys.independence().contiguous(candidate.steps)
            : journeys.independence().gapped(candidate.steps),
        Median.of(durations, measured),
        isClosed,
        isMaximal);
  }

  /** A path and its support, in the order of rank. */
  private static final class Candidate implements Comparable<Candidate> {

    private final long support;
    private final int[] steps;

    private Candidate(long support, int[] steps) {
      this.support = support;
      this.steps = steps;
    }

    @Override
    public int compareTo(Candidate other) {
      if (support != other.support) {
        return Long.compare(other.support, support);
      }
      return steps.length != other.steps.length
          ? Integer.compare(steps.length, other.steps.length)
          : Arrays.compare(steps, other.steps);
    }
  }
}

package org.desirepath.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Journeys as numbers, packed for mining: equal sequences of touchpoints are held once, with how
 * many journeys took them and how these ended.
 *
 * <p>Touchpoints are numbered in the order of their names. Those in too few journeys to be on any
 * frequent path have no number: their places hold {@link #OTHER}, as does one place behind each
 * sequence. About 8 bytes a touchpoint of the different sequences and 8 of all journeys.
 */
final class JourneyDatabase {

  /** How a journey ended, as far as outcomes are compared. */
  enum Ending {
    /** Won or renewed. */
    WON,
    /** Lost or churned. */
    LOST,
    /** Open or dormant: no outcome is known, which is not a loss. */
    UNKNOWN
  }

  /** No touchpoint that a frequent path could hold. */
  static final int OTHER = -1;

  private final List<String> touchpoints;
  private final int[] steps;
  private final int[] starts;
  private final int[] distinctAhead;
  private final int[] journeys;
  private final int[] won;
  private final int[] lost;
  private final long[][] moments;
  private final IndependentSteps independence;
  private final long journeyCount;

  private JourneyDatabase(
      List<String> touchpoints,
      List<Sequence> sequences,
      IndependentSteps independence,
      long journeyCount) {
    this.touchpoints = touchpoints;
    this.independence = independence;
    this.journeyCount = journeyCount;
    int size = sequences.size();
    starts = new int[size + 1];
    starts[0] = 1;
    for (int s = 0; s < size; s++) {
      starts[s + 1] = Math.addExact(starts[s], sequences.get(s).steps.length + 1);
    }
    steps = new int[starts[size]];
    steps[0] = OTHER;
    distinctAhead = new int[starts[size]];
    journeys = new int[size];
    won = new int[size];
    lost = new int[size];
    moments = new long[size][];
    int[] seenIn = new int[touchpoints.size()];
    for (int s = 0; s < size; s++) {
      Sequence sequence = sequences.get(s);
      System.arraycopy(sequence.steps, 0, steps, starts[s], sequence.steps.length);
      steps[starts[s + 1] - 1] = OTHER;
      int distinct = 0;
      for (int place = starts[s + 1] - 2; place >= starts[s]; place--) {
        int step = steps[place];
        if (step != OTHER && seenIn[step] != s + 1) {
          seenIn[step] = s + 1;
          distinct++;
        }
        distinctAhead[place] = distinct;
      }
      journeys[s] = sequence.journeys.size();
      won[s] = sequence.count(Ending.WON);
      lost[s] = sequence.count(Ending.LOST);
      moments[s] = sequence.moments();
    }
  }

  /** Names of the touchpoints by number; only those that enough journeys hold. */
  List<String> touchpoints() {
    return touchpoints;
  }

  /** All journeys, those that are alike counted each, and those without touchpoints too. */
  long journeyCount() {
    return journeyCount;
  }

  /** Different sequences. */
  int size() {
    return journeys.length;
  }

  /** Every place of every sequence, each sequence followed by a place with {@link #OTHER}. */
  int places() {
    return steps.length;
  }

  /** The place at which a sequence starts; the place before it holds {@link #OTHER}. */
  int start(int sequence) {
    return starts[sequence];
  }

  /** The place behind the last of a sequence. */
  int end(int sequence) {
    return starts[sequence + 1] - 1;
  }

  /** The touchpoint at a place. */
  int step(int place) {
    return steps[place];
  }

  /** Different numbered touchpoints from this place to the end of its sequence. */
  int distinctAhead(int place) {
    return distinctAhead[place];
  }

  /** Journeys that took a sequence. */
  int journeys(int sequence) {
    return journeys[sequence];
  }

  /** Those of them that were won or renewed. */
  int won(int sequence) {
    return won[sequence];
  }

  /** Those of them that were lost or churned. */
  int lost(int sequence) {
    return lost[sequence];
  }

  /** What could be expected if steps came independently. */
  IndependentSteps independence() {
    return independence;
  }

  /** Writes how long each journey of a sequence took from one place to another, in ms. */
  int durations(int sequence, int from, int to, long[] target, int offset) {
    int length = end(sequence) - start(sequence);
    int first = from - start(sequence);
    int last = to - start(sequence);
    long[] at = moments[sequence];
    int next = offset;
    for (int journey = 0; journey < at.length; journey += length) {
      target[next++] = at[journey + last] - at[journey + first];
    }
    return next;
  }

  /** Takes journeys one by one. */
  static final class Builder {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final SortedMap<Integer, Long> lengths = new TreeMap<>();

    /**
     * Adds a journey.
     *
     * @param touchpoints its touchpoints in order
     * @param at when each occurred, in milliseconds
     */
    void add(List<String> touchpoints, long[] at, Ending ending) {
      int[] steps = new int[touchpoints.size()];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = numbers.computeIfAbsent(touchpoints.get(i), any -> numbers.size());
      }
      taken.add(new Taken(steps, at, ending));
      lengths.merge(steps.length, 1L, Long::sum);
    }

    long journeyCount() {
      return taken.size();
    }

    /** Packs what was added; touchpoints in fewer journeys than the minimum lose their number. */
    JourneyDatabase build(long minSupport) {
      long[] support = new long[numbers.size()];
      long[] occurrences = new long[numbers.size()];
      int[] seenIn = new int[numbers.size()];
      for (int j = 0; j < taken.size(); j++) {
        for (int step : taken.get(j).steps) {
          occurrences[step]++;
          if (seenIn[step] != j + 1) {
            seenIn[step] = j + 1;
            support[step]++;
          }
        }
      }
      List<String> kept =
          numbers.keySet().stream()
              .filter(name -> support[numbers.get(name)] >= minSupport)
              .sorted()
              .toList();
      int[] renumbered = new int[numbers.size()];
      Arrays.fill(renumbered, OTHER);
      double[] frequencies = new double[kept.size()];
      double all = Arrays.stream(occurrences).sum();
      for (int i = 0; i < frequencies.length; i++) {
        int before = numbers.get(kept.get(i));
        renumbered[before] = i;
        frequencies[i] = occurrences[before] / all;
      }
      Map<Sequence, Sequence> sequences = new HashMap<>();
      for (Taken one : taken) {
        Sequence sequence =
            new Sequence(Arrays.stream(one.steps).map(step -> renumbered[step]).toArray());
        sequences.computeIfAbsent(sequence, same -> same).journeys.add(one);
      }
      return new JourneyDatabase(
          kept,
          List.copyOf(sequences.keySet()),
          new IndependentSteps(frequencies, lengths),
          taken.size());
    }
  }

  /** A journey as it was added. */
  private static final class Taken {

    private final int[] steps;
    private final long[] at;
    private final Ending ending;

    private Taken(int[] steps, long[] at, Ending ending) {
      this.steps = steps;
      this.at = at;
      this.ending = ending;
    }
  }

  /** A sequence and the journeys that took it; equal by its steps alone. */
  private static final class Sequence {

    private final int[] steps;
    private final int hash;
    private final List<Taken> journeys = new ArrayList<>(1);

    private Sequence(int[] steps) {
      this.steps = steps;
      this.hash = Arrays.hashCode(steps);
    }

    private int count(Ending ending) {
      int count = 0;
      for (Taken journey : journeys) {
        count += journey.ending == ending ? 1 : 0;
      }
      return count;
    }

    private long[] moments() {
      long[] all = new long[Math.multiplyExact(journeys.size(), steps.length)];
      for (int j = 0; j < journeys.size(); j++) {
        System.arraycopy(journeys.get(j).at, 0, all, j * steps.length, steps.length);
      }
      return all;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sequence that && Arrays.equals(steps, that.steps);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}

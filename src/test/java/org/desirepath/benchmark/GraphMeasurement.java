package org.desirepath.benchmark;

import java.util.List;
import java.util.Locale;
import org.desirepath.benchmark.TimeLimit.Timed;

/**
 * What the components of one graph took.
 *
 * @param shape of the graph
 * @param edges how many it has, loops included
 * @param partition what all that gave an answer agree on; null if none did
 * @param ours as the job runs it
 * @param inRounds in rounds alone
 * @param changedEdges edges that each of those rounds changed
 * @param peer GraphX
 */
record GraphMeasurement(
    String shape,
    long edges,
    Partition partition,
    Outcome ours,
    Outcome inRounds,
    List<Long> changedEdges,
    Outcome peer) {

  static final String HEADER =
      "%-12s %12s %12s %10s %8s %10s %8s %10s %10s  %s%n"
          .formatted(
              "shape",
              "edges",
              "components",
              "ours, s",
              "growth",
              "GraphX, s",
              "growth",
              "ratio",
              "rounds, s",
              "edges changed in each round");

  /**
   * How a run ended.
   *
   * @param seconds until it ended
   * @param failure why it gave no answer; null if it did
   */
  record Outcome(double seconds, String failure) {

    static Outcome of(Timed<?> timed) {
      return new Outcome(timed.seconds(), timed.failure());
    }

    /** Seconds; where they gave no answer, that they were not enough. */
    String text() {
      return (failure == null ? "" : "> ") + String.format(Locale.ROOT, "%,.1f", seconds);
    }

    /** How many times as long as another run; a dash where one of them gave no answer. */
    String times(Outcome other) {
      return failure != null || other.failure() != null
          ? "-"
          : String.format(Locale.ROOT, "%.2f x", seconds / other.seconds());
    }
  }

  /** A line of the table, and one for each run that gave no answer. */
  String line(GraphMeasurement smaller) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %,12d %12s %10s %8s %10s %8s %10s %10s  %s%n",
            shape,
            edges,
            partition == null ? "-" : String.format(Locale.ROOT, "%,d", partition.components()),
            ours.text(),
            smaller == null ? "" : ours.times(smaller.ours()),
            peer.text(),
            smaller == null ? "" : peer.times(smaller.peer()),
            ours.times(peer),
            inRounds.text(),
            changedEdges));
    failed(text, "ours", ours);
    failed(text, "rounds", inRounds);
    failed(text, "GraphX", peer);
    return text.toString();
  }

  private static void failed(StringBuilder text, String who, Outcome outcome) {
    if (outcome.failure() != null) {
      text.append("  %s: %s%n".formatted(who, outcome.failure()));
    }
  }
}

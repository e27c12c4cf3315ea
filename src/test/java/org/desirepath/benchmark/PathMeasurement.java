package org.desirepath.benchmark;

import java.util.Locale;
import org.desirepath.benchmark.TimeLimit.Timed;

/**
 * How long one log took.
 *
 * @param sequences how many there are
 * @param minSupport how many of them a path needs
 * @param paths gapped paths found; null where ours failed
 * @param ours seconds on Spark, from sequences in memory to all paths, which stay where they were
 *     found, as the peer's do
 * @param core seconds of the core alone, on one thread
 * @param peer seconds of MLlib's PrefixSpan; null where it was not asked, failed or was ended
 * @param peerFailure why there is none
 * @param heapMegabytes most heap that was taken while ours ran on Spark, garbage included
 */
record PathMeasurement(
    String log,
    long sequences,
    long minSupport,
    Long paths,
    Double ours,
    Double core,
    Double peer,
    String peerFailure,
    long heapMegabytes) {

  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-16s%12s%10s%10s%10s%10s%10s%12s%12s%9s%n",
          "log",
          "sequences",
          "support",
          "paths",
          "Spark, s",
          "core, s",
          "MLlib, s",
          "MLlib/Spark",
          "MLlib/core",
          "heap, MB");

  /** The measurement as a line of a table. */
  String line() {
    return String.format(
            Locale.ROOT,
            "%-16s%,12d%,10d%10s%10s%10s%10s%12s%12s%,9d",
            log,
            sequences,
            minSupport,
            paths == null ? "-" : String.format(Locale.ROOT, "%,d", paths),
            seconds(ours),
            seconds(core),
            seconds(peer),
            ratio(ours),
            ratio(core),
            heapMegabytes)
        + (peerFailure == null ? "" : "  MLlib: " + peerFailure)
        + System.lineSeparator();
  }

  /** Seconds; null where there is no value. */
  static Double seconds(Timed<?> timed) {
    return timed == null || timed.failure() != null ? null : timed.seconds();
  }

  private static String seconds(Double seconds) {
    return seconds == null ? "-" : String.format(Locale.ROOT, "%.2f", seconds);
  }

  private String ratio(Double own) {
    return own == null || peer == null ? "-" : String.format(Locale.ROOT, "%.1fx", peer / own);
  }
}

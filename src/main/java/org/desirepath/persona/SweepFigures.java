package org.desirepath.persona;

import java.util.List;

/**
 * What the report of a sweep shows: plain data, small however many sessions there are.
 *
 * @param sweepId names the sweep
 * @param version of the warehouse that the sessions came from
 * @param asOf the day the data was taken as of, such as {@code 2026-06-01}
 * @param sessionCount sessions long enough to shape personas
 * @param trainingCount sessions that candidates were trained and measured on
 * @param verdict what the rule says of the whole sweep and why, in sentences
 * @param picked the name of the candidate it picks; null where there is no stable segmentation
 * @param featureSets that were tried
 * @param candidates in the order of featureSet, algorithm, count and seed
 * @param sequences touchpoint names of the sessions shown as points and examples, in order; the
 *     first of a long session
 */
public record SweepFigures(
    String sweepId,
    long version,
    String asOf,
    long sessionCount,
    long trainingCount,
    List<String> verdict,
    String picked,
    List<FeatureSet> featureSets,
    List<Candidate> candidates,
    List<List<String>> sequences) {

  /**
   * A set of groups of features.
   *
   * @param points place of each shown session on the first two principal components
   * @param explained share of the variance that these two explain, 0 to 1
   */
  public record FeatureSet(
      String name, List<String> features, List<Point> points, double explained) {}

  /** A place on the first two principal components. */
  public record Point(double x, double y) {}

  /**
   * A candidate; measures are null where they do not apply.
   *
   * @param faults why the rule does not take it; empty where it could
   * @param silhouette mean over sessions, -1 to 1, the higher the better
   * @param daviesBouldin from 0, the lower the better
   * @param calinskiHarabasz from 0, the higher the better
   * @param gap Tibshirani's gap statistic, the higher the better; points only
   * @param gapError its standard error
   * @param heldOut how much better than one kind of session held-out sessions are told, nats per
   *     session; the higher the better
   * @param heldOutError its standard error
   * @param agreement mean adjusted Rand index with the other seeds
   * @param smallestShare share of the smallest cluster, 0 to 1
   * @param clusters the largest first
   * @param owners the place of the cluster of each shown session
   */
  public record Candidate(
      String name,
      String algorithm,
      String featureSet,
      int count,
      long seed,
      List<String> faults,
      Double silhouette,
      Double daviesBouldin,
      Double calinskiHarabasz,
      Double gap,
      Double gapError,
      Double heldOut,
      Double heldOutError,
      Double agreement,
      double smallestShare,
      List<Cluster> clusters,
      List<Integer> owners) {}

  /**
   * A cluster of a candidate.
   *
   * @param sessions of training that are its own
   * @param stability mean bootstrap Jaccard, 0 to 1
   * @param silhouette mean over its sessions
   * @param traits what sets it apart and what does not
   * @param examples places of some of its sessions among the sequences, the clearest first
   */
  public record Cluster(
      long sessions,
      double share,
      Double stability,
      Double silhouette,
      List<Trait> traits,
      List<Integer> examples) {}

  /**
   * How a cluster does one thing, beside all sessions.
   *
   * @param attribute such as {@code touchpoint} or {@code depth}
   * @param value such as {@code pricing}
   * @param mean of the cluster
   * @param zScore difference from all sessions in their standard deviations
   */
  public record Trait(String attribute, String value, double mean, double zScore) {}
}

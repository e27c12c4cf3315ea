package org.desirepath.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.desirepath.persona.SweepFigures;
import org.desirepath.persona.SweepFigures.Candidate;
import org.desirepath.persona.SweepFigures.Cluster;
import org.desirepath.persona.SweepFigures.FeatureSet;
import org.desirepath.persona.SweepFigures.Point;
import org.desirepath.persona.SweepFigures.Trait;

/**
 * Made-up figures of a sweep that look like those of a real one: sessions of five kinds, which
 * candidates of five personas find best. The same seed makes the same figures.
 */
final class TuningSample {

  /** What would run or break a page that took names for markup or script. */
  static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

  private static final int KINDS = 5;

  private static final List<List<String>> JOURNEYS =
      List.of(
          List.of("Paid search ad", "Landing page", "Pricing page", "Blog post"),
          List.of("Pricing page", "Product comparison", "Customer stories", "Demo request"),
          List.of("Sign-up form", "Product tour", "First project created", "Invitation sent"),
          List.of("Help centre article", "Support ticket opened", "Support ticket answered"),
          List.of(
              "Webinar", "Newsletter", "Documentation of the programming interface", "Blog post"));

  private final Random random = new Random(7);
  private final int shown;
  private final List<Integer> kinds;

  private TuningSample(int shown) {
    this.shown = shown;
    this.kinds = IntStream.range(0, shown).map(session -> kindOf(session % 20)).boxed().toList();
  }

  private static int kindOf(int ofTwenty) {
    return ofTwenty < 7 ? 0 : ofTwenty < 12 ? 1 : ofTwenty < 16 ? 2 : ofTwenty < 19 ? 3 : 4;
  }

  /** A sweep with two algorithms, three sets of features, three seeds and a clear winner. */
  static SweepFigures realistic() {
    TuningSample sample = new TuningSample(500);
    List<Candidate> candidates =
        sample.candidates(
            List.of("touchpoints", "touchpoints and timing", "all features"),
            List.of("k-means", "Markov mixture"),
            List.of(2, 3, 4, 5, 6, 7, 8, 10));
    return sample.figures("k-means on touchpoints, 5 personas, seed 1", candidates);
  }

  /** As realistic, but small. */
  static SweepFigures small() {
    TuningSample sample = new TuningSample(120);
    List<Candidate> candidates =
        sample.candidates(
            List.of("touchpoints", "all features"),
            List.of("k-means", "Markov mixture"),
            List.of(2, 5, 10));
    return sample.figures("k-means on touchpoints, 5 personas, seed 1", candidates);
  }

  /** A small sweep of which nothing holds. */
  static SweepFigures unstable() {
    TuningSample sample = new TuningSample(60);
    List<Candidate> candidates =
        sample.candidates(List.of("touchpoints"), List.of("k-means"), List.of(8, 10));
    return sample.figures(null, candidates);
  }

  /** A sweep whose every name is hostile and most of whose measures are missing. */
  static SweepFigures hostile() {
    TuningSample sample = new TuningSample(40);
    List<Candidate> candidates =
        sample.candidates(List.of("a " + HOSTILE, "b"), List.of(HOSTILE), List.of(2, 3)).stream()
            .map(TuningSample::poorer)
            .toList();
    SweepFigures figures = sample.figures(candidates.get(0).name(), candidates);
    return new SweepFigures(
        HOSTILE,
        figures.version(),
        figures.asOf(),
        figures.sessionCount(),
        figures.trainingCount(),
        List.of(HOSTILE),
        figures.picked(),
        figures.featureSets(),
        candidates,
        figures.sequences().stream()
            .map(sequence -> Stream.concat(Stream.of(HOSTILE), sequence.stream()).toList())
            .toList());
  }

  /** The candidate as an algorithm leaves it that measures no distances; told by hostile words. */
  private static Candidate poorer(Candidate candidate) {
    List<Cluster> clusters =
        candidate.clusters().stream()
            .map(
                cluster ->
                    new Cluster(
                        cluster.sessions(),
                        cluster.share(),
                        null,
                        null,
                        List.of(
                            new Trait(HOSTILE, "\u2028'\"`${x}{b}\u0000", 1, 0.5),
                            new Trait("depth", "", Double.NaN, -0.25)),
                        cluster.examples()))
            .toList();
    return new Candidate(
        candidate.name(),
        candidate.algorithm(),
        candidate.featureSet(),
        candidate.count(),
        candidate.seed(),
        List.of(HOSTILE),
        null,
        null,
        null,
        null,
        null,
        candidate.seed() == 1 ? -12.5 : null,
        null,
        null,
        candidate.smallestShare(),
        clusters,
        candidate.owners());
  }

  private SweepFigures figures(String picked, List<Candidate> candidates) {
    return new SweepFigures(
        "2026-06-01-a4",
        42,
        "2026-06-01",
        184_203,
        20_000,
        picked == null
            ? List.of(
                "No candidate has a stability of at least 0.6 in every cluster.",
                "Sessions of this data may not fall into groups, or there are too few of them.")
            : List.of(
                "It is the smallest number of personas whose clusters all come back (stability 0.81"
                    + " or more) and whose held-out likelihood is within one standard error of the"
                    + " best.",
                "Candidates of 8 or more personas have clusters below 2 % of the sessions."),
        picked,
        candidates.stream().map(Candidate::featureSet).distinct().map(this::featureSet).toList(),
        candidates,
        kinds.stream().map(this::sequence).toList());
  }

  private FeatureSet featureSet(String name) {
    List<Point> points =
        kinds.stream()
            .map(
                kind ->
                    new Point(
                        3 * Math.cos(kind * 2 * Math.PI / KINDS) + 0.8 * random.nextGaussian(),
                        2 * Math.sin(kind * 2 * Math.PI / KINDS) + 0.8 * random.nextGaussian()))
            .toList();
    return new FeatureSet(name, List.of("touchpoint", "channel", "stage"), points, 0.412);
  }

  private List<String> sequence(int kind) {
    List<String> own = JOURNEYS.get(kind);
    List<String> steps = new ArrayList<>();
    int length = 2 + random.nextInt(7);
    for (int step = 0; step < length; step++) {
      List<String> from = random.nextInt(8) == 0 ? JOURNEYS.get(random.nextInt(KINDS)) : own;
      steps.add(from.get(random.nextInt(from.size())));
    }
    return steps;
  }

  private List<Candidate> candidates(
      List<String> sets, List<String> algorithms, List<Integer> counts) {
    List<Candidate> candidates = new ArrayList<>();
    for (String set : sets) {
      for (String algorithm : algorithms) {
        for (int count : counts) {
          for (long seed = 1; seed <= 3; seed++) {
            candidates.add(candidate(set, algorithm, count, seed));
          }
        }
      }
    }
    return candidates;
  }

  private Candidate candidate(String set, String algorithm, int count, long seed) {
    boolean hasPoints = algorithm.equals("k-means");
    double missed = Math.abs(count - KINDS) + (set.length() % 7) / 4.0;
    List<Integer> owners = owners(count, 0.05 + 0.02 * missed);
    List<Cluster> clusters = clusters(owners, count, missed);
    double smallest = clusters.get(clusters.size() - 1).share();
    double lowest =
        clusters.stream().map(Cluster::stability).min(Comparator.naturalOrder()).orElseThrow();
    return new Candidate(
        "%s on %s, %d personas, seed %d".formatted(algorithm, set, count, seed),
        algorithm,
        set,
        count,
        seed,
        faults(lowest, smallest),
        hasPoints ? 0.42 - 0.03 * missed + noise(0.008) : null,
        hasPoints ? 0.9 + 0.12 * missed + noise(0.02) : null,
        hasPoints ? 5200 - 420 * missed + noise(60) : null,
        hasPoints ? 0.9 - 0.08 * missed + noise(0.01) : null,
        hasPoints ? 0.012 : null,
        -9.4 - 1.5 / count - 0.03 * missed + noise(0.01) - set.length() / 60.0,
        0.035,
        Math.max(0, Math.min(1, 0.93 - 0.09 * missed + noise(0.02))),
        smallest,
        clusters,
        owners);
  }

  private double noise(double size) {
    return size * random.nextGaussian();
  }

  private static List<String> faults(double lowest, double smallest) {
    List<String> faults = new ArrayList<>();
    if (lowest < 0.6) {
      faults.add("a cluster comes back in %.2f of samples only".formatted(lowest));
    }
    if (smallest < 0.03) {
      faults.add("its smallest cluster holds %.1f %% of the sessions".formatted(100 * smallest));
    }
    return faults;
  }

  /** Which cluster each shown session falls into: mostly that of its kind, the largest first. */
  private List<Integer> owners(int count, double astray) {
    List<Integer> found = new ArrayList<>();
    for (int kind : kinds) {
      int half = count > KINDS && random.nextBoolean() ? kind + KINDS : kind;
      found.add(random.nextDouble() < astray ? random.nextInt(count) : half % count);
    }
    Integer[] sizes = new Integer[count];
    Arrays.setAll(sizes, cluster -> Collections.frequency(found, cluster));
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing((Integer cluster) -> sizes[cluster]).reversed())
            .toList();
    return found.stream().map(order::indexOf).toList();
  }

  private List<Cluster> clusters(List<Integer> owners, int count, double missed) {
    List<Cluster> clusters = new ArrayList<>();
    for (int cluster = 0; cluster < count; cluster++) {
      int own = cluster;
      List<Integer> members =
          IntStream.range(0, shown).filter(session -> owners.get(session) == own).boxed().toList();
      double share = members.size() / (double) shown;
      clusters.add(
          new Cluster(
              Math.round(share * 20_000),
              share,
              Math.max(0.2, 0.94 - 0.07 * missed - 0.03 * cluster + noise(0.03)),
              0.4 - 0.02 * cluster,
              traits(members),
              members.subList(0, Math.min(4, members.size()))));
    }
    return clusters;
  }

  private List<Trait> traits(List<Integer> members) {
    List<Trait> traits = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      int own = kind;
      double part =
          members.stream().filter(session -> kinds.get(session) == own).count()
              / (double) Math.max(1, members.size());
      for (String touchpoint : JOURNEYS.get(kind)) {
        double zScore = 2.4 * (part - 0.22) + noise(0.15);
        traits.add(new Trait("touchpoint", touchpoint, Math.max(0, 0.3 + 0.5 * zScore), zScore));
      }
      traits.add(new Trait("stage", "stage " + (kind + 1), part, 1.5 * (part - 0.2)));
    }
    traits.add(new Trait("depth", "", 5.2 + noise(1), noise(0.6)));
    traits.add(new Trait("duration", "minutes", 12.4 + noise(5), noise(0.6)));
    return traits;
  }
}

package org.desirepath.persona;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.settings.PersonaSettings;

/** Sessions drawn from Markov chains that are known, and what training reads of them. */
final class MixtureWorld {

  private static final int TOUCHPOINTS = 12;
  private static final int LONGEST = 30;
  private static final List<FeatureGroup> GROUPS =
      List.of(FeatureGroup.MOVE, FeatureGroup.DEVICE, FeatureGroup.DEPTH);

  private final List<List<Feature>> sessions = new ArrayList<>();
  private final List<Integer> kinds = new ArrayList<>();
  private final FeatureSpace space;
  private final TermSpace terms;

  /**
   * Draws sessions of three touchpoints or more.
   *
   * @param kindCount chains, each with ways of its own; 1 is a world without structure
   */
  MixtureWorld(int sessionCount, int kindCount, long seed) {
    Random random = new Random(seed);
    double[][][] chains = new double[kindCount][][];
    for (int kind = 0; kind < kindCount; kind++) {
      chains[kind] = chain(random);
    }
    while (sessions.size() < sessionCount) {
      int kind = random.nextInt(kindCount);
      List<Integer> path = path(chains[kind], random);
      if (path.size() >= 3) {
        sessions.add(features(path, random.nextInt(3)));
        kinds.add(kind);
      }
    }
    List<Statistic> statistics = statistics();
    this.space = FeatureSpace.of(statistics, List.of(FeatureGroup.TOUCHPOINT));
    this.terms = TermSpace.of(statistics, GROUPS);
  }

  List<SessionVector> points() {
    return sessions.stream().map(space::vector).toList();
  }

  List<Visit> visits() {
    return sessions.stream().map(terms::visit).toList();
  }

  List<List<Feature>> sessions() {
    return sessions;
  }

  /** The chain that each session was drawn from. */
  List<Integer> kinds() {
    return kinds;
  }

  StartMixture start(PersonaSettings settings) {
    return new StartMixture(space.dimension(), terms, settings);
  }

  static PersonaSettings settings(int minCount, int maxCount, long seed) {
    return new PersonaSettings(
        PersonaSettings.MARKOV_MIXTURE,
        GROUPS.stream().map(FeatureGroup::attribute).toList(),
        minCount,
        maxCount,
        0,
        3,
        PersonaSettings.ASSIGNED,
        100_000,
        100,
        seed,
        Duration.ofDays(30),
        0.25,
        Map.of());
  }

  /** Rows of probabilities; the last column ends the session, the last row begins it. */
  private static double[][] chain(Random random) {
    double[][] chain = new double[TOUCHPOINTS + 1][TOUCHPOINTS + 1];
    for (int from = 0; from <= TOUCHPOINTS; from++) {
      double sum = 0;
      for (int to = 0; to < TOUCHPOINTS; to++) {
        // Cubes: a few ways are much used, most are not.
        chain[from][to] = Math.pow(random.nextDouble(), 12);
        sum += chain[from][to];
      }
      double end = from == TOUCHPOINTS ? 0 : 0.1;
      for (int to = 0; to < TOUCHPOINTS; to++) {
        chain[from][to] *= (1 - end) / sum;
      }
      chain[from][TOUCHPOINTS] = end;
    }
    return chain;
  }

  private static List<Integer> path(double[][] chain, Random random) {
    List<Integer> path = new ArrayList<>();
    int at = TOUCHPOINTS;
    while (path.size() < LONGEST) {
      double mark = random.nextDouble();
      int to = 0;
      while (to < TOUCHPOINTS && mark >= chain[at][to]) {
        mark -= chain[at][to];
        to++;
      }
      if (to == TOUCHPOINTS) {
        break;
      }
      path.add(to);
      at = to;
    }
    return path;
  }

  private static List<Feature> features(List<Integer> path, int device) {
    Map<String, Integer> touchpoints = new HashMap<>();
    Map<String, Integer> moves = new HashMap<>();
    String before = TermSpace.BOUNDARY;
    for (int step : path) {
      String touchpoint = "t" + step;
      touchpoints.merge(touchpoint, 1, Integer::sum);
      moves.merge(before + TermSpace.ARROW + touchpoint, 1, Integer::sum);
      before = touchpoint;
    }
    moves.merge(before + TermSpace.ARROW + TermSpace.BOUNDARY, 1, Integer::sum);
    List<Feature> features = new ArrayList<>();
    touchpoints.forEach((id, count) -> features.add(new Feature("touchpoint", id, count)));
    moves.forEach((move, count) -> features.add(new Feature("move", move, count)));
    features.add(new Feature("device", "device " + device, 1));
    features.add(new Feature("depth", "touchpoints", path.size()));
    return features;
  }

  List<Statistic> statistics() {
    Map<List<String>, Long> counts = new HashMap<>();
    sessions.forEach(
        session ->
            session.forEach(
                feature ->
                    counts.merge(List.of(feature.attribute(), feature.value()), 1L, Long::sum)));
    return counts.entrySet().stream()
        .map(
            entry ->
                new Statistic(
                    entry.getKey().get(0), entry.getKey().get(1), entry.getValue(), 0, 0, 0))
        .toList();
  }
}

package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.SweepFigures.Trait;

/** What sets the clusters of a candidate apart, and some of their sessions, by a sample. */
final class SketchCandidate {

  /** Traits that are shown, beside those of every session. */
  private static final int TRAITS = 24;

  private final List<List<Feature>> sessions;
  private final int shown;
  private final int exampleCount;
  private final List<Name> names = new ArrayList<>();
  private final List<Map<Integer, Double>> measures = new ArrayList<>();
  private final Moments all;

  /** A trait by its attribute and value, as people read it. */
  private record Name(FeatureGroup group, String value) {}

  /**
   * A candidate as it is shown.
   *
   * @param traits of each cluster, the same in the same order
   * @param examples places of sessions of each cluster, the clearest first
   * @param owners the place of the cluster of each shown session
   */
  record Sketch(List<List<Trait>> traits, List<List<Integer>> examples, List<Integer> owners) {}

  /**
   * Reads the sample.
   *
   * @param shown so many of its first sessions are shown
   * @param exampleCount so many of these are examples of each cluster
   * @param touchpointNames by id
   */
  SketchCandidate(Sample sample, int shown, int exampleCount, Map<String, String> touchpointNames) {
    this.sessions = sample.sessions();
    this.shown = Math.min(shown, sessions.size());
    this.exampleCount = exampleCount;
    Map<Name, Integer> places = new HashMap<>();
    for (List<Feature> session : sessions) {
      double depth = Math.max(1, depth(session));
      Map<Integer, Double> own = new TreeMap<>();
      for (Feature feature : session) {
        FeatureGroup group = FeatureGroup.of(feature.attribute()).orElseThrow();
        if (group.kind() != FeatureGroup.Kind.CYCLE && group.kind() != FeatureGroup.Kind.MOVE) {
          String value = touchpointNames.getOrDefault(feature.value(), feature.value());
          int place =
              places.computeIfAbsent(
                  new Name(group, value),
                  name -> {
                    names.add(name);
                    return names.size() - 1;
                  });
          boolean isMix = group.kind() == FeatureGroup.Kind.MIX;
          own.merge(place, isMix ? feature.measure() / depth : feature.measure(), Double::sum);
        }
      }
      measures.add(own);
    }
    this.all = new Moments(names.size());
    measures.forEach(all::add);
  }

  Sketch of(PersonaModel model) {
    int clusters = model.clusters().size();
    if (clusters == 0) {
      return new Sketch(List.of(), List.of(), List.of());
    }
    List<Clustering.Choice> choices = sessions.stream().map(model.clustering()::choose).toList();
    Moments[] own = new Moments[clusters];
    Arrays.setAll(own, place -> new Moments(names.size()));
    for (int i = 0; i < choices.size(); i++) {
      own[choices.get(i).place()].add(measures.get(i));
    }
    List<Integer> told = told(own);
    List<List<Trait>> traits = new ArrayList<>();
    List<List<Integer>> examples = new ArrayList<>();
    for (int place = 0; place < clusters; place++) {
      Moments members = own[place];
      traits.add(told.stream().map(trait -> trait(trait, members)).toList());
      int cluster = place;
      examples.add(
          IntStream.range(0, shown)
              .boxed()
              .filter(i -> choices.get(i).place() == cluster)
              .sorted(
                  Comparator.<Integer>comparingDouble(i -> -choices.get(i).confidence())
                      .thenComparing(Comparator.naturalOrder()))
              .limit(exampleCount)
              .toList());
    }
    return new Sketch(
        traits, examples, choices.stream().limit(shown).map(Clustering.Choice::place).toList());
  }

  /** The traits that set some cluster most apart, by group and value. */
  private List<Integer> told(Moments[] clusters) {
    double[] farthest = new double[names.size()];
    for (Moments cluster : clusters) {
      for (int trait = 0; trait < farthest.length; trait++) {
        farthest[trait] = Math.max(farthest[trait], Math.abs(zScore(trait, cluster)));
      }
    }
    Comparator<Integer> byName =
        Comparator.<Integer, FeatureGroup>comparing(trait -> names.get(trait).group())
            .thenComparing(trait -> names.get(trait).value());
    List<Integer> told = new ArrayList<>();
    IntStream.range(0, farthest.length)
        .boxed()
        .filter(trait -> !isOfThoseThatHaveIt(trait))
        .sorted(
            Comparator.<Integer>comparingDouble(trait -> -farthest[trait]).thenComparing(byName))
        .limit(TRAITS)
        .forEach(told::add);
    IntStream.range(0, farthest.length).filter(this::isOfThoseThatHaveIt).forEach(told::add);
    told.sort(byName);
    return told;
  }

  private Trait trait(int trait, Moments members) {
    Name name = names.get(trait);
    return new Trait(
        name.group().attribute(), name.value(), mean(trait, members), zScore(trait, members));
  }

  private double mean(int trait, Moments moments) {
    return moments.sums[trait] / Math.max(1, base(trait, moments));
  }

  private double zScore(int trait, Moments members) {
    double mean = mean(trait, all);
    double variance = all.squares[trait] / Math.max(1, base(trait, all)) - mean * mean;
    return base(trait, members) == 0 || variance < 1e-12
        ? 0
        : (mean(trait, members) - mean) / Math.sqrt(variance);
  }

  /** Magnitudes and sentiment are means of the sessions that have them. */
  private long base(int trait, Moments moments) {
    return isOfThoseThatHaveIt(trait) ? moments.having[trait] : moments.sessions;
  }

  private boolean isOfThoseThatHaveIt(int trait) {
    FeatureGroup.Kind kind = names.get(trait).group().kind();
    return kind == FeatureGroup.Kind.MAGNITUDE || kind == FeatureGroup.Kind.SIGNED;
  }

  private static double depth(List<Feature> session) {
    return session.stream()
        .filter(feature -> feature.attribute().equals(FeatureGroup.DEPTH.attribute()))
        .mapToDouble(Feature::measure)
        .sum();
  }

  /** Sums over sessions, by trait. */
  private static final class Moments {

    private final double[] sums;
    private final double[] squares;
    private final long[] having;
    private long sessions;

    Moments(int traits) {
      this.sums = new double[traits];
      this.squares = new double[traits];
      this.having = new long[traits];
    }

    void add(Map<Integer, Double> session) {
      sessions++;
      session.forEach(
          (trait, measure) -> {
            sums[trait] += measure;
            squares[trait] += measure * measure;
            having[trait]++;
          });
    }
  }
}

package org.desirepath.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.desirepath.persona.SweepFigures;

/**
 * The figures of a sweep as the script of the page reads them: each name once, numbers with as many
 * digits as show, so that hundreds of candidates make a small page.
 *
 * @param picked place of the picked candidate, or null
 * @param names of touchpoints, to which the sequences refer
 * @param traits names of traits, to which the candidates refer
 */
record TuningData(
    Integer picked,
    List<String> names,
    List<String> traits,
    List<FeatureSet> featureSets,
    List<Candidate> candidates,
    List<List<Integer>> sequences) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Enough to see the difference of two candidates whose likelihoods are large. */
  private static final int MEASURE_DIGITS = 6;

  private static final int SHOWN_DIGITS = 3;

  /**
   * A set of groups of features.
   *
   * @param points x and y of each shown session
   */
  record FeatureSet(
      String name, List<String> features, List<List<Double>> points, Double explained) {}

  /**
   * A candidate.
   *
   * @param seed as text: a script's numbers hold 53 bits
   * @param traits that its clusters tell of, as places among the names of traits
   */
  record Candidate(
      String name,
      String algorithm,
      String featureSet,
      int count,
      String seed,
      List<String> faults,
      Map<String, Double> measures,
      List<Integer> traits,
      List<Cluster> clusters,
      List<Integer> owners) {}

  /**
   * A cluster of a candidate.
   *
   * @param means in the order of the candidate's traits, null where it has none; so are zScores
   */
  record Cluster(
      long sessions,
      Double share,
      Double stability,
      Double silhouette,
      List<Double> means,
      List<Double> zScores,
      List<Integer> examples) {}

  static TuningData of(SweepFigures figures) {
    Places names = new Places();
    Places traits = new Places();
    List<Candidate> candidates =
        figures.candidates().stream().map(candidate -> candidate(candidate, traits)).toList();
    List<List<Integer>> sequences =
        figures.sequences().stream()
            .map(sequence -> sequence.stream().map(names::of).toList())
            .toList();
    return new TuningData(
        picked(figures).orElse(null),
        names.all(),
        traits.all(),
        figures.featureSets().stream().map(TuningData::featureSet).toList(),
        candidates,
        sequences);
  }

  /**
   * As JSON that may stand between the tags of a script: no character of it begins or ends a tag, a
   * comment or a line of a script, whatever the names are.
   */
  String json() {
    try {
      return MAPPER
          .writeValueAsString(this)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Figures are plain data", impossible);
    }
  }

  private static Optional<Integer> picked(SweepFigures figures) {
    if (figures.picked() == null) {
      return Optional.empty();
    }
    int place =
        figures.candidates().stream()
            .map(SweepFigures.Candidate::name)
            .toList()
            .indexOf(figures.picked());
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  private static FeatureSet featureSet(SweepFigures.FeatureSet set) {
    return new FeatureSet(
        set.name(),
        set.features(),
        set.points().stream()
            .map(point -> Stream.of(shown(point.x()), shown(point.y())).toList())
            .toList(),
        shown(set.explained()));
  }

  private static Candidate candidate(SweepFigures.Candidate candidate, Places names) {
    List<Map<String, SweepFigures.Trait>> traits =
        candidate.clusters().stream().map(TuningData::byName).toList();
    List<String> told = traits.stream().flatMap(each -> each.keySet().stream()).distinct().toList();
    List<Cluster> clusters = new ArrayList<>();
    for (int place = 0; place < traits.size(); place++) {
      clusters.add(cluster(candidate.clusters().get(place), traits.get(place), told));
    }
    return new Candidate(
        candidate.name(),
        candidate.algorithm(),
        candidate.featureSet(),
        candidate.count(),
        Long.toString(candidate.seed()),
        candidate.faults(),
        measures(candidate),
        told.stream().map(names::of).toList(),
        clusters,
        candidate.owners());
  }

  private static Map<String, Double> measures(SweepFigures.Candidate candidate) {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("heldOut", measure(candidate.heldOut()));
    measures.put("heldOutError", measure(candidate.heldOutError()));
    measures.put("silhouette", measure(candidate.silhouette()));
    measures.put("daviesBouldin", measure(candidate.daviesBouldin()));
    measures.put("calinskiHarabasz", measure(candidate.calinskiHarabasz()));
    measures.put("gap", measure(candidate.gap()));
    measures.put("gapError", measure(candidate.gapError()));
    measures.put("agreement", measure(candidate.agreement()));
    measures.put("smallestShare", measure(candidate.smallestShare()));
    measures.values().removeIf(Objects::isNull);
    return measures;
  }

  private static Cluster cluster(
      SweepFigures.Cluster cluster, Map<String, SweepFigures.Trait> traits, List<String> told) {
    List<Double> means = new ArrayList<>();
    List<Double> zScores = new ArrayList<>();
    for (String name : told) {
      SweepFigures.Trait trait = traits.get(name);
      means.add(trait == null ? null : shown(trait.mean()));
      zScores.add(trait == null ? null : shown(trait.zScore()));
    }
    return new Cluster(
        cluster.sessions(),
        measure(cluster.share()),
        measure(cluster.stability()),
        measure(cluster.silhouette()),
        means,
        zScores,
        cluster.examples());
  }

  private static Map<String, SweepFigures.Trait> byName(SweepFigures.Cluster cluster) {
    Map<String, SweepFigures.Trait> traits = new LinkedHashMap<>();
    cluster.traits().forEach(trait -> traits.put(name(trait), trait));
    return traits;
  }

  private static String name(SweepFigures.Trait trait) {
    return trait.value() == null || trait.value().isBlank()
        ? trait.attribute()
        : trait.attribute() + ": " + trait.value();
  }

  private static Double measure(Double value) {
    return value == null ? null : rounded(value, MEASURE_DIGITS);
  }

  private static Double shown(double value) {
    return rounded(value, SHOWN_DIGITS);
  }

  /** Null where there is no such number, for JSON has none either. */
  private static Double rounded(double value, int digits) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(new MathContext(digits)).doubleValue()
        : null;
  }

  /** Numbers names in the order in which they are met. */
  private static final class Places {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int of(String name) {
      Integer known = places.putIfAbsent(name, names.size());
      if (known == null) {
        names.add(name);
        return names.size() - 1;
      }
      return known;
    }

    List<String> all() {
      return names;
    }
  }
}

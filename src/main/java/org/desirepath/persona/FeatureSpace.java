package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The coordinates of sessions: which feature stands where, and how it is scaled.
 *
 * <ul>
 *   <li>A mix becomes tf–idf: {@code ln(1 + count) · ln((1 + sessions) / (1 + sessions with it))},
 *       brought to length one within its group (Salton and Buckley, "Term-weighting approaches in
 *       automatic text retrieval", 1988), so that long and short sessions of a kind lie together.
 *   <li>A magnitude becomes its logarithm less the median, by the interquartile range, cut at
 *       {@value #FARTHEST}.
 *   <li>All is multiplied by the weight of its group.
 *   <li>If only the direction of a session shall count, the whole is brought to length one.
 * </ul>
 *
 * <p>Features that the training sessions did not know have no place and are passed over. There is
 * no principal component analysis: k-means sees distances only, which components that keep 95 % of
 * the variance hardly change; the catalogue bounds the coordinates anyway, and rows with thirty
 * entries would become dense.
 */
final class FeatureSpace implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double FARTHEST = 3;

  /** Of moves, of which there are many, the most frequent have places. */
  private static final int MOST_MOVES = 200;

  /** A feature of a session. */
  record Feature(String attribute, String value, double measure) implements Serializable {}

  /**
   * What the training sessions tell of a feature.
   *
   * @param sessionCount training sessions that have it
   * @param lowerQuartile of the logarithm of its measure, as median and upper quartile
   */
  record Statistic(
      String attribute,
      String value,
      long sessionCount,
      double lowerQuartile,
      double median,
      double upperQuartile)
      implements Serializable {

    private double spread() {
      double range = upperQuartile - lowerQuartile;
      return range > 0 ? range : 1;
    }
  }

  private record Name(String attribute, String value) implements Serializable {}

  private final long sessionCount;
  private final boolean isUnit;
  private final List<Statistic> statistics;
  private final List<FeatureGroup> groups;
  private final Map<Name, Integer> places;

  private FeatureSpace(long sessionCount, boolean isUnit, List<Statistic> statistics) {
    this.sessionCount = sessionCount;
    this.isUnit = isUnit;
    this.statistics = new ArrayList<>(statistics);
    this.groups = new ArrayList<>();
    this.places = new HashMap<>();
    for (Statistic statistic : statistics) {
      groups.add(FeatureGroup.of(statistic.attribute()).orElseThrow());
      places.put(new Name(statistic.attribute(), statistic.value()), places.size());
    }
  }

  /** Gives each feature of the groups that have weight its place, by group and name. */
  static FeatureSpace of(Collection<Statistic> statistics, List<FeatureGroup> groups) {
    // Every session has a depth.
    long sessionCount =
        statistics.stream()
            .filter(one -> one.attribute().equals(FeatureGroup.DEPTH.attribute()))
            .mapToLong(Statistic::sessionCount)
            .sum();
    Set<Statistic> moves =
        statistics.stream()
            .filter(FeatureSpace::isMove)
            .sorted(
                Comparator.comparingLong((Statistic one) -> -one.sessionCount())
                    .thenComparing(Statistic::value))
            .limit(MOST_MOVES)
            .collect(Collectors.toSet());
    List<Statistic> ordered =
        statistics.stream()
            .filter(
                one ->
                    FeatureGroup.of(one.attribute())
                        .filter(group -> group.weight() > 0 && groups.contains(group))
                        .isPresent())
            .filter(one -> !isMove(one) || moves.contains(one))
            .sorted(Comparator.comparing(Statistic::attribute).thenComparing(Statistic::value))
            .toList();
    return new FeatureSpace(sessionCount, false, ordered);
  }

  /** The space of what {@link #statistics}, {@link #sessionCount} and {@link #isUnit} gave. */
  static FeatureSpace of(long sessionCount, boolean isUnit, List<Statistic> statistics) {
    return new FeatureSpace(sessionCount, isUnit, statistics);
  }

  /** The same space, in which all sessions have length one. */
  FeatureSpace unit() {
    return new FeatureSpace(sessionCount, true, statistics);
  }

  /** Whether all sessions have length one. */
  boolean isUnit() {
    return isUnit;
  }

  long sessionCount() {
    return sessionCount;
  }

  /** What is known of its features, in the order of their places. */
  List<Statistic> statistics() {
    return List.copyOf(statistics);
  }

  int dimension() {
    return statistics.size();
  }

  /** The places of a group's features, by value. */
  Map<String, Integer> placesOf(FeatureGroup group) {
    Map<String, Integer> found = new TreeMap<>();
    places.forEach(
        (name, place) -> {
          if (name.attribute().equals(group.attribute())) {
            found.put(name.value(), place);
          }
        });
    return found;
  }

  /** The point of a session; each feature at most once. */
  SessionVector vector(List<Feature> features) {
    Map<Integer, Double> coordinates = coordinates(features);
    int[] indices = new int[coordinates.size()];
    double[] values = new double[coordinates.size()];
    int next = 0;
    for (Map.Entry<Integer, Double> coordinate : coordinates.entrySet()) {
      indices[next] = coordinate.getKey();
      values[next] = coordinate.getValue();
      next++;
    }
    return isUnit ? SessionVector.unit(indices, values) : new SessionVector(indices, values);
  }

  /**
   * The coordinates of features of a session by their names; those without a place are left out.
   */
  Map<Feature, Double> named(List<Feature> features) {
    Map<Integer, Double> coordinates = coordinates(features);
    Map<Feature, Double> named = new HashMap<>();
    for (Feature feature : features) {
      Integer place = places.get(new Name(feature.attribute(), feature.value()));
      if (place != null) {
        named.put(feature, coordinates.get(place));
      }
    }
    return named;
  }

  private Map<Integer, Double> coordinates(List<Feature> features) {
    TreeMap<Integer, Double> coordinates = new TreeMap<>();
    Map<FeatureGroup, Double> squares = new EnumMap<>(FeatureGroup.class);
    for (Feature feature : features) {
      Integer place = places.get(new Name(feature.attribute(), feature.value()));
      if (place != null) {
        FeatureGroup group = groups.get(place);
        double raw = raw(group, statistics.get(place), feature.measure());
        coordinates.put(place, raw);
        squares.merge(group, raw * raw, Double::sum);
      }
    }
    coordinates.replaceAll(
        (place, raw) -> {
          FeatureGroup group = groups.get(place);
          double square = squares.get(group);
          double length = isMix(group) && square > 0 ? Math.sqrt(square) : 1;
          return group.weight() * raw / length;
        });
    return coordinates;
  }

  /** Everything the space is made of, as text, for a fingerprint. */
  List<String> content() {
    List<String> content = new ArrayList<>();
    content.add(sessionCount + (isUnit ? ", unit" : ""));
    statistics.forEach(statistic -> content.add(statistic.toString()));
    return content;
  }

  private double raw(FeatureGroup group, Statistic statistic, double measure) {
    return switch (group.kind()) {
      case MIX, MOVE ->
          StrictMath.log1p(measure)
              * StrictMath.log((1.0 + sessionCount) / (1.0 + statistic.sessionCount()));
      case MAGNITUDE ->
          clip(
              (StrictMath.log1p(Math.max(0, measure)) - statistic.median()) / statistic.spread(),
              FARTHEST);
      case MARK, SIGNED, CYCLE -> clip(measure, 1);
    };
  }

  private static boolean isMove(Statistic statistic) {
    return statistic.attribute().equals(FeatureGroup.MOVE.attribute());
  }

  private static boolean isMix(FeatureGroup group) {
    return group.kind() == FeatureGroup.Kind.MIX || group.kind() == FeatureGroup.Kind.MOVE;
  }

  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}

package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;

/**
 * The terms that sessions are made of for a mixture: moves from one touchpoint to the next, and
 * marks such as the device.
 *
 * <p>A move is told by where it comes from and where it goes; before the first and after the last
 * touchpoint there is the {@link #BOUNDARY}. The {@value #MOST_TOUCHPOINTS} most frequent
 * touchpoints of the training sessions are told apart, all others are one. A magnitude is a mark by
 * half powers of two, a sentiment by its sign. Each group of marks has one term more for values
 * that training did not know.
 */
final class TermSpace implements Serializable {

  /** What comes before the first touchpoint and after the last. */
  static final String BOUNDARY = "()";

  /** Stands between the ends of a move. */
  static final String ARROW = " > ";

  private static final long serialVersionUID = 1L;
  private static final int MOST_TOUCHPOINTS = 300;
  private static final double STEPS_OF_A_DOUBLING = 2;
  private static final int HIGHEST_BAND = 40;

  /** Terms of which each session holds one or some, and that share their probability. */
  record Marks(String attribute, int first, int size) implements Serializable {}

  /**
   * The values of a group of marks.
   *
   * @param attribute the group's
   * @param values in order, without the one for those that are not known
   */
  record Values(String attribute, List<String> values) {}

  /**
   * What a space is made of.
   *
   * @param hasMoves whether moves are among the terms
   * @param touchpoints that are told apart, in order
   * @param marks the other groups
   */
  record Vocabulary(boolean hasMoves, List<String> touchpoints, List<Values> marks) {}

  private final boolean hasMoves;
  private final List<String> names;
  private final Map<String, Integer> touchpoints = new HashMap<>();
  private final List<Marks> marks = new ArrayList<>();
  private final Map<String, Map<String, Integer>> termsOfMarks = new HashMap<>();
  private final int size;

  private TermSpace(Vocabulary vocabulary) {
    this.hasMoves = vocabulary.hasMoves();
    this.names = new ArrayList<>(vocabulary.touchpoints());
    names.forEach(name -> touchpoints.put(name, touchpoints.size()));
    int next = states() * states();
    for (Values values : vocabulary.marks()) {
      Map<String, Integer> terms = new LinkedHashMap<>();
      for (String value : values.values()) {
        terms.put(value, next + terms.size());
      }
      marks.add(new Marks(values.attribute(), next, terms.size() + 1));
      termsOfMarks.put(values.attribute(), terms);
      next += terms.size() + 1;
    }
    this.size = next;
  }

  /** The terms of the groups, as far as the training sessions have them. */
  static TermSpace of(Collection<Statistic> statistics, List<FeatureGroup> groups) {
    List<String> touchpoints =
        arrivals(statistics).entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Long>>comparingLong(entry -> -entry.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_TOUCHPOINTS)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    boolean hasMoves = groups.contains(FeatureGroup.MOVE);
    return new TermSpace(
        new Vocabulary(
            hasMoves,
            hasMoves ? touchpoints : List.of(),
            groups.stream()
                .filter(
                    group ->
                        group.kind() != FeatureGroup.Kind.MOVE
                            && group.kind() != FeatureGroup.Kind.CYCLE)
                .map(group -> new Values(group.attribute(), values(group, statistics)))
                .toList()));
  }

  static TermSpace of(Vocabulary vocabulary) {
    return new TermSpace(vocabulary);
  }

  /** What it is made of, from which it can be made again. */
  Vocabulary vocabulary() {
    return new Vocabulary(
        hasMoves,
        List.copyOf(names),
        marks.stream()
            .map(
                one ->
                    new Values(
                        one.attribute(), List.copyOf(termsOfMarks.get(one.attribute()).keySet())))
            .toList());
  }

  /** How many terms there are. */
  int size() {
    return size;
  }

  /** Touchpoints that are told apart, the others as one, and the boundary; 0 without moves. */
  int states() {
    return hasMoves ? names.size() + 2 : 0;
  }

  /** The state before the first and after the last touchpoint. */
  int boundary() {
    return names.size() + 1;
  }

  /** The touchpoints that are told apart; their places are their states. */
  List<String> touchpoints() {
    return List.copyOf(names);
  }

  List<Marks> marks() {
    return List.copyOf(marks);
  }

  /** The terms of a session. */
  Visit visit(List<Feature> features) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (Feature feature : features) {
      if (hasMoves && feature.attribute().equals(FeatureGroup.MOVE.attribute())) {
        int arrow = feature.value().indexOf(ARROW);
        int from = state(feature.value().substring(0, arrow));
        int to = state(feature.value().substring(arrow + ARROW.length()));
        counts.merge(from * states() + to, (int) feature.measure(), Integer::sum);
      } else {
        Map<String, Integer> terms = termsOfMarks.get(feature.attribute());
        if (terms != null) {
          FeatureGroup group = FeatureGroup.of(feature.attribute()).orElseThrow();
          int unknown = first(feature.attribute()) + terms.size();
          int term = terms.getOrDefault(value(group, feature), unknown);
          counts.merge(term, count(group, feature), Integer::sum);
        }
      }
    }
    return new Visit(counts);
  }

  /** The band of a magnitude: half powers of two above 1, and one for nought. */
  static String band(double measure) {
    double doublings = StrictMath.log1p(Math.max(0, measure)) / StrictMath.log(2);
    return Integer.toString(
        (int) Math.min(HIGHEST_BAND, Math.floor(STEPS_OF_A_DOUBLING * doublings)));
  }

  private static Map<String, Long> arrivals(Collection<Statistic> statistics) {
    Map<String, Long> arrivals = new HashMap<>();
    for (Statistic statistic : statistics) {
      if (statistic.attribute().equals(FeatureGroup.MOVE.attribute())) {
        String to = statistic.value().substring(statistic.value().indexOf(ARROW) + ARROW.length());
        if (!to.equals(BOUNDARY)) {
          arrivals.merge(to, statistic.sessionCount(), Long::sum);
        }
      }
    }
    return arrivals;
  }

  private static List<String> values(FeatureGroup group, Collection<Statistic> statistics) {
    return switch (group.kind()) {
      case MAGNITUDE -> IntStream.rangeClosed(0, HIGHEST_BAND).mapToObj(Integer::toString).toList();
      case SIGNED -> List.of("-1", "0", "1");
      default ->
          statistics.stream()
              .filter(statistic -> statistic.attribute().equals(group.attribute()))
              .map(Statistic::value)
              .sorted()
              .toList();
    };
  }

  private static String value(FeatureGroup group, Feature feature) {
    return switch (group.kind()) {
      case MAGNITUDE -> band(feature.measure());
      case SIGNED -> Integer.toString((int) Math.signum(feature.measure()));
      default -> feature.value();
    };
  }

  private static int count(FeatureGroup group, Feature feature) {
    return group.kind() == FeatureGroup.Kind.MIX ? (int) feature.measure() : 1;
  }

  private int state(String touchpointId) {
    return touchpointId.equals(BOUNDARY)
        ? boundary()
        : touchpoints.getOrDefault(touchpointId, names.size());
  }

  private int first(String attribute) {
    return marks.stream()
        .filter(one -> one.attribute().equals(attribute))
        .findFirst()
        .orElseThrow()
        .first();
  }
}

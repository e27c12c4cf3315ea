package org.desirepath.persona;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a session is described by.
 *
 * <p>The weights say how far a group can move a session beside the mix of touchpoints, which has
 * length one. They were chosen once, on web sessions with planted personas, so that no side group
 * outweighs what was done; time of day, device and first and last touchpoint tell little there and
 * would split personas by clock or machine if they weighed more. A weight of nought keeps a group
 * out of the clustering: it only describes.
 */
enum FeatureGroup {
  TOUCHPOINT("touchpoint", Kind.MIX, 1, "touchpoints"),
  MOVE("move", Kind.MOVE, 0.4, "moves"),
  STAGE("stage", Kind.MIX, 0.4, "touchpoints"),
  CHANNEL("channel", Kind.MIX, 0.1, "touchpoints"),
  FIRST_TOUCHPOINT("first_touchpoint", Kind.MARK, 0.1, "1 where it holds"),
  LAST_TOUCHPOINT("last_touchpoint", Kind.MARK, 0.1, "1 where it holds"),
  DEVICE("device", Kind.MARK, 0.1, "1 where it holds"),
  HOUR_BAND("hour_band", Kind.MARK, 0, "1 where it holds"),
  WEEK_PART("week_part", Kind.MARK, 0, "1 where it holds"),
  DEPTH("depth", Kind.MAGNITUDE, 0.3, "touchpoints"),
  DURATION("duration", Kind.MAGNITUDE, 0.3, "seconds"),
  PACE("pace", Kind.MAGNITUDE, 0.3, "seconds per touchpoint"),
  SENTIMENT("sentiment", Kind.SIGNED, 0.1, "-1 to 1"),
  TIME_OF_DAY("time_of_day", Kind.CYCLE, 0.1, "sine or cosine"),
  TIME_OF_WEEK("time_of_week", Kind.CYCLE, 0.1, "sine or cosine");

  /** How the measures of a group are read. */
  enum Kind {
    /** Counts of pairs of touchpoints that follow each other; to k-means a mix like others. */
    MOVE("tf-idf of the logarithm of counts, the group of length one; the most frequent moves"),
    /** Counts that share the session's touchpoints among them: tf–idf of log counts, length one. */
    MIX("tf-idf of the logarithm of counts, the group of length one"),
    /** One value out of several: one where it holds. */
    MARK("as it is"),
    /** Not negative and long-tailed: logarithm, less its median, by its interquartile range. */
    MAGNITUDE("ln(1 + x), less its median, by its interquartile range, at most 3 either way"),
    /** From -1 to 1, zero where it is not known. */
    SIGNED("as it is"),
    /** Sine and cosine of a place on a circle; without a meaning of its own in a profile. */
    CYCLE("as it is");

    private final String formula;

    Kind(String formula) {
      this.formula = formula;
    }

    /** How a measure becomes a coordinate, before the weight of its group. */
    String formula() {
      return formula;
    }
  }

  private final String attribute;
  private final Kind kind;
  private final double weight;
  private final String unit;

  FeatureGroup(String attribute, Kind kind, double weight, String unit) {
    this.attribute = attribute;
    this.kind = kind;
    this.weight = weight;
    this.unit = unit;
  }

  String attribute() {
    return attribute;
  }

  Kind kind() {
    return kind;
  }

  double weight() {
    return weight;
  }

  /** What its measures are counted in. */
  String unit() {
    return unit;
  }

  /** The group of an attribute, if it is one of them. */
  static Optional<FeatureGroup> of(String attribute) {
    return Arrays.stream(values()).filter(group -> group.attribute.equals(attribute)).findFirst();
  }

  /**
   * The groups of these attributes.
   *
   * @throws IllegalArgumentException if an attribute is of no group; settings are held against them
   */
  static List<FeatureGroup> named(List<String> attributes) {
    return attributes.stream()
        .map(
            attribute ->
                of(attribute)
                    .orElseThrow(
                        () -> new IllegalArgumentException("No group of features: " + attribute)))
        .sorted()
        .toList();
  }

  /** The attributes of all groups of a kind. */
  static List<String> attributes(Kind kind) {
    return Arrays.stream(values())
        .filter(group -> group.kind == kind)
        .map(FeatureGroup::attribute)
        .toList();
  }
}

package org.desirepath.persona;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.SessionFeatures;

/** Compares the sessions of each persona with all sessions. */
public final class ProfilePersonas {

  /** Groups whose measures say nothing by themselves, or are too many to read. */
  private static final List<String> UNPROFILED =
      Stream.of(FeatureGroup.Kind.CYCLE, FeatureGroup.Kind.MOVE)
          .flatMap(kind -> FeatureGroup.attributes(kind).stream())
          .toList();

  private static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions with the feature");
  private static final Field TOTAL = Field.required("total", DoubleType, "Sum of the measure");
  private static final Field SQUARES =
      Field.required("squares", DoubleType, "Sum of the squares of the measure");

  private ProfilePersonas() {}

  /**
   * One row per persona in use, attribute and value; what a persona never does stands with 0.
   *
   * <ul>
   *   <li>{@code touchpoint}, {@code stage}, {@code channel}: mean share of a session's
   *       touchpoints;
   *   <li>{@code first_touchpoint}, {@code last_touchpoint}, {@code device}, {@code hour_band},
   *       {@code week_part}: share of sessions;
   *   <li>{@code depth}, {@code duration} (seconds), {@code pace} (seconds per touchpoint), {@code
   *       sentiment}: mean of the sessions that have one.
   * </ul>
   *
   * <p>Sums are decimal and so do not depend on the order of rows. Two shuffles, by session and by
   * persona and feature; the sums, no more than personas times features, meet on the driver.
   */
  public static PersonaProfiles from(SessionFeatures features, PersonaAssignments assignments) {
    Dataset<Row> measures =
        features
            .rows()
            .join(assignments.rows(), SESSION_ID.name())
            .select(
                PERSONA_ID.col(),
                TOUCHPOINT_COUNT.col(),
                explode(FEATURES.col()).as(FEATURES.name()))
            .select(
                PERSONA_ID.col(),
                TOUCHPOINT_COUNT.col(),
                ATTRIBUTE.of(FEATURES.name()),
                ATTRIBUTE_VALUE.of(FEATURES.name()),
                MEASURE.of(FEATURES.name()))
            .filter(not(ATTRIBUTE.col().isInCollection(UNPROFILED)));
    Column measure = measure(ATTRIBUTE.col(), MEASURE.col(), TOUCHPOINT_COUNT.col());
    List<Row> sums =
        measures
            .groupBy(PERSONA_ID.col(), ATTRIBUTE.col(), ATTRIBUTE_VALUE.col())
            .agg(
                SESSION_COUNT.is(count(lit(1))),
                TOTAL.is(exactSum(measure)),
                SQUARES.is(exactSum(measure.multiply(measure))))
            .collectAsList();
    return new PersonaProfiles(
        features
            .rows()
            .sparkSession()
            .createDataFrame(profiles(sums), PersonaProfiles.CONTRACT.schema()));
  }

  /** A share of the session's touchpoints for a mix, else what was measured. */
  static Column measure(Column attribute, Column measure, Column touchpointCount) {
    return when(
            attribute.isin(FeatureGroup.attributes(FeatureGroup.Kind.MIX).toArray()),
            measure.divide(touchpointCount))
        .otherwise(measure);
  }

  private static Column exactSum(Column value) {
    return sum(value.cast(createDecimalType(28, 9)));
  }

  /** How many sessions have a feature, and the sums over them. */
  private record Sum(long count, double total, double squares) {
    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(Sum other) {
      return new Sum(count + other.count, total + other.total, squares + other.squares);
    }
  }

  private static List<Row> profiles(List<Row> rows) {
    Map<String, Map<List<String>, Sum>> personas = new TreeMap<>();
    for (Row row : rows) {
      personas
          .computeIfAbsent(row.getString(0), id -> new TreeMap<>(ProfilePersonas::compare))
          .put(
              List.of(row.getString(1), row.getString(2)),
              new Sum(row.getLong(3), row.getDouble(4), row.getDouble(5)));
    }
    Map<List<String>, Sum> population = new TreeMap<>(ProfilePersonas::compare);
    personas
        .values()
        .forEach(one -> one.forEach((feature, sum) -> population.merge(feature, sum, Sum::plus)));
    long sessionCount = sessions(population);
    List<Row> profiles = new ArrayList<>();
    personas.forEach(
        (personaId, own) ->
            population.forEach(
                (feature, all) -> {
                  Sum mine = own.getOrDefault(feature, Sum.NONE);
                  boolean known = isOnlyOfThoseThatHaveIt(feature.get(0));
                  long base = known ? mine.count() : sessions(own);
                  if (base > 0) {
                    profiles.add(
                        profile(
                            personaId,
                            feature,
                            mine.total() / base,
                            all,
                            known ? all.count() : sessionCount));
                  }
                }));
    return profiles;
  }

  private static Row profile(
      String personaId, List<String> feature, double value, Sum all, long count) {
    double mean = all.total() / count;
    double variance = all.squares() / count - mean * mean;
    // Below this, what is left of the variance is the rounding of its terms.
    boolean varies = variance > 1e-9 * Math.max(1, mean * mean);
    return RowFactory.create(
        personaId,
        feature.get(0),
        feature.get(1),
        value,
        mean,
        mean > 0 ? value / mean : null,
        varies ? (value - mean) / Math.sqrt(variance) : null);
  }

  /** Every session has a depth. */
  private static long sessions(Map<List<String>, Sum> sums) {
    return sums.entrySet().stream()
        .filter(sum -> sum.getKey().get(0).equals(FeatureGroup.DEPTH.attribute()))
        .mapToLong(sum -> sum.getValue().count())
        .sum();
  }

  private static boolean isOnlyOfThoseThatHaveIt(String attribute) {
    return FeatureGroup.of(attribute)
        .filter(
            group ->
                group.kind() == FeatureGroup.Kind.MAGNITUDE
                    || group.kind() == FeatureGroup.Kind.SIGNED)
        .isPresent();
  }

  private static int compare(List<String> one, List<String> other) {
    int byAttribute = one.get(0).compareTo(other.get(0));
    return byAttribute != 0 ? byAttribute : one.get(1).compareTo(other.get(1));
  }
}

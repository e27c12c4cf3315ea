package org.desirepath.persona;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.SessionFeatures.CUSTOMER_TOUCHPOINT_COUNT;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Field;
import org.desirepath.table.SessionFeatures;

/**
 * The sessions that shape clusters: long enough, and if there are very many of them a sample.
 *
 * @param rows their features
 * @param eligible how many there are, before sampling
 */
record TrainingSessions(Dataset<Row> rows, long eligible) {

  private static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Training sessions with the feature");
  private static final Field QUARTILES =
      Field.optional(
          "quartiles", createArrayType(DoubleType), "Quartiles of the logarithm of a magnitude");
  private static final Field SAMPLE_ORDER =
      Field.required("sample_order", LongType, "Hash of session and seed");

  /**
   * The sessions of {@code minTouchpoints} or more; if they are more than {@code
   * maxTrainingSessions}, those whose hash falls under the share. One count.
   */
  static TrainingSessions of(SessionFeatures features, PersonaSettings settings) {
    Dataset<Row> eligible = eligible(features, settings);
    long count = eligible.count();
    return new TrainingSessions(
        count <= settings.maxTrainingSessions()
            ? eligible
            : eligible.filter(
                isSampled(
                    SESSION_ID.col(), settings.seed(), settings.maxTrainingSessions(), count)),
        count);
  }

  /** The sessions of {@code minTouchpoints} or more in which the customer did something. */
  static Dataset<Row> eligible(SessionFeatures features, PersonaSettings settings) {
    return features
        .rows()
        .filter(TOUCHPOINT_COUNT.col().geq(settings.minTouchpoints()))
        .filter(CUSTOMER_TOUCHPOINT_COUNT.col().gt(0));
  }

  /** Whether an id is among about {@code wanted} of {@code count}. */
  static Column isSampled(Column id, long seed, long wanted, long count) {
    long resolution = 1L << 30;
    long threshold = (long) Math.floor((double) wanted / count * resolution);
    return pmod(xxhash64(id, lit(seed)), lit(resolution)).lt(threshold);
  }

  /** What they tell of each feature, bounded by the catalogue. One aggregate with its shuffle. */
  List<Statistic> statistics() {
    // Rounded to sixteenths, so that few different values are counted, however many the sessions.
    Column logarithm = rint(log1p(MEASURE.col()).multiply(16)).divide(16);
    Object[] magnitudes = FeatureGroup.attributes(FeatureGroup.Kind.MAGNITUDE).toArray();
    List<Row> found =
        rows.select(explode(FEATURES.col()).as(FEATURES.name()))
            .select(
                ATTRIBUTE.of(FEATURES.name()),
                ATTRIBUTE_VALUE.of(FEATURES.name()),
                MEASURE.of(FEATURES.name()))
            .groupBy(ATTRIBUTE.col(), ATTRIBUTE_VALUE.col())
            .agg(
                SESSION_COUNT.is(count(lit(1))),
                QUARTILES.is(
                    percentile(
                        when(ATTRIBUTE.col().isin(magnitudes), logarithm),
                        array(lit(0.25), lit(0.5), lit(0.75)))))
            .collectAsList();
    List<Statistic> statistics = new ArrayList<>();
    for (Row row : found) {
      List<Double> quartiles = row.isNullAt(3) ? List.of(0.0, 0.0, 0.0) : row.getList(3);
      statistics.add(
          new Statistic(
              row.getString(0),
              row.getString(1),
              row.getLong(2),
              quartiles.get(0),
              quartiles.get(1),
              quartiles.get(2)));
    }
    return statistics;
  }

  /** So many of them, those with the smallest hashes in the order of these, each made something. */
  <T> List<T> sample(int size, long seed, SessionReader<T> reader) {
    return sample(size, seed).select(FEATURES.col()).javaRDD().map(read(reader)).collect();
  }

  /** The ids of the sessions of such a sample, in its order. */
  List<String> sampleIds(int size, long seed) {
    return sample(size, seed).select(SESSION_ID.col()).as(Encoders.STRING()).collectAsList();
  }

  private Dataset<Row> sample(int size, long seed) {
    return rows.withColumn(SAMPLE_ORDER.name(), xxhash64(SESSION_ID.col(), lit(seed)))
        .orderBy(SAMPLE_ORDER.col(), SESSION_ID.col())
        .limit(size);
  }

  /** All of them, each made something. */
  <T> JavaRDD<T> each(SessionReader<T> reader) {
    return rows.select(FEATURES.col()).javaRDD().map(read(reader));
  }

  /** The features of a row of session features. */
  static List<Feature> features(List<Row> stored) {
    return stored.stream()
        .map(row -> new Feature(row.getString(0), row.getString(1), row.getDouble(2)))
        .toList();
  }

  private static <T> Function<Row, T> read(SessionReader<T> reader) {
    return row -> reader.read(features(row.getList(0)));
  }
}

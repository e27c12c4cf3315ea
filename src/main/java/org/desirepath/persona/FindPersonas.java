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
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Field;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.SessionFeatures;

/** Clusters sessions by what was done in them. */
public final class FindPersonas {

  private static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Training sessions with the feature");
  private static final Field QUARTILES =
      Field.optional(
          "quartiles", createArrayType(DoubleType), "Quartiles of the logarithm of a magnitude");
  private static final Field SAMPLE_ORDER =
      Field.required("sample_order", LongType, "Hash of session and seed");

  /** How many sessions the start is chosen on; they are the only ones the driver sees. */
  private static final int START_SAMPLE = 4096;

  /** How many sessions the silhouette, quadratic in them, is measured on. */
  private static final int SILHOUETTE_SAMPLE = 2000;

  private static final int NAMING_TOUCHPOINTS = 3;
  private static final double CONFIDENCE_95 = 1.96;

  private FindPersonas() {}

  /**
   * Trains k-means on the sessions of {@code minTouchpoints} or more.
   *
   * <p>If there are more than {@code maxTrainingSessions}, those count whose hash falls under the
   * share. The start is chosen on the 4096 sessions with the smallest hashes, then MLlib's k-means
   * runs over all training sessions. Nothing depends on the order or partitions of the rows:
   * samples go by hash, counts and quartiles are exact, and coordinates lie on a grid on which sums
   * are exact, so that centres are equal to the last bit.
   *
   * <p>There may be fewer personas than asked for: centres without sessions are dropped, and
   * without any training session there is none. Personas are ordered by their training sessions,
   * then by id. An id is the hash of the three touchpoints that set the persona most apart (of more
   * where two personas share three), so it outlives small moves of the centre.
   *
   * <p>Jobs: one count, one aggregate by feature with its shuffle, one sample, and two per round of
   * k-means, which exchange centres only.
   */
  public static PersonaModel from(SessionFeatures features, PersonaSettings settings) {
    Dataset<Row> training = training(features, settings);
    FeatureSpace space = space(training);
    int dimension = space.dimension();
    List<SessionVector> sample = sample(training, space, settings.seed());
    double[][] start = ChooseCentres.from(sample, dimension, settings.count(), settings.seed());
    if (start.length == 0) {
      return new PersonaModel(
          space, List.of(), start, version(space, start, settings), scores(0, new double[0], 0));
    }

    JavaRDD<Vector> vectors =
        training
            .select(FEATURES.col())
            .javaRDD()
            .map(row -> space.vector(PersonaModel.features(row.getList(0))).toMllib(dimension));
    double[][] centres;
    Map<Integer, Long> sizes;
    // The rounds of k-means read the vectors again and again.
    vectors.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      KMeansModel model =
          new KMeans()
              .setK(start.length)
              .setMaxIterations(settings.maxIterations())
              .setInitialModel(
                  new KMeansModel(Arrays.stream(start).map(Vectors::dense).toArray(Vector[]::new)))
              .run(vectors.rdd());
      centres = Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
      sizes = model.predict(vectors).countByValue();
    } finally {
      vectors.unpersist(false);
    }
    return model(space, centres, sizes, sample, settings);
  }

  private static Dataset<Row> training(SessionFeatures features, PersonaSettings settings) {
    Dataset<Row> eligible =
        features.rows().filter(TOUCHPOINT_COUNT.col().geq(settings.minTouchpoints()));
    long count = eligible.count();
    return count <= settings.maxTrainingSessions()
        ? eligible
        : eligible.filter(
            isSampled(SESSION_ID.col(), settings.seed(), settings.maxTrainingSessions(), count));
  }

  /** Whether an id is among about {@code wanted} of {@code count}. */
  static Column isSampled(Column id, long seed, long wanted, long count) {
    long resolution = 1L << 30;
    long threshold = (long) Math.floor((double) wanted / count * resolution);
    return pmod(xxhash64(id, lit(seed)), lit(resolution)).lt(threshold);
  }

  private static FeatureSpace space(Dataset<Row> training) {
    // Rounded to sixteenths, so that few different values are counted, however many the sessions.
    Column logarithm = rint(log1p(MEASURE.col()).multiply(16)).divide(16);
    Object[] magnitudes = FeatureGroup.attributes(FeatureGroup.Kind.MAGNITUDE).toArray();
    List<Row> rows =
        training
            .select(explode(FEATURES.col()).as(FEATURES.name()))
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
    List<FeatureSpace.Statistic> statistics = new ArrayList<>();
    long sessionCount = 0;
    for (Row row : rows) {
      List<Double> quartiles = row.isNullAt(3) ? List.of(0.0, 0.0, 0.0) : row.getList(3);
      statistics.add(
          new FeatureSpace.Statistic(
              row.getString(0),
              row.getString(1),
              row.getLong(2),
              quartiles.get(0),
              quartiles.get(1),
              quartiles.get(2)));
      if (row.getString(0).equals(FeatureGroup.DEPTH.attribute())) {
        // Every session has a depth.
        sessionCount += row.getLong(2);
      }
    }
    return FeatureSpace.of(sessionCount, statistics);
  }

  private static List<SessionVector> sample(Dataset<Row> training, FeatureSpace space, long seed) {
    return training
        .withColumn(SAMPLE_ORDER.name(), xxhash64(SESSION_ID.col(), lit(seed)))
        .orderBy(SAMPLE_ORDER.col(), SESSION_ID.col())
        .limit(START_SAMPLE)
        .select(FEATURES.col())
        .collectAsList()
        .stream()
        .map(row -> space.vector(PersonaModel.features(row.getList(0))))
        .toList();
  }

  private static PersonaModel model(
      FeatureSpace space,
      double[][] found,
      Map<Integer, Long> sizes,
      List<SessionVector> sample,
      PersonaSettings settings) {
    List<Integer> used =
        IntStream.range(0, found.length).filter(sizes::containsKey).boxed().toList();
    List<String> ids = ids(space, used.stream().map(i -> found[i]).toList(), used, sizes);
    List<Integer> order =
        IntStream.range(0, used.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> -sizes.get(used.get(i)))
                    .thenComparing(ids::get))
            .toList();
    double[][] centres = order.stream().map(i -> found[used.get(i)]).toArray(double[][]::new);

    List<SessionVector> measured = sample.subList(0, Math.min(SILHOUETTE_SAMPLE, sample.size()));
    double[] lengths = ChooseCentres.lengths(centres);
    int[] owners =
        measured.stream().mapToInt(row -> ChooseCentres.nearest(row, centres, lengths)).toArray();
    double[] silhouettes =
        Arrays.stream(owners).distinct().count() < 2
            ? new double[0]
            : Silhouette.of(measured, space.dimension(), owners, centres.length);
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < centres.length; i++) {
      int own = i;
      double[] members =
          IntStream.range(0, silhouettes.length)
              .filter(row -> owners[row] == own)
              .mapToDouble(row -> silhouettes[row])
              .toArray();
      clusters.add(
          new Cluster(
              ids.get(order.get(i)),
              members.length == 0 ? null : Arrays.stream(members).average().orElseThrow()));
    }
    long trained = sizes.values().stream().mapToLong(Long::longValue).sum();
    return new PersonaModel(
        space,
        clusters,
        centres,
        version(space, centres, settings),
        scores(centres.length, silhouettes, trained));
  }

  /** An id per centre, from the touchpoints in which it lies farthest above the mean. */
  private static List<String> ids(
      FeatureSpace space, List<double[]> centres, List<Integer> used, Map<Integer, Long> sizes) {
    Map<String, Integer> touchpoints = space.placesOf(FeatureGroup.TOUCHPOINT);
    double[] mean = new double[space.dimension()];
    long total = used.stream().mapToLong(sizes::get).sum();
    for (int i = 0; i < centres.size(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += centres.get(i)[j] * sizes.get(used.get(i)) / total;
      }
    }
    List<List<String>> apart = new ArrayList<>();
    for (double[] centre : centres) {
      apart.add(
          touchpoints.keySet().stream()
              .sorted(
                  Comparator.<String>comparingDouble(
                          id -> mean[touchpoints.get(id)] - centre[touchpoints.get(id)])
                      .thenComparing(Comparator.naturalOrder()))
              .toList());
    }
    for (int length = NAMING_TOUCHPOINTS; length < touchpoints.size(); length++) {
      List<String> ids = new ArrayList<>();
      for (List<String> one : apart) {
        ids.add(Fingerprint.of(one.subList(0, length).stream().sorted().toList()));
      }
      Set<String> different = new HashSet<>(ids);
      if (different.size() == ids.size()) {
        return ids;
      }
    }
    // So few touchpoints that only the centres themselves tell personas apart.
    return centres.stream()
        .map(centre -> Fingerprint.of(List.of(Arrays.toString(centre))))
        .toList();
  }

  private static String version(FeatureSpace space, double[][] centres, PersonaSettings settings) {
    List<String> content = new ArrayList<>(space.content());
    Arrays.stream(centres).map(Arrays::toString).forEach(content::add);
    content.add(settings.toString());
    return Fingerprint.of(content);
  }

  private static List<Score> scores(int personaCount, double[] silhouettes, long trained) {
    Double mean = null;
    Double low = null;
    Double high = null;
    if (silhouettes.length > 1) {
      double average = Arrays.stream(silhouettes).average().orElseThrow();
      double squares = Arrays.stream(silhouettes).map(s -> (s - average) * (s - average)).sum();
      double error = Math.sqrt(squares / (silhouettes.length - 1) / silhouettes.length);
      mean = average;
      low = Math.max(-1, average - CONFIDENCE_95 * error);
      high = Math.min(1, average + CONFIDENCE_95 * error);
    }
    return List.of(
        new Score("silhouette", mean, low, high, silhouettes.length),
        new Score("persona_count", (double) personaCount, null, null, trained));
  }
}

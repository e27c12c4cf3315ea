package org.desirepath.role;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.IS_SHARED_DEVICE;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.classification.NaiveBayesModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.role.BehaviourSpace.Feature;
import org.desirepath.role.Calibration.Case;
import org.desirepath.role.RoleModel.Score;
import org.desirepath.role.RoleModel.Told;
import org.desirepath.role.Trial.Measure;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.Field;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.Persons;

/** Learns from persons whose buying role is known how a role shows in behaviour. */
public final class LearnRoles {

  /** With fewer persons kept aside nothing can be measured. */
  private static final int LEAST_HELD_OUT = 10;

  private static final int MAX_ITERATIONS = 100;

  /** Rounds end when the loss falls by no more than this share. */
  private static final double TOLERANCE = 1e-4;

  /**
   * How strongly logistic regression holds weights back, over all training persons together: as if
   * each were known beforehand to lie about nought with a standard deviation of 0.4.
   */
  private static final double PENALTY = 6;

  private static final long RESOLUTION = 1L << 30;

  private static final Field IS_HELD_OUT =
      Field.required("is_held_out", BooleanType, "Whether the person is kept aside to measure by");
  private static final Field PERSON_COUNT =
      Field.required("person_count", LongType, "Persons with the role");
  private static final Field HELD_OUT_COUNT =
      Field.required("held_out_count", LongType, "Those of them that are kept aside");
  private static final Field ROLE_PLACE =
      Field.required("role_place", DoubleType, "Place of the role, from 0; negative if not learnt");
  private static final Field POINT =
      Field.required("point", SQLDataTypes.VectorType(), "Coordinates of the behaviour");

  private static final StructType POINTS =
      new StructType(
          new StructField[] {
            ROLE_PLACE.structField(), IS_HELD_OUT.structField(), POINT.structField()
          });

  private LearnRoles() {}

  /**
   * Trains multinomial logistic regression and naive Bayes on persons whose role CRM or title
   * state, devices that several people use apart, and chooses one or neither.
   *
   * <p>If there are more than {@code maxTrainingPersons}, those count whose hash falls under the
   * share; of these a share is kept aside, by hash. On persons kept aside each candidate is
   * calibrated and measured (see {@link Calibration} and {@link Trial}). The one with the least
   * log-loss may tell roles if it beats the plain shares of the roles by more than chance; else,
   * and where too few persons are known or all have one role, none may.
   *
   * <p>Nothing depends on the order or partitions of the rows: floating sums are made in one
   * partition in the order of ids, which the setting bounds. The driver sees the persons kept
   * aside, bounded too. Jobs: a join by person, two counts, and one pass over the training persons
   * per round of the regression.
   */
  public static RoleModel from(
      Persons persons, PersonBehaviour behaviour, InferredRoleSettings settings) {
    Dataset<Row> known =
        behaviour
            .rows()
            .join(
                persons
                    .rows()
                    .filter(BUYING_ROLE.col().notEqual(UNKNOWN).and(not(IS_SHARED_DEVICE.col())))
                    .select(PERSON_ID.col(), BUYING_ROLE.col()),
                PERSON_ID.name())
            .select(PERSON_ID.col(), BUYING_ROLE.col(), FEATURES.col());
    long count = known.count();
    if (count < settings.minKnownPersons()) {
      return nothing();
    }
    Dataset<Row> sample =
        known
            .filter(
                isAmong(
                    PERSON_ID.col(),
                    settings.seed(),
                    settings.maxTrainingPersons() / (double) count))
            .withColumn(
                IS_HELD_OUT.name(),
                // Another salt, so that who is taken says nothing of who is kept aside.
                isAmong(PERSON_ID.col(), ~settings.seed(), settings.heldOutShare()));
    SortedMap<String, Long> trained = new TreeMap<>();
    long heldOut = 0;
    for (Row row :
        sample
            .groupBy(BUYING_ROLE.col())
            .agg(PERSON_COUNT.is(count(lit(1))), HELD_OUT_COUNT.is(count_if(IS_HELD_OUT.col())))
            .collectAsList()) {
      heldOut += row.getLong(2);
      if (row.getLong(1) > row.getLong(2)) {
        trained.put(row.getString(0), row.getLong(1) - row.getLong(2));
      }
    }
    if (trained.size() < 2 || heldOut < LEAST_HELD_OUT) {
      return nothing();
    }
    BehaviourSpace space = space(sample.filter(not(IS_HELD_OUT.col())));
    Dataset<Row> points = points(sample, space, List.copyOf(trained.keySet()));
    // The rounds of the regression read the points again and again.
    points.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return model(points, space, trained, settings.minConfidence());
    } finally {
      points.unpersist(false);
    }
  }

  /** Whether an id is among a share of all ids; all of them from 1 on. */
  static Column isAmong(Column id, long salt, double share) {
    return pmod(xxhash64(id, lit(salt)), lit(RESOLUTION))
        .lt((long) Math.floor(Math.min(1, share) * RESOLUTION));
  }

  private static BehaviourSpace space(Dataset<Row> training) {
    // As many rows as the catalogue has touchpoints, and a few.
    return BehaviourSpace.of(
        training
            .select(explode(FEATURES.col()).as(FEATURES.name()))
            .select(ATTRIBUTE.of(FEATURES.name()), ATTRIBUTE_VALUE.of(FEATURES.name()))
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> new Feature(row.getString(0), row.getString(1)))
            .toList());
  }

  private static Dataset<Row> points(
      Dataset<Row> sample, BehaviourSpace space, List<String> roles) {
    return sample
        .repartition(1)
        .sortWithinPartitions(PERSON_ID.col())
        .select(BUYING_ROLE.col(), IS_HELD_OUT.col(), FEATURES.col())
        .map(
            (MapFunction<Row, Row>)
                row ->
                    RowFactory.create(
                        (double) roles.indexOf(row.getString(0)),
                        row.getBoolean(1),
                        space.vector(RoleModel.counts(row.getList(2)))),
            Encoders.row(POINTS));
  }

  private static RoleModel model(
      Dataset<Row> points,
      BehaviourSpace space,
      SortedMap<String, Long> trained,
      double minConfidence) {
    long total = trained.values().stream().mapToLong(Long::longValue).sum();
    Vector logShares =
        Vectors.dense(
            trained.values().stream()
                .mapToDouble(one -> StrictMath.log(one / (double) total))
                .toArray());
    Dataset<Row> training = points.filter(not(IS_HELD_OUT.col()));
    List<Row> heldOut =
        points.filter(IS_HELD_OUT.col()).select(ROLE_PLACE.col(), POINT.col()).collectAsList();
    Map<Candidate, RoleOdds> odds = new EnumMap<>(Candidate.class);
    odds.put(Candidate.LOGISTIC_REGRESSION, regression(training, total));
    odds.put(Candidate.NAIVE_BAYES, bayes(training));

    Trial shares = Trial.of(cases(heldOut, logShares), logShares);
    Map<Candidate, Trial> trials = new EnumMap<>(Candidate.class);
    trials.put(Candidate.MOST_FREQUENT, shares);
    odds.forEach(
        (candidate, one) -> trials.put(candidate, Trial.of(cases(heldOut, one), logShares)));
    Candidate best = Candidate.MOST_FREQUENT;
    for (Candidate candidate : odds.keySet()) {
      if (trials.get(candidate).logLoss() < trials.get(best).logLoss()) {
        best = candidate;
      }
    }
    Optional<Told> told = Optional.empty();
    if (trials.get(best).beats(shares)) {
      RoleOdds chosen = odds.get(best);
      told =
          Optional.of(
              new Told(
                  space,
                  List.copyOf(trained.keySet()),
                  chosen,
                  Calibration.of(cases(heldOut, chosen), logShares),
                  minConfidence));
    }
    List<Score> scores = new ArrayList<>();
    for (Map.Entry<Candidate, Trial> trial : trials.entrySet()) {
      for (Measure measure : trial.getValue().measures(minConfidence)) {
        scores.add(new Score(trial.getKey(), measure, told.isPresent() && trial.getKey() == best));
      }
    }
    return new RoleModel(told, scores);
  }

  private static RoleOdds regression(Dataset<Row> training, long count) {
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("multinomial")
            .setLabelCol(ROLE_PLACE.name())
            .setFeaturesCol(POINT.name())
            .setStandardization(false)
            .setRegParam(PENALTY / count)
            .setMaxIter(MAX_ITERATIONS)
            .setTol(TOLERANCE)
            .fit(training);
    return new RoleOdds(model.coefficientMatrix(), model.interceptVector());
  }

  private static RoleOdds bayes(Dataset<Row> training) {
    NaiveBayesModel model =
        new NaiveBayes()
            .setModelType("multinomial")
            .setLabelCol(ROLE_PLACE.name())
            .setFeaturesCol(POINT.name())
            .fit(training);
    return new RoleOdds(model.theta(), model.pi());
  }

  private static List<Case> cases(List<Row> heldOut, RoleOdds odds) {
    return heldOut.stream()
        .map(row -> new Case((int) row.getDouble(0), odds.logProbabilities((Vector) row.get(1))))
        .toList();
  }

  /** What the plain shares say, of each person the same. */
  private static List<Case> cases(List<Row> heldOut, Vector logShares) {
    return heldOut.stream().map(row -> new Case((int) row.getDouble(0), logShares)).toList();
  }

  private static RoleModel nothing() {
    List<Score> scores = new ArrayList<>();
    for (Candidate candidate : Candidate.values()) {
      for (Measure measure : new Trial(List.of()).measures(1)) {
        scores.add(new Score(candidate, measure, false));
      }
    }
    return new RoleModel(Optional.empty(), scores);
  }
}

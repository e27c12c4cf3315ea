package org.desirepath.prediction;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.Touchpoints;

/** Journeys for tests: touchpoints a day apart, then an outcome a day later, or none yet. */
final class JourneyLog {

  static final String LEVEL = "account";
  static final long DAY = 86_400_000L;
  static final long START = Timestamp.valueOf("2026-01-01 00:00:00").getTime();

  private static final List<Field> STEP_FIELDS =
      List.of(
          Journeys.JOURNEY_ID,
          JourneySteps.STEP_NUMBER,
          Journeys.JOURNEY_LEVEL,
          Touchpoints.TOUCHPOINT_EVENT_ID,
          Identifiers.PERSON_ID,
          TouchpointCatalogue.TOUCHPOINT_ID,
          Events.OCCURRED_AT,
          JourneySteps.GAP_SECONDS,
          JourneySteps.NEXT_TOUCHPOINT_ID,
          JourneySteps.NEXT_AT);

  private final List<Row> steps = new ArrayList<>();
  private final List<Row> journeys = new ArrayList<>();

  /** Adds a journey that starts on a day, counted from nought. */
  JourneyLog add(String journeyId, int day, String outcome, String... touchpoints) {
    return add(LEVEL, journeyId, START + day * DAY, outcome, touchpoints);
  }

  JourneyLog add(
      String level, String journeyId, long start, String outcome, String... touchpoints) {
    for (int i = 0; i < touchpoints.length; i++) {
      steps.add(
          RowFactory.create(
              journeyId,
              i + 1,
              level,
              journeyId + "-" + i,
              "ada",
              touchpoints[i],
              new Timestamp(start + i * DAY),
              i == 0 ? null : DAY / 1000.0,
              i + 1 == touchpoints.length ? null : touchpoints[i + 1],
              i + 1 == touchpoints.length ? null : new Timestamp(start + (i + 1) * DAY)));
    }
    long end = start + (touchpoints.length - 1) * DAY;
    boolean open = outcome.equals("open");
    journeys.add(
        RowFactory.create(
            journeyId,
            level,
            "acme",
            "ada",
            "acme",
            "persona-1",
            new Timestamp(start),
            new Timestamp(end),
            (end - start) / 1000.0,
            (long) touchpoints.length,
            1L,
            1L,
            1L,
            touchpoints[0],
            touchpoints[touchpoints.length - 1],
            "decision",
            outcome,
            open ? null : new Timestamp(end + DAY),
            null,
            null,
            null,
            open));
    return this;
  }

  /** Journeys of a made-up Markov chain, or of independent draws. */
  static JourneyLog random(int count, boolean independent, long seed) {
    String[] names = {"a", "b", "c", "d", "e"};
    String[] outcomes = {"won", "lost", "churned", "renewed", "dormant", "open"};
    Random random = new Random(seed);
    JourneyLog log = new JourneyLog();
    for (int i = 0; i < count; i++) {
      List<String> path = new ArrayList<>();
      int at = random.nextInt(names.length);
      do {
        path.add(names[at]);
        at =
            independent
                ? random.nextInt(names.length)
                : (at + (random.nextInt(10) < 8 ? 1 : 2)) % names.length;
      } while (random.nextInt(6) > 0);
      log.add(
          "j" + i,
          random.nextInt(50),
          outcomes[independent ? random.nextInt(6) : at],
          path.toArray(String[]::new));
    }
    return log;
  }

  List<Row> stepRows() {
    return steps;
  }

  List<Row> journeyRows() {
    return journeys;
  }

  JourneySteps steps(SparkSession spark) {
    return steps(spark.createDataFrame(steps, stepSchema()));
  }

  JourneyFacts journeys(SparkSession spark) {
    return new JourneyFacts(spark.createDataFrame(journeys, JourneyFacts.CONTRACT.schema()));
  }

  /** The steps in another order and in so many partitions. */
  JourneySteps shuffledSteps(SparkSession spark, int partitions) {
    return steps(shuffled(spark, steps, stepSchema(), partitions));
  }

  /** The journeys in another order and in so many partitions. */
  JourneyFacts shuffledJourneys(SparkSession spark, int partitions) {
    return new JourneyFacts(shuffled(spark, journeys, JourneyFacts.CONTRACT.schema(), partitions));
  }

  private static StructType stepSchema() {
    StructType schema = new StructType();
    for (Field field : STEP_FIELDS) {
      schema = schema.add(field.name(), field.type());
    }
    return schema;
  }

  private static JourneySteps steps(Dataset<Row> written) {
    return new JourneySteps(
        written.select(
            JourneySteps.CONTRACT.fields().stream()
                .map(
                    field ->
                        written.schema().getFieldIndex(field.name()).isDefined()
                            ? field.col()
                            : field.isNull())
                .toArray(Column[]::new)));
  }

  private static Dataset<Row> shuffled(
      SparkSession spark, List<Row> rows, StructType schema, int partitions) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(partitions));
    JavaRDD<Row> parted =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(shuffled, partitions);
    return spark.createDataFrame(parted, schema);
  }
}

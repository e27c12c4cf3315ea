package org.desirepath.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.JourneySequences;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Journeys of a made-up business: thirty touchpoints, some of them frequent, each with three that
 * often follow it, and about nine steps a journey. The same in every run.
 */
final class DrawnJourneys {

  private static final int TOUCHPOINTS = 30;
  private static final double END = 0.1;
  private static final double USUAL = 0.7;

  private DrawnJourneys() {}

  /** So many journeys. */
  static Dataset<Row> of(SparkSession spark, long journeys) {
    MapFunction<Long, Row> draw = DrawnJourneys::journey;
    return spark.range(journeys).map(draw, Encoders.row(JourneySequences.CONTRACT.schema()));
  }

  private static Row journey(long id) {
    Random random = new Random(id * 0x9E3779B97F4A7C15L);
    random.nextInt();
    List<String> touchpoints = new ArrayList<>();
    int step = usual(random);
    do {
      touchpoints.add("t" + step);
      step = next(step, random);
    } while (random.nextDouble() > END);
    return row(touchpoints);
  }

  /** A journey of which nothing but its touchpoints matters. */
  static Row row(List<String> touchpoints) {
    return RowFactory.create(
        "journey",
        "person",
        "person",
        "account",
        "won",
        CollectionConverters.asScala(List.of(RowFactory.create("all", "all"))).toSeq(),
        CollectionConverters.asScala(touchpoints).toSeq(),
        CollectionConverters.asScala(Collections.nCopies(touchpoints.size(), 0L)).toSeq());
  }

  private static int next(int step, Random random) {
    int next = step;
    while (next == step) {
      next =
          random.nextDouble() < USUAL
              ? (step * 7 + 3 * random.nextInt(3) + 1) % TOUCHPOINTS
              : usual(random);
    }
    return next;
  }

  /** Low numbers more often than high ones. */
  private static int usual(Random random) {
    return (int) (TOUCHPOINTS * Math.pow(random.nextDouble(), 3));
  }
}

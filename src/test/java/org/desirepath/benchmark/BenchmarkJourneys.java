package org.desirepath.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.demo.DemoJourneys;
import org.desirepath.table.JourneySequences;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/** Journeys of the demo's people as rows that are mined; the same in every run. */
final class BenchmarkJourneys {

  private static final long SEED = 1;

  /** Accounts of one task, so that many tell how far they are. */
  private static final long ACCOUNTS_PER_TASK = 5_000;

  private BenchmarkJourneys() {}

  /** About so many journeys of so many days. */
  static Dataset<Row> of(SparkSession spark, long journeys, int days) {
    long accounts = (long) Math.ceil(journeys / DemoJourneys.PER_ACCOUNT);
    int tasks =
        (int) Math.max(spark.sparkContext().defaultParallelism(), accounts / ACCOUNTS_PER_TASK + 1);
    MapPartitionsFunction<Long, Row> tell =
        numbers -> {
          DemoJourneys demo = new DemoJourneys(days, SEED);
          Iterator<Row> rows =
              CollectionConverters.asScala(numbers)
                  .flatMap(
                      number ->
                          CollectionConverters.asScala(
                              demo.ofAccount(Math.toIntExact(number)).stream()
                                  .map(BenchmarkJourneys::withoutRepeats)
                                  .map(BenchmarkJourneys::row)
                                  .iterator()));
          return CollectionConverters.asJava(rows);
        };
    return spark
        .range(0, accounts, 1, tasks)
        .mapPartitions(tell, Encoders.row(JourneySequences.CONTRACT.schema()));
  }

  /** As the night tells journeys to the miner: a touchpoint again and again is one step. */
  private static List<String> withoutRepeats(List<String> touchpoints) {
    return IntStream.range(0, touchpoints.size())
        .filter(step -> step == 0 || !touchpoints.get(step).equals(touchpoints.get(step - 1)))
        .mapToObj(touchpoints::get)
        .toList();
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
}

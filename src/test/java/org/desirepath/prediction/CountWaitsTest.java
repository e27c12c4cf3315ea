package org.desirepath.prediction;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CountWaitsTest {

  private static final long LATER = JourneyLog.START + 1000 * JourneyLog.DAY;

  @Test
  void dormantAndOpenJourneysWereNotSeenToWaitUntilAnythingCame(SparkSession spark) {
    JourneyLog log = new JourneyLog();
    for (int i = 0; i < 40; i++) {
      log.add("w" + i, i, "won", "a");
      log.add("d" + i, i, "dormant", "b");
      log.add("o" + i, i, "open", "c");
    }

    Waits waits = CountWaits.of(events(spark, log), LATER);

    assertThat(waits.after("a").ended()).isEqualTo(40);
    assertThat(waits.after("a").left(2 * 86_400)).isZero();
    assertThat(waits.after("b"))
        .as("what never ended is told by all")
        .isSameAs(waits.after("never seen"));
    assertThat(waits.after("b").ended()).isEqualTo(40);
    // Those of b are lost after a day, those of c much later: one third of all ends on that day.
    assertThat(waits.after("b").left(2 * 86_400)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void nothingThatCameLaterIsSeen(SparkSession spark) {
    JourneyLog log = new JourneyLog();
    for (int i = 0; i < 40; i++) {
      log.add("w" + i, i, "won", "a", "b");
    }
    // On the tenth day eight journeys have come to their second touchpoint and seven have ended.
    Waits waits =
        CountWaits.of(events(spark, log), JourneyLog.START + 9 * JourneyLog.DAY - 3_600_000);

    assertThat(waits.after("a").ended()).isEqualTo(8 + 7);
  }

  @Test
  void journeysThatWaitAsLongAsTheOthersAreCoveredAsItIsSaid(SparkSession spark) {
    Random random = new Random(5);
    JourneyLog past = new JourneyLog();
    JourneyLog future = new JourneyLog();
    for (int i = 0; i < 1000; i++) {
      // Days of silence are touchpoints that are taken away below.
      past.add("p" + i, i % 90, "won", path(random));
      future.add("f" + i, i % 90, "won", path(random));
    }

    Waits waits = CountWaits.of(quiet(events(spark, past)), LATER);

    assertThat(CountWaits.coverage(quiet(events(spark, future)), LATER, waits).share())
        .isCloseTo(0.8, within(0.03));
    assertThat(CountWaits.coverage(events(spark, new JourneyLog()), LATER, waits))
        .isEqualTo(new CountWaits.Coverage(null, 0));
  }

  private static String[] path(Random random) {
    String[] path = new String[1 + random.nextInt(60)];
    Arrays.fill(path, "a");
    return path;
  }

  /** Only the first touchpoint of each journey, and when it ended. */
  private static Dataset<Row> quiet(Dataset<Row> events) {
    return events
        .groupBy("case_id")
        .agg(
            expr("min(touchpoint_id) as touchpoint_id"),
            expr("min(occurred_at) as occurred_at"),
            expr("max(next_id) as next_id"),
            expr("max(came_at) as came_at"));
  }

  private static Dataset<Row> events(SparkSession spark, JourneyLog log) {
    return JourneyCases.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL).rows();
  }
}

package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.Contexts;
import org.desirepath.table.CaseEvents;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LandmarksTest {

  private static final Instant AS_OF = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void aCaseIsLookedAtEachWeekInWhichItWasOpenAndToldHowItHadEndedAHorizonLater(
      SparkSession spark) {
    // The last moment is the 31st of January; those before it are the 24th, the 17th and so on.
    JourneyLog log =
        new JourneyLog()
            .add("won", 15, "won", "a", "b", "a", "c")
            .add("churned late", 15, "churned", days(50))
            .add("still open", 29, "open", "a", "b")
            .add("dormant", 22, "dormant", "a", "b")
            .add("too late", 31, "won", "a", "b")
            .add("between", 17, "won", "a", "b");

    assertThat(text(landmarks(spark, log)))
        .isEqualTo(
            """
            churned late | 2026-01-17 | 0 | 0
            churned late | 2026-01-24 | 0 | 0
            churned late | 2026-01-31 | 0 | 0
            dormant | 2026-01-24 | 0 | 0
            still open | 2026-01-31 | 0 | 0
            won | 2026-01-17 | 1 | 0\
            """);
  }

  private static String[] days(int count) {
    String[] touchpoints = new String[count];
    java.util.Arrays.fill(touchpoints, "a");
    return touchpoints;
  }

  private static Dataset<Row> landmarks(SparkSession spark, JourneyLog log) {
    CaseEvents cases = JourneyCases.of(log.steps(spark), log.journeys(spark), JourneyLog.LEVEL);
    return Landmarks.of(
        cases,
        new Contexts(JourneyCases.ATTRIBUTE_NAMES),
        new Codes(List.of("a", "b", "c")),
        Duration.ofDays(30),
        AS_OF);
  }

  private static String text(Dataset<Row> landmarks) {
    return TextTable.show(
        landmarks.selectExpr(
            "case_id",
            "date(timestamp_millis(moment)) as day",
            "ending",
            "(moment - at_millis) div 86400000 as silent"),
        "case_id",
        "day",
        "ending",
        "silent");
  }
}

package org.desirepath.session;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.SessionSettings;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BuildSessionsTest {

  private static final SessionSettings USUAL =
      new SessionSettings(Duration.ofMinutes(30), Duration.ofHours(24), 10_000);
  private static final Instant AS_OF = Instant.parse("2026-01-06T10:00:00Z");

  @Test
  void aSessionIsSummedUpInTheOrderOfItsTouchpoints(SparkSession spark) {
    Sessions sessions =
        sessions(
            spark,
            """
            session_id | session_position | person_id | account_id | occurred_at         | touchpoint_id | channel | device  | sentiment
            s1         | 2                | ada       | acme       | 2026-01-05 23:59:30 | pricing       | web     | mobile  | 0.5
            s1         | 1                | ada       | unknown    | 2026-01-05 23:59:00 | home          | web     |         |
            s1         | 4                | ada       | globex     | 2026-01-06 00:01:00 | call_inbound  | phone   | desktop |
            s1         | 3                | ada       | acme       | 2026-01-05 23:59:30 | pricing       | web     | desktop | -0.1
            """);

    assertThat(
            TextTable.show(
                sessions.rows(),
                "session_id",
                "person_id",
                "account_id",
                "session_date",
                "duration_seconds",
                "touchpoint_count",
                "distinct_touchpoint_count",
                "entry_touchpoint_id",
                "exit_touchpoint_id",
                "entry_channel",
                "device",
                "is_bounce",
                "sentiment_mean",
                "is_final"))
        .isEqualTo(
            "s1 | ada | acme | 2026-01-05 | 120.0 | 4 | 3 | home | call_inbound | web | mobile"
                + " | false | 0.2 | true");
  }

  @Test
  void aSessionOfOneTouchpointBounces(SparkSession spark) {
    Sessions sessions =
        sessions(
            spark,
            """
            session_id | session_position | person_id | account_id | occurred_at         | touchpoint_id | channel
            s1         | 1                | ada       | unknown    | 2026-01-06 09:59:00 | home          | web
            """);

    assertThat(
            TextTable.show(
                sessions.rows(),
                "account_id",
                "duration_seconds",
                "is_bounce",
                "device",
                "sentiment_mean",
                "is_final"))
        .isEqualTo("unknown | 0.0 | true |  |  | false");
  }

  @Test
  void aSessionIsFinalAfterALongerPauseOnly(SparkSession spark) {
    assertThat(isFinal(spark, "2026-01-06 09:30:00")).isEqualTo(false);
    assertThat(isFinal(spark, "2026-01-06 09:29:59.999")).isEqualTo(true);
  }

  @Test
  void secondsHaveAFraction(SparkSession spark) {
    assertThat(
            one(
                spark,
                BuildSessions.seconds(
                    lit("2026-01-06 09:29:59.999").cast("timestamp"),
                    lit("2026-01-06 09:30:01").cast("timestamp"))))
        .isEqualTo(1.001);
  }

  private static Sessions sessions(SparkSession spark, String text) {
    return BuildSessions.from(
        new SessionTouchpoints(TextTable.of(spark, SessionTouchpoints.CONTRACT, text)),
        USUAL,
        AS_OF);
  }

  private static Object isFinal(SparkSession spark, String endedAt) {
    return one(
        spark, BuildSessions.isFinal(lit(endedAt).cast("timestamp"), USUAL.inactivity(), AS_OF));
  }

  private static Object one(SparkSession spark, Column expression) {
    return spark.range(1).select(expression.as("value")).head().get(0);
  }
}

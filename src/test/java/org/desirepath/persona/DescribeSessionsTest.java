package org.desirepath.persona;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DescribeSessionsTest {

  @Test
  void aSessionIsDescribedByItsTouchpointsItsLengthAndItsHour(SparkSession spark) {
    Sessions sessions =
        new Sessions(
            TextTable.of(
                spark,
                Sessions.CONTRACT,
                """
                session_id | started_at          | duration_seconds | touchpoint_count | entry_touchpoint_id | exit_touchpoint_id | device | sentiment_mean
                s1         | 2026-03-07 06:00:00 | 90               | 3                | home                | pricing            | mobile | -0.5
                """));
    SessionTouchpoints touchpoints =
        new SessionTouchpoints(
            TextTable.of(
                spark,
                SessionTouchpoints.CONTRACT,
                """
                touchpoint_event_id | session_id | touchpoint_id | channel | stage     | direction
                a                   | s1         | home          | web     | awareness | customer
                b                   | s1         | pricing       | web     | decision  | company
                c                   | s1         | pricing       | web     | decision  | customer
                """));

    Dataset<Row> described = DescribeSessions.from(sessions, touchpoints).rows();
    Dataset<Row> features =
        described
            .selectExpr("explode(features) as f")
            .selectExpr("f.attribute", "f.attribute_value", "round(f.measure, 3) as measure");

    assertThat(TextTable.show(described, "customer_touchpoint_count")).isEqualTo("2");
    assertThat(TextTable.show(features, "attribute", "attribute_value", "measure"))
        .isEqualTo(
            """
            channel | web | 3.0
            depth | touchpoints | 3.0
            device | mobile | 1.0
            duration | seconds | 90.0
            first_touchpoint | home | 1.0
            hour_band | morning | 1.0
            last_touchpoint | pricing | 1.0
            move | () > home | 1.0
            move | home > pricing | 1.0
            move | pricing > () | 1.0
            move | pricing > pricing | 1.0
            pace | seconds_per_touchpoint | 30.0
            sentiment | mean | -0.5
            stage | awareness | 1.0
            stage | decision | 2.0
            time_of_day | cosine | 0.0
            time_of_day | sine | 1.0
            time_of_week | cosine | 0.0
            time_of_week | sine | -1.0
            touchpoint | home | 1.0
            touchpoint | pricing | 2.0
            week_part | weekend | 1.0\
            """);
  }

  @Test
  void anUnknownDeviceIsAValueAndAnUnknownSentimentIsLeftOut(SparkSession spark) {
    Sessions sessions =
        new Sessions(
            TextTable.of(
                spark,
                Sessions.CONTRACT,
                """
                session_id | started_at          | duration_seconds | touchpoint_count | entry_touchpoint_id | exit_touchpoint_id
                s1         | 2026-03-06 23:59:59 | 0                | 1                | home                | home
                """));
    SessionTouchpoints none =
        new SessionTouchpoints(
            TextTable.of(spark, SessionTouchpoints.CONTRACT, "touchpoint_event_id"));

    List<Row> features =
        DescribeSessions.from(sessions, none)
            .rows()
            .selectExpr("explode(features) as f")
            .selectExpr("concat(f.attribute, ' ', f.attribute_value)")
            .collectAsList();

    assertThat(features)
        .extracting(row -> row.getString(0))
        .contains("device unknown", "hour_band evening", "week_part weekday")
        .noneMatch(name -> name.startsWith("sentiment"));
  }

  @Test
  void hoursFallIntoFourBandsWhoseFirstHourIsIncluded(SparkSession spark) {
    assertThat(text(spark, DescribeSessions.hourBand(at("05:59:59")))).isEqualTo("night");
    assertThat(text(spark, DescribeSessions.hourBand(at("06:00:00")))).isEqualTo("morning");
    assertThat(text(spark, DescribeSessions.hourBand(at("12:00:00")))).isEqualTo("afternoon");
    assertThat(text(spark, DescribeSessions.hourBand(at("18:00:00")))).isEqualTo("evening");
  }

  @Test
  void anglesGoRoundOnceADayAndOnceAWeek(SparkSession spark) {
    assertThat(number(spark, DescribeSessions.dayAngle(at("18:00:00"))))
        .isCloseTo(1.5 * Math.PI, within(1e-12));
    // 2 March 2026 is a Monday.
    assertThat(number(spark, DescribeSessions.weekAngle(at("00:30:00")))).isZero();
    assertThat(number(spark, DescribeSessions.weekAngle(expr("timestamp'2026-03-05 12:00:00'"))))
        .isCloseTo(Math.PI, within(1e-12));
  }

  @Test
  void featuresStandInTheOrderOfTheirNamesWhateverTheOrderOfTouchpoints(SparkSession spark) {
    SessionLog log = SessionLog.ofThreeKinds(30, 1);
    SessionFeatures straight = DescribeSessions.from(log.sessions(spark), log.touchpoints(spark));
    SessionFeatures shuffled =
        DescribeSessions.from(
            new Sessions(log.sessions(spark).rows().repartition(7)),
            new SessionTouchpoints(
                log.touchpoints(spark).rows().orderBy(expr("xxhash64(touchpoint_event_id)"))));

    assertThat(TextTable.show(shuffled.rows(), "session_id", "features"))
        .isEqualTo(TextTable.show(straight.rows(), "session_id", "features"));
  }

  private static Column at(String time) {
    return expr("timestamp'2026-03-02 " + time + "'");
  }

  private static String text(SparkSession spark, Column column) {
    return spark.range(1).select(column).first().getString(0);
  }

  private static double number(SparkSession spark, Column column) {
    return spark.range(1).select(column.plus(lit(0.0))).first().getDouble(0);
  }
}

package org.desirepath.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.SessionFacts;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FollowPersonasTest {

  @Test
  void sessionsOfAWeekShareOutAmongPersonasAndWeeksWithoutOneStandWithNought(SparkSession spark) {
    PersonaTrend trend =
        trend(
            spark,
            """
            session_id | session_date | persona_id
            s1         | 2026-03-01   | buyer
            s2         | 2026-03-02   | buyer
            s3         | 2026-03-08   | buyer
            s4         | 2026-03-05   | unknown
            s5         | 2026-03-23   | reader
            """);

    assertThat(
            TextTable.show(
                trend
                    .rows()
                    .withColumn("session_share", round(col("session_share"), 3))
                    .withColumn("share_low", round(col("share_low"), 3))
                    .withColumn("share_high", round(col("share_high"), 3)),
                "week_date",
                "persona_id",
                "session_count",
                "session_share",
                "share_low",
                "share_high"))
        .isEqualTo(
            """
            2026-02-23 | buyer | 1 | 1.0 | 0.207 | 1.0
            2026-02-23 | reader | 0 | 0.0 | 0.0 | 0.793
            2026-02-23 | unknown | 0 | 0.0 | 0.0 | 0.793
            2026-03-02 | buyer | 2 | 0.667 | 0.208 | 0.939
            2026-03-02 | reader | 0 | 0.0 | 0.0 | 0.561
            2026-03-02 | unknown | 1 | 0.333 | 0.061 | 0.792
            2026-03-23 | buyer | 0 | 0.0 | 0.0 | 0.793
            2026-03-23 | reader | 1 | 1.0 | 0.207 | 1.0
            2026-03-23 | unknown | 0 | 0.0 | 0.0 | 0.793\
            """);
  }

  @Test
  void aWeekGoesFromMondayToSundayAcrossTheYear(SparkSession spark) {
    assertThat(monday(spark, "2025-12-28")).isEqualTo("2025-12-22");
    assertThat(monday(spark, "2025-12-29")).isEqualTo("2025-12-29");
    assertThat(monday(spark, "2026-01-04")).isEqualTo("2025-12-29");
    assertThat(monday(spark, "2026-01-05")).isEqualTo("2026-01-05");
  }

  @Test
  void countsAreThoseOfPlainCounting(SparkSession spark) {
    Random random = new Random(3);
    Map<String, Long> expected = new TreeMap<>();
    StringBuilder text = new StringBuilder("session_id | session_date | persona_id\n");
    for (int i = 0; i < 300; i++) {
      LocalDate day = LocalDate.of(2025, 12, 1).plusDays(random.nextInt(60));
      String persona = "p" + random.nextInt(4);
      text.append("s%d | %s | %s%n".formatted(i, day, persona));
      LocalDate week = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      expected.merge(week + " | " + persona, 1L, Long::sum);
    }

    assertThat(
            trend(spark, text.toString())
                .rows()
                .filter("session_count > 0")
                .collectAsList()
                .stream()
                .collect(
                    Collectors.toMap(
                        row -> row.getDate(1) + " | " + row.getString(0), row -> row.getLong(2))))
        .isEqualTo(expected);
  }

  private static PersonaTrend trend(SparkSession spark, String sessions) {
    Dataset<Row> rows = TextTable.of(spark, SessionFacts.CONTRACT, sessions);
    return FollowPersonas.from(new SessionFacts(rows));
  }

  private static String monday(SparkSession spark, String day) {
    return spark
        .range(1)
        .select(FollowPersonas.monday(lit(day).cast("date")).cast("string"))
        .first()
        .getString(0);
  }
}

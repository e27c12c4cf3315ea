package org.desirepath.source;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ColumnTypeTest {

  @Test
  void momentsAreUtcUnlessTheyTellAZone(SparkSession spark) {
    assertThat(
            texts(
                spark,
                typed("timestamp", "2026-02-18T22:12:25.000Z"),
                typed("timestamp", "2026-02-18 22:12:25"),
                typed("timestamp", "2026-02-18T22:12:25+02:00"),
                typed("epoch-micros", "1770183834151769"),
                typed("epoch-millis", "1770183834151"),
                typed("epoch-seconds", "1770183834")))
        .isEqualTo(
            "2026-02-18 22:12:25, 2026-02-18 22:12:25, 2026-02-18 20:12:25,"
                + " 2026-02-04 05:43:54.151769, 2026-02-04 05:43:54.151, 2026-02-04 05:43:54");
  }

  @Test
  void daysAndMomentsOfAPatternAreRead(SparkSession spark) {
    assertThat(
            texts(
                spark,
                typed("date(dd-MM-yyyy)", "31-12-2025"),
                typed("timestamp(MM/dd/yyyy HH:mm)", "12/31/2025 23:59")))
        .isEqualTo("2025-12-31, 2025-12-31 23:59:00");
  }

  @Test
  void whatCannotBeUnderstoodIsNull(SparkSession spark) {
    assertThat(
            texts(
                spark,
                typed("timestamp", "yesterday"),
                typed("timestamp", "12.5"),
                typed("timestamp", "2026"),
                typed("timestamp", "12:30"),
                typed("date", "2026-13-45"),
                typed("date(dd-MM-yyyy)", "2025-12-31"),
                typed("epoch-micros", "{\"micros\":true}"),
                typed("epoch-seconds", "9223372036854775807"),
                typed("boolean", "maybe"),
                typed("bigint", "1.5"),
                typed("decimal(18,4)", "a lot")))
        .isEqualTo("null, null, null, null, null, null, null, null, null, null, null");
  }

  @Test
  void truthsAndNumbersAreRead(SparkSession spark) {
    assertThat(
            texts(
                spark,
                typed("boolean", "0"),
                typed("boolean", "true"),
                typed("bigint", "42"),
                typed("decimal(18,4)", "9454.06"),
                typed("string", ""),
                typed("string", " a ")))
        .isEqualTo("false, true, 42, 9454.0600, null,  a ");
  }

  @Test
  void anUnknownTypeIsAFaultAndAQuestionMarkIsNot() {
    assertThat(ColumnType.fault("text")).hasValueSatisfying(f -> assertThat(f).endsWith("is text"));
    assertThat(ColumnType.fault("STRUCT<a: STRING>?")).isEmpty();
    assertThat(ColumnType.of("date?").mayBeMissing()).isTrue();
  }

  private static Column typed(String type, String text) {
    return ColumnType.of(type).typed(lit(text), StringType).cast(StringType);
  }

  private static String texts(SparkSession spark, Column... columns) {
    Row row = spark.range(1).select(columns).head();
    return row.mkString(", ");
  }
}

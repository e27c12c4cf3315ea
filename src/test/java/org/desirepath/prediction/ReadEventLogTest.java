package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ReadEventLogTest {

  private static final ReadEventLog LOG =
      new ReadEventLog("case:id", List.of("what", "how"), "at.time");

  @Test
  void eventsFollowTheirTimesAndThenTheFile(SparkSession spark) {
    Dataset<Row> log =
        log(
            spark,
            row("1", "b", "x", "2026-01-05T10:00:00.000+02:00", "blue"),
            row("1", "c", "x", "2026-01-05T10:00:00.000+02:00", null),
            row("2", "z", "y", "2026-01-01T00:00:00Z", "red"),
            row("1", "a", "x", "2026-01-05T07:59:59Z", "red"));

    assertThat(
            TextTable.show(
                LOG.events(log, List.of("colour")).rows().orderBy("case_id", "event_number"),
                "case_id",
                "started_at",
                "event_number",
                "touchpoint_id",
                "next_id",
                "came_at"))
        .isEqualTo(
            """
            1 | 2026-01-05 07:59:59.0 | 1 | a|x | b|x | 2026-01-05 08:00:00.0
            1 | 2026-01-05 07:59:59.0 | 2 | b|x | c|x | 2026-01-05 08:00:00.0
            1 | 2026-01-05 07:59:59.0 | 3 | c|x | end | 2026-01-05 08:00:00.0
            2 | 2026-01-01 00:00:00.0 | 1 | z|y | end | 2026-01-01 00:00:00.0""");
    assertThat(
            LOG.events(log, List.of("colour", "how"))
                .rows()
                .filter("touchpoint_id = 'c|x'")
                .first()
                .<String>getList(5))
        .containsExactly("", "x");
    assertThat(LOG.events(log, List.of()).rows().first().getList(5)).isEmpty();
  }

  @Test
  void rowsThatCannotBeReadAreCountedAndLeftOut(SparkSession spark) {
    Dataset<Row> log =
        log(
            spark,
            row("1", "a", "x", "2026-01-05T07:59:59Z", "red"),
            row(null, "a", "x", "2026-01-05T07:59:59Z", "red"),
            row("1", null, "x", "2026-01-05T07:59:59Z", "red"),
            row("1", "a", "x", "yesterday", "red"),
            row("1", "a", "x", null, "red"));

    assertThat(LOG.unreadable(log)).isEqualTo(4);
    assertThat(LOG.events(log, List.of()).rows().count()).isEqualTo(1);
  }

  @Test
  void attributesAreTheColumnsThatTellKindsOfCasesApart(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("" + i, "a", "b" + i % 2, "2026-01-05T07:59:59Z", i % 3 == 0 ? "red" : "blue"));
    }

    assertThat(
            new ReadEventLog("case:id", List.of("what"), "at.time")
                .attributes(log(spark, rows.toArray(Row[]::new))))
        .containsExactly("how", "colour");
    assertThat(
            new ReadEventLog("colour", List.of("what"), "at.time")
                .attributes(log(spark, rows.toArray(Row[]::new))))
        .as("two cases are too few to tell any kind of them")
        .isEmpty();
  }

  @Test
  void columnsThatAreNotThereAreNamed(SparkSession spark) {
    ReadEventLog wrong = new ReadEventLog("case", List.of("what"), "time");

    assertThat(wrong.missing(log(spark), List.of("colour", "size")))
        .containsExactly("case", "size", "time");
  }

  private static Row row(String... cells) {
    return RowFactory.create((Object[]) cells);
  }

  private static Dataset<Row> log(SparkSession spark, Row... rows) {
    StructType schema = new StructType();
    for (String name : List.of("case:id", "what", "how", "at.time", "colour")) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return spark.createDataFrame(List.of(rows), schema).coalesce(1);
  }
}

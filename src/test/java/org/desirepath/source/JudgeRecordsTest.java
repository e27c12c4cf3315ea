package org.desirepath.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.table.SourceAudit;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class JudgeRecordsTest {

  private static final String[] SAID = {
    "event_id", "event_type", "occurred_at", "identifier_key", "page_path", "label"
  };

  @TempDir Path exports;

  @Test
  void aVisitorWithMoreEventsThanAllowedWithinAClockHourIsAMachineInAllItsRows(SparkSession spark) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      lines.add(view("fast", "2026-02-01T10:0%d:00Z".formatted(i), ""));
      lines.add(view("busy", "2026-02-01T%s:0%d:00Z".formatted(i < 5 ? "10" : "11", i), ""));
    }
    lines.add(view("fast", "2026-02-03T10:00:00Z", ""));
    Shop shop = new Shop(exports).with("visits.json", String.join("\n", lines));
    Records records = shop.read(spark);
    Refusals refusals = shop.judge(spark, records);

    assertThat(TextTable.show(AuditSources.from(records, refusals).rows(), ReadRecordsTest.AUDIT))
        .isEqualTo("shop/visits.json | 13 | 6 | 7 | 0 | 0 | 7");
  }

  @Test
  void theOrderOfFilesAndRowsDoesNotChangeWhatIsAccepted(SparkSession spark) {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(
          view(
              "c" + random.nextInt(9),
              "2026-02-%02dT10:00:00Z".formatted(1 + random.nextInt(3)),
              ",\"tags\":[\"%d\"]".formatted(random.nextInt(4))));
    }

    String first = accepted(spark, exports.resolve("first"), lines, 1, 2);
    Collections.shuffle(lines, random);
    String second = accepted(spark, exports.resolve("second"), lines, 4, 7);

    assertThat(second).isEqualTo(first);
    assertThat(first.lines()).doesNotHaveDuplicates().hasSizeBetween(20, 27);
  }

  @Test
  void tooManyRefusedRowsStopTheNightAndAsManyAsAllowedDoNot(SparkSession spark) {
    Dataset<Row> audit =
        TextTable.of(
            spark,
            SourceAudit.CONTRACT,
            """
            source_name | file_name | file_count | rows_read | rows_quarantined | rows_bot
            shop        | a         | 1          | 104       | 54               | 4
            shop        | b         | 1          | 100       | 50               | 0
            desk        | c         | 1          | 3         | 2                | 0
            empty       | d         | 1          | 0         | 0                | 0
            """);

    assertThatThrownBy(() -> LimitRefused.check(new SourceAudit(audit), Shop.SETTINGS))
        .isInstanceOf(TooManyRefused.class)
        .hasMessage(
            "desk: 2 of 3 rows are refused (66.7 %), more than sources.max-quarantined-share allows"
                + " (50.0 %)");
    assertThatCode(
            () ->
                LimitRefused.check(
                    new SourceAudit(audit.where("source_name <> 'desk'")), Shop.SETTINGS))
        .doesNotThrowAnyException();
  }

  private static String accepted(
      SparkSession spark, Path folder, List<String> lines, int files, int partitions) {
    Shop shop = new Shop(folder);
    int each = lines.size() / files;
    for (int i = 0; i < files; i++) {
      shop.with(
          "visits_%d.json".formatted(i),
          String.join("\n", lines.subList(i * each, (i + 1) * each)));
    }
    String before = spark.conf().get("spark.sql.shuffle.partitions");
    spark.conf().set("spark.sql.shuffle.partitions", partitions);
    try {
      Records records = shop.read(spark);
      return TextTable.show(AcceptedEvents.from(records, shop.judge(spark, records)).rows(), SAID);
    } finally {
      spark.conf().set("spark.sql.shuffle.partitions", before);
    }
  }

  private static String view(String who, String at, String more) {
    return "{\"at\":\"%s\",\"what\":\"view\",\"who\":\"%s\"%s}".formatted(at, who, more);
  }
}

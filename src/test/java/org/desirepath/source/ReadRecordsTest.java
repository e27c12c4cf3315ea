package org.desirepath.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReadRecordsTest {

  private static final String VISITS =
      """
      {"at":"2026-02-01T10:00:00.123456Z","what":"view","who":"c1","page":"https://shop.example/a?b","tags":["x"]}
      {"at":"2026-02-01T10:05:00Z","what":"buy","who":"c1","login":"Ada@Host.Example"}
      """;

  private static final String CUSTOMERS =
      """
      id,mail,title,group_id,created,changed,merged
      1,ada@host.example,CTO,g1,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,
      2,info@host.example,"Buyer, ""chief""\",,2025-01-02T00:00:00Z,2025-02-01T00:00:00Z,1
      """;

  private static final String GROUPS =
      """
      id,label,created
      g1,Old,2024-01-01T00:00:00Z
      g1,Engineering,2024-06-01T00:00:00Z
      """;

  @TempDir Path exports;

  @Test
  void everyReasonOfARowAndOfAFileIsTold(SparkSession spark) {
    Shop shop =
        new Shop(exports)
            .with("visits_empty.json", "")
            .with("visits_hollow.json.gz", "")
            .withHalfOf("visits_half.json.gz", VISITS.repeat(50))
            .with(
                "visits_rows.json.gz",
                String.join(
                    "\n",
                    List.of(
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"who\":\"c1\"}",
                        "",
                        "ERROR 502 of ada@host.example",
                        "{'at':'2026-02-01T10:00:00Z','what':'view','who':'c1'}",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"wh",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"who\":\""
                            + "y".repeat(1000)
                            + "\"}",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"who\":\" \"}",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"who\":\"c1\",\"tags\":7}",
                        "{\"at\":{\"micros\":true},\"what\":\"view\",\"who\":\"c1\"}",
                        "{\"at\":\"1970-01-01T00:00:00Z\",\"what\":\"view\",\"who\":\"c1\"}",
                        "{\"at\":\"2028-01-01T00:00:00Z\",\"what\":\"view\",\"who\":\"c1\"}",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"dance\",\"who\":\"c1\"}",
                        "{\"at\":\"2026-02-01T10:00:00Z\",\"what\":\"view\",\"who\":\"c2\",\"agent\":\"bot\"}",
                        "{\"at\":\"2026-02-01T11:00:00Z\",\"what\":\"view\",\"who\":\"c2\"}")))
            .with(
                "customers.csv",
                """
                id,mail,title,group_id,created,changed,merged\r
                1,a,b\r
                2,a,b,,2025-01-01T00:00:00Z,,,,\r
                3,a,b,,soon,,\r
                """);
    Records records = shop.read(spark);
    Refusals refusals = shop.judge(spark, records);

    Dataset<Row> quarantine = ListQuarantine.from(records, refusals).rows();
    assertThat(TextTable.show(quarantine, "file_name", "row_number", "reason_code", "field"))
        .isEqualTo(
            """
            shop/customers.csv | 1 | malformed_row |
            shop/customers.csv | 2 | malformed_row |
            shop/customers.csv | 3 | bad_timestamp | created
            shop/visits_empty.json | 0 | empty_file |
            shop/visits_half.json.gz | 0 | corrupt_file |
            shop/visits_hollow.json.gz | 0 | empty_file |
            shop/visits_rows.json.gz | 10 | future_timestamp | at
            shop/visits_rows.json.gz | 11 | unknown_type |
            shop/visits_rows.json.gz | 12 | bot |
            shop/visits_rows.json.gz | 13 | bot |
            shop/visits_rows.json.gz | 2 | malformed_row |
            shop/visits_rows.json.gz | 3 | malformed_row |
            shop/visits_rows.json.gz | 4 | malformed_row |
            shop/visits_rows.json.gz | 5 | too_long |
            shop/visits_rows.json.gz | 6 | missing_key | who
            shop/visits_rows.json.gz | 7 | wrong_type | tags
            shop/visits_rows.json.gz | 8 | bad_timestamp | at
            shop/visits_rows.json.gz | 9 | before_window | at"""
                .strip());
    assertThat(all(quarantine)).doesNotContain("ada").doesNotContain("@").doesNotContain("yyy");
    assertThat(TextTable.show(AuditSources.from(records, refusals).rows(), AUDIT))
        .isEqualTo(
            """
            shop/customers.csv | 3 | 0 | 3 | 0 | 0 | 0
            shop/visits_empty.json | 0 | 0 | 0 | 0 | 0 | 0
            shop/visits_half.json.gz | 0 | 0 | 0 | 0 | 0 | 0
            shop/visits_hollow.json.gz | 0 | 0 | 0 | 0 | 0 | 0
            shop/visits_rows.json.gz | 13 | 1 | 12 | 0 | 0 | 2"""
                .strip());
  }

  @Test
  void rowsBecomeEventsPeopleMailboxesAndSightings(SparkSession spark) {
    Shop shop =
        new Shop(exports)
            .with("visits.json", VISITS)
            .with("customers.csv", "\uFEFF" + CUSTOMERS)
            .with("groups.csv", GROUPS);
    Records records = shop.read(spark);
    Refusals refusals = shop.judge(spark, records);

    assertThat(
            TextTable.show(
                AcceptedEvents.from(records, refusals).rows(),
                "event_type",
                "occurred_at",
                "identifier_kind",
                "page_host",
                "page_path",
                "label"))
        .isEqualTo(
            """
            buy | 2026-02-01 10:05:00.0 | email |  |  |
            view | 2026-02-01 10:00:00.123 | cookie | shop.example | /a | X"""
                .strip());
    assertThat(
            TextTable.show(
                DescribedRecords.people(records, refusals).rows(),
                "identifier_kind",
                "email_domain",
                "title",
                "department",
                "is_deleted"))
        .isEqualTo(
            """
            contact | host.example | Buyer, "chief" |  | false
            contact | host.example | CTO | Engineering | false"""
                .strip());
    assertThat(
            TextTable.show(
                CollectMailboxes.from(records, refusals).rows(), "email_domain", "is_role_mailbox"))
        .isEqualTo("host.example | false\nhost.example | true");
    Dataset<Row> sightings = CollectSightings.from(records, refusals).rows();
    assertThat(TextTable.show(sightings, "tie", "left_kind", "right_kind"))
        .isEqualTo(
            """
            merge | contact | contact
            record | contact | email
            record | contact | email
            record | cookie |
            record | email | cookie"""
                .strip());
    assertThat(sightings.where("left_kind = 'email'").select("left_key").head().getString(0))
        .as("an address in a visit and in a record of a customer meet")
        .isIn(
            sightings.where("right_kind = 'email'").select("right_key").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet()));
  }

  @Test
  void eventsCountFromHistoryToSnapshotAndTheLatestVersionOfARecordWins(SparkSession spark) {
    Shop shop =
        new Shop(exports)
            .with(
                "visits.json",
                """
                {"at":"2025-02-28T23:59:59.999Z","what":"view","who":"c1"}
                {"at":"2025-03-01T00:00:00Z","what":"view","who":"c1"}
                {"at":"2026-02-28T23:59:59.999Z","what":"view","who":"c1"}
                {"at":"2026-03-01T00:00:00Z","what":"view","who":"c1"}
                """)
            .with("customers_1.csv", CUSTOMERS)
            .with("customers_2.csv", CUSTOMERS.replace("CTO", "CEO").replace("2025-02", "2025-03"))
            .with("customers_3.csv", CUSTOMERS);
    Records records = shop.read(spark);
    Refusals refusals = shop.judge(spark, records);

    assertThat(TextTable.show(AuditSources.from(records, refusals).rows(), AUDIT))
        .isEqualTo(
            """
            shop/customers_1.csv | 2 | 0 | 0 | 2 | 0 | 0
            shop/customers_2.csv | 2 | 2 | 0 | 0 | 0 | 0
            shop/customers_3.csv | 2 | 0 | 0 | 2 | 0 | 0
            shop/visits.json | 4 | 2 | 0 | 0 | 2 | 0"""
                .strip());
    assertThat(TextTable.show(DescribedRecords.people(records, refusals).rows(), "title"))
        .isEqualTo("Buyer, \"chief\"\nCEO");
  }

  @Test
  void aSourceWithoutAnyFileIsToldByName(SparkSession spark) {
    Shop shop = new Shop(exports).with("notes.txt", "no export");

    assertThatThrownBy(() -> shop.read(spark))
        .isInstanceOf(MissingExports.class)
        .hasMessage("No file of shop below %s/shop", shop.folder());
  }

  static final String[] AUDIT = {
    "file_name",
    "rows_read",
    "rows_accepted",
    "rows_quarantined",
    "rows_duplicate",
    "rows_out_of_window",
    "rows_bot"
  };

  private static String all(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().collect(Collectors.joining("\n"));
  }
}

package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.desirepath.touchpoint.Catalogue;
import org.desirepath.touchpoint.NameTouchpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class WebTouchpointTest {

  @Test
  void thereAreFortyAndEachHasAPage() {
    assertThat(WebTouchpoint.values())
        .hasSize(40)
        .allMatch(touchpoint -> !touchpoint.locations().isEmpty());
  }

  @Test
  void theShippedCatalogueNamesEveryPageAsTheTruthDoes(SparkSession spark) throws IOException {
    Path file = Path.of("conf", "touchpoints.yaml");
    Catalogue catalogue = Catalogue.read(Files.readString(file), file.toString());
    Map<String, String> truth = new TreeMap<>();
    StringBuilder events = new StringBuilder();
    events.append("event_id | source_name | source_kind | record_name | event_type | occurred_at");
    events.append(" | direction | page_host | page_path | label\n");
    for (WebTouchpoint touchpoint : WebTouchpoint.values()) {
      for (String location : touchpoint.locations().stream().distinct().toList()) {
        String id = touchpoint.label() + " " + location;
        truth.put(id, touchpoint.label());
        URI page = URI.create(location);
        events.append(
            String.join(
                " | ",
                id,
                "ga4 | web | event",
                touchpoint.eventName,
                "2026-05-01 09:00:00 | customer",
                page.getHost(),
                page.getPath(),
                touchpoint.isForm() ? touchpoint.label() : ""));
        events.append('\n');
      }
    }
    Touchpoints named =
        NameTouchpoints.from(
            new Events(TextTable.of(spark, Events.CONTRACT, events.toString())),
            new Identifiers(
                TextTable.of(
                    spark, Identifiers.CONTRACT, "identifier_kind | identifier_key | person_id")),
            new PersonAccounts(
                TextTable.of(spark, PersonAccounts.CONTRACT, "person_id | account_id")),
            new AccountKeys(TextTable.of(spark, AccountKeys.CONTRACT, "account_key | account_id")),
            new Deals(TextTable.of(spark, Deals.CONTRACT, "deal_key | account_key")),
            catalogue);
    Map<String, String> names =
        named.rows().collectAsList().stream()
            .collect(Collectors.toMap(WebTouchpointTest::id, WebTouchpointTest::name));
    assertThat(new TreeMap<>(names)).isEqualTo(truth);
  }

  private static String id(Row row) {
    return row.getAs(Touchpoints.TOUCHPOINT_EVENT_ID.name());
  }

  private static String name(Row row) {
    return row.getAs("touchpoint_id");
  }
}

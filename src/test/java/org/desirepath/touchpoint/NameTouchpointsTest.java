package org.desirepath.touchpoint;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class NameTouchpointsTest {

  private static final String IDENTIFIERS =
      """
      identifier_kind | identifier_key | person_id
      cookie          | c1             | ada
      contact         | c1             | bob
      login           | m1             | mia
      """;

  private static final String PERSONS =
      """
      person_id | period_number | account_id | from_at
      ada       | 1             | acme       |
      bob       | 1             | unknown    |
      mia       | 1             | acme       |
      mia       | 2             | globex     | 2026-02-01 00:00:00
      mia       | 3             | initech    | 2026-03-01 00:00:00
      """;

  private static final String ACCOUNT_KEYS =
      """
      account_key | account_id
      a1          | acme
      a2          | globex
      """;

  private static final String DEALS =
      """
      deal_key | account_key
      d1       | a2
      d2       | a9
      """;

  @Test
  void thePageHasNoLanguageNoSlashAtTheEndAndNoCapitals(SparkSession spark) {
    assertThat(page(spark, "/de/Preise")).isEqualTo("/preise");
    assertThat(page(spark, "/pt-br/pricing/")).isEqualTo("/pricing");
    assertThat(page(spark, "/en")).isEqualTo("/");
    assertThat(page(spark, "/de/")).isEqualTo("/");
    assertThat(page(spark, "/")).isEqualTo("/");
    assertThat(page(spark, "/hc/requests")).isEqualTo("/hc/requests");
    assertThat(page(spark, "/demo")).isEqualTo("/demo");
    assertThat(page(spark, "/design")).isEqualTo("/design");
    assertThat(page(spark, null)).isNull();
  }

  @Test
  void theFirstPredicateThatIsTrueNames(SparkSession spark) {
    assertThat(one(spark, NameTouchpoints.entry(List.of("1 = 2", "1 = 1", "2 = 2")))).isEqualTo(1);
    assertThat(one(spark, NameTouchpoints.entry(List.of("cast(null as boolean)", "1 = 1"))))
        .isEqualTo(1);
    assertThat(one(spark, NameTouchpoints.entry(List.of("1 = 2")))).isNull();
    assertThat(one(spark, NameTouchpoints.entry(List.of()))).isNull();
  }

  @Test
  void theNamedAccountGoesBeforeTheDealsAndThatBeforeThePersons(SparkSession spark) {
    assertThat(account(spark, "a", "b", "c")).isEqualTo("a");
    assertThat(account(spark, null, "b", "c")).isEqualTo("b");
    assertThat(account(spark, null, null, "c")).isEqualTo("c");
    assertThat(account(spark, null, null, null)).isEqualTo("unknown");
  }

  @Test
  void eventsAreNamedAndGivenTheirPersonAndAccount(SparkSession spark) {
    Touchpoints named =
        named(
            spark,
            """
            event_id | source_name | event_type   | identifier_kind | identifier_key | account_key | deal_key | page_host   | page_path
            e1       | ga4         | page_view    | cookie          | c1             |             |          | www.example | /de/Preise/
            e2       | ga4         | scroll       | cookie          | c1             |             |          | www.example | /pricing
            e3       | ga4         | page_view    | cookie          | c9             |             |          | www.example | /nowhere
            e4       | crm         | deal_won     |                 |                |             | d1       |             |
            e5       | crm         | call_inbound | contact         | c1             | a1          | d1       |             |
            e6       | crm         | call_inbound | contact         | c1             | a9          | d2       |             |
            """);

    assertThat(
            TextTable.show(
                named.rows(),
                "touchpoint_event_id",
                "touchpoint_id",
                "person_id",
                "account_id",
                "channel",
                "stage",
                "outcome"))
        .isEqualTo(
            """
            e1 | pricing | ada | acme | web | consideration |
            e3 | other_ga4 | unknown | unknown | none | none |
            e4 | deal_won | unknown | globex | sales | decision | won
            e5 | call_inbound | bob | acme | phone | decision |
            e6 | call_inbound | bob | unknown | phone | decision |""");
  }

  @Test
  void theAccountIsTheOneThePersonWorkedForThen(SparkSession spark) {
    Touchpoints named =
        named(
            spark,
            """
            event_id | source_name | event_type | identifier_kind | identifier_key | occurred_at
            e1       | ga4         | page_view  | login           | m1             | 2025-01-01 00:00:00
            e2       | ga4         | page_view  | login           | m1             | 2026-01-31 23:59:59
            e3       | ga4         | page_view  | login           | m1             | 2026-02-01 00:00:00
            e4       | ga4         | page_view  | login           | m1             | 2026-03-01 00:00:00
            e5       | ga4         | page_view  | login           | m1             |
            """);

    assertThat(TextTable.show(named.rows(), "touchpoint_event_id", "account_id"))
        .isEqualTo(
            """
            e1 | acme
            e2 | acme
            e3 | globex
            e4 | initech
            e5 | acme""");
  }

  @Test
  void anEventWhoseTypeIsMissingIsNotIgnored(SparkSession spark) {
    Touchpoints named =
        named(
            spark,
            """
            event_id | source_name
            e1       | crm
            """);

    assertThat(TextTable.show(named.rows(), "touchpoint_event_id", "touchpoint_id"))
        .isEqualTo("e1 | other_crm");
  }

  private static Touchpoints named(SparkSession spark, String events) {
    return NameTouchpoints.from(
        new Events(TextTable.of(spark, Events.CONTRACT, events)),
        new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS)),
        new PersonAccounts(TextTable.of(spark, PersonAccounts.CONTRACT, PERSONS)),
        new AccountKeys(TextTable.of(spark, AccountKeys.CONTRACT, ACCOUNT_KEYS)),
        new Deals(TextTable.of(spark, Deals.CONTRACT, DEALS)),
        CatalogueTest.shipped());
  }

  private static Object page(SparkSession spark, String path) {
    return one(spark, NameTouchpoints.page(text(path)));
  }

  private static Object account(SparkSession spark, String named, String deal, String person) {
    return one(spark, NameTouchpoints.account(text(named), text(deal), text(person)));
  }

  private static Column text(String value) {
    return lit(value).cast("string");
  }

  private static Object one(SparkSession spark, Column expression) {
    return spark.range(1).select(expression.as("value")).head().get(0);
  }
}

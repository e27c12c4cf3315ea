package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.Persons;
import org.desirepath.table.Sightings;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MeasureIdentityTest {

  private static final String IDENTIFIERS =
      """
      identifier_kind | identifier_key | person_id | is_bridge
      contact         | a              | ada       | true
      email           | a@             | ada       | true
      cookie          | a1             | ada       | true
      cookie          | a2             | ada       | true
      ticket          | 1              | ada       | true
      ticket_user     | b              | bob       | true
      ticket          | 2              | bob       | false
      ticket          | 3              | bob       | true
      cookie          | k              | kiosk     | false
      """;

  private static final String PERSONS =
      """
      person_id | account_id | identifier_count | is_known
      ada       | acme       | 5                | true
      bob       | unknown    | 3                | true
      kiosk     | unknown    | 1                | false
      """;

  private static final String SIGHTINGS =
      """
      sighting_id | seen_at             | tie    | left_kind   | left_key | right_kind | right_key
      1           | 2026-01-01 00:00:00 | record | contact     | a        | email      | a@
      2           | 2026-01-02 00:00:00 | record | email       | a@       | cookie     | a1
      3           | 2026-01-03 00:00:00 | record | email       | a@       | cookie     | a1
      4           | 2026-01-04 00:00:00 | record | email       | a@       | cookie     | a2
      5           | 2026-01-05 00:00:00 | record | contact     | a        | ticket     | 1
      6           | 2026-01-06 00:00:00 | record | ticket_user | b        | ticket     | 2
      7           | 2026-01-06 00:00:00 | record | ticket_user | b        | ticket     | 3
      8           | 2026-01-07 00:00:00 | record | email       | a@       | cookie     | k
      9           | 2026-01-07 00:00:00 | record | cookie      | k        |            |
      """;

  private static final String TOUCHPOINTS =
      """
      touchpoint_event_id | person_id | account_id | direction | source_system
      1                   | ada       | acme       | customer  | ga4
      2                   | kiosk     | unknown    | customer  | ga4
      3                   | kiosk     | unknown    | customer  | ga4
      4                   | unknown   | unknown    | customer  | ga4
      5                   | unknown   | acme       | company   | salesforce
      6                   | unknown   | globex     | customer  | salesforce
      """;

  private static final String DEALS =
      """
      deal_key | account_key
      d1       | 001
      d2       | 002
      d3       | 003
      d4       |
      """;

  private static final String ACCOUNT_KEYS =
      """
      account_key | account_id
      001         | acme
      002         | globex
      """;

  private static final String DEAL_ROLES =
      """
      deal_key | identifier_kind | identifier_key | role_name
      d1       | contact         | a              | Decision Maker
      d1       | contact         | a              | User
      d2       | contact         | gone           | User
      d4       | contact         | a              | User
      """;

  private static Dataset<Row> figures;

  @BeforeAll
  static void measure() {
    SparkSession spark = SparkExtension.session();
    Dataset<Row> before =
        TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS.replace("| bob", "| ben"));
    figures =
        MeasureIdentity.from(
                Optional.of(new Identifiers(before)),
                new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS)),
                CollectTies.from(new Sightings(TextTable.of(spark, Sightings.CONTRACT, SIGHTINGS))),
                new Persons(TextTable.of(spark, Persons.CONTRACT, PERSONS)),
                new Touchpoints(TextTable.of(spark, Touchpoints.CONTRACT, TOUCHPOINTS)),
                new Deals(TextTable.of(spark, Deals.CONTRACT, DEALS)),
                new DealRoles(TextTable.of(spark, DealRoles.CONTRACT, DEAL_ROLES)),
                new AccountKeys(TextTable.of(spark, AccountKeys.CONTRACT, ACCOUNT_KEYS)))
            .rows()
            .localCheckpoint();
  }

  @Test
  void eachKindTellsItsIdentifiersThePersonsWithOneAndThoseThatJoinNothing() {
    assertThat(figuresOf("identifiers_of_kind"))
        .isEqualTo(
            """
            contact | 1 | 9 | 0.11
            cookie | 3 | 9 | 0.33
            email | 1 | 9 | 0.11
            ticket | 3 | 9 | 0.33
            ticket_user | 1 | 9 | 0.11""");
    assertThat(figuresOf("persons_with_kind"))
        .isEqualTo(
            """
            contact | 1 | 3 | 0.33
            cookie | 2 | 3 | 0.67
            email | 1 | 3 | 0.33
            ticket | 2 | 3 | 0.67
            ticket_user | 1 | 3 | 0.33""");
    assertThat(figuresOf("bridges_refused"))
        .isEqualTo(
            """
            contact | 0 | 1 | 0.00
            cookie | 1 | 3 | 0.33
            email | 0 | 1 | 0.00
            ticket | 1 | 3 | 0.33
            ticket_user | 0 | 1 | 0.00""");
  }

  @Test
  void everySizeIsToldAlsoThoseThatNobodyHas() {
    assertThat(figuresOf("persons_of_size"))
        .isEqualTo(
            """
            1 | 1 | 3 | 0.33
            11-50 | 0 | 3 | 0.00
            2 | 0 | 3 | 0.00
            3-5 | 2 | 3 | 0.67
            51+ | 0 | 3 | 0.00
            6-10 | 0 | 3 | 0.00""");
  }

  @Test
  void aSizeReachesFromItsFirstNumberToItsLast(SparkSession spark) {
    Dataset<Row> persons =
        TextTable.of(
            spark,
            Persons.CONTRACT,
            """
            person_id | identifier_count
            a         | 2
            b         | 3
            c         | 5
            d         | 6
            e         | 10
            f         | 11
            g         | 50
            h         | 51
            i         | 5000000000
            """);

    assertThat(TextTable.show(PersonSizes.from(new Persons(persons)), "member", "value_count"))
        .isEqualTo(
            """
            1 | 0
            11-50 | 2
            2 | 1
            3-5 | 2
            51+ | 2
            6-10 | 2""");
  }

  @Test
  void theLargestPersonsTellWhatTheyHaveAndWhichIdentifierTiesMostOfIt() {
    assertThat(figuresOf("largest_person"))
        .isEqualTo("ada | 5 | 9 | 0.56\nbob | 3 | 9 | 0.33\nkiosk | 1 | 9 | 0.11");
    assertThat(messagesOf("largest_person"))
        .isEqualTo(
            """
            1 cookie
            2 cookies, 1 contact, 1 email, 1 ticket; held together by email a@, tied to 3 of the others
            2 tickets, 1 ticket_user; held together by ticket_user b, tied to 2 of the others""");
  }

  @Test
  void onlyTheTenLargestPersonsAreToldTheLeastIdFirst(SparkSession spark) {
    StringBuilder identifiers = new StringBuilder("identifier_kind | identifier_key | person_id\n");
    StringBuilder persons = new StringBuilder("person_id | identifier_count\n");
    for (int i = 0; i < 12; i++) {
      identifiers.append("cookie | c%02d | p%02d%n".formatted(i, i));
      persons.append("p%02d | 1%n".formatted(i));
    }
    Dataset<Row> largest =
        LargestPersons.from(
            CollectTies.from(new Sightings(empty(spark, SIGHTINGS))),
            new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, identifiers.toString())),
            new Persons(TextTable.of(spark, Persons.CONTRACT, persons.toString())));

    assertThat(TextTable.show(largest, "member").lines())
        .containsExactly("p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08", "p09");
  }

  @Test
  void touchpointsOfASourceCountWithAPersonWithAKnownOneAndWithAnAccount() {
    assertThat(figuresOf("touchpoints_with_person"))
        .isEqualTo("ga4 | 3 | 4 | 0.75\nsalesforce | 0 | 2 | 0.00");
    assertThat(figuresOf("touchpoints_with_known_person"))
        .isEqualTo("ga4 | 1 | 4 | 0.25\nsalesforce | 0 | 2 | 0.00");
    assertThat(figuresOf("touchpoints_with_account"))
        .isEqualTo("ga4 | 1 | 4 | 0.25\nsalesforce | 2 | 2 | 1.00");
  }

  @Test
  void ticketsAreMatchedByTheCrmsPersonAndByTheAccount() {
    assertThat(figuresOf("tickets_with_crm_person"))
        .isEqualTo("ticket | 1 | 3 | 0.33\nticket_user | 0 | 1 | 0.00");
    assertThat(figuresOf("tickets_with_account"))
        .isEqualTo("ticket | 1 | 3 | 0.33\nticket_user | 0 | 1 | 0.00");
  }

  @Test
  void dealsAreMatchedByAccountByPersonAndByWhatPeopleOfTheAccountDid() {
    assertThat(figuresOf("deals_with_account")).isEqualTo("all | 2 | 4 | 0.50");
    assertThat(figuresOf("deals_with_person")).isEqualTo("all | 2 | 4 | 0.50");
    assertThat(figuresOf("deals_with_touchpoint")).isEqualTo("all | 1 | 4 | 0.25");
    assertThat(messagesOf("deals_with_account")).isEqualTo("2 of 4 deals have an account");
  }

  @Test
  void theVersionBeforeIsComparedWith() {
    assertThat(figuresOf("persons_new")).isEqualTo("all | 0 | 3 | 0.00");
    assertThat(figuresOf("persons_kept")).isEqualTo("all | 3 | 3 | 1.00");
    assertThat(messagesOf("persons_kept"))
        .isEqualTo("3 of 3 persons of the version before are one person still");
  }

  @Test
  void withoutAVersionBeforeNothingIsSaidToHaveChanged(SparkSession spark) {
    Identifiers now = new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS));

    assertThat(
            TextTable.show(
                ChangedPersons.from(Optional.empty(), now), "measure", "value_count", "message"))
        .isEqualTo(
            """
            persons_gone |  | There is no version before to compare with
            persons_kept |  | There is no version before to compare with
            persons_merged |  | There is no version before to compare with
            persons_new |  | There is no version before to compare with
            persons_split |  | There is no version before to compare with""");
  }

  @Test
  void eachPersonOfTheVersionBeforeIsKeptMergedSplitOrGone(SparkSession spark) {
    assertThat(
            changes(
                spark,
                """
                identifier_kind | identifier_key | person_id
                cookie          | kept           | kept
                cookie          | grown          | grown
                cookie          | taken          | taken
                cookie          | renamed        | old-name
                cookie          | one            | one
                cookie          | other          | other
                cookie          | left           | torn
                cookie          | right          | torn
                cookie          | gone           | gone
                """,
                """
                identifier_kind | identifier_key | person_id
                cookie          | kept           | kept
                cookie          | kept-2         | kept
                cookie          | grown          | grown
                cookie          | taken          | grown
                cookie          | renamed        | new-name
                cookie          | one            | third
                cookie          | other          | third
                cookie          | left           | torn
                cookie          | right          | torn-2
                cookie          | new            | new
                """))
        .isEqualTo(
            """
            persons_gone | 1 | 8
            persons_kept | 3 | 8
            persons_merged | 3 | 8
            persons_new | 1 | 7
            persons_split | 1 | 8""");
  }

  @Test
  void aPartThatGoesToAnotherPersonIsASplitThatLeavesTheOtherAsItIs(SparkSession spark) {
    assertThat(
            changes(
                spark,
                """
                identifier_kind | identifier_key | person_id
                cookie          | a1             | a
                cookie          | a2             | a
                cookie          | b              | b
                """,
                """
                identifier_kind | identifier_key | person_id
                cookie          | a1             | a
                cookie          | a2             | b
                cookie          | b              | b
                """))
        .isEqualTo(
            """
            persons_gone | 0 | 2
            persons_kept | 1 | 2
            persons_merged | 0 | 2
            persons_new | 0 | 2
            persons_split | 1 | 2""");
  }

  @Test
  void nothingToMeasureGivesZeroesWithoutShares(SparkSession spark) {
    IdentityQuality quality =
        MeasureIdentity.from(
            Optional.empty(),
            new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, IDENTIFIERS).limit(0)),
            CollectTies.from(new Sightings(empty(spark, SIGHTINGS))),
            new Persons(TextTable.of(spark, Persons.CONTRACT, PERSONS).limit(0)),
            new Touchpoints(TextTable.of(spark, Touchpoints.CONTRACT, TOUCHPOINTS).limit(0)),
            new Deals(TextTable.of(spark, Deals.CONTRACT, DEALS).limit(0)),
            new DealRoles(TextTable.of(spark, DealRoles.CONTRACT, DEAL_ROLES).limit(0)),
            new AccountKeys(TextTable.of(spark, AccountKeys.CONTRACT, ACCOUNT_KEYS).limit(0)));

    assertThat(
            TextTable.show(
                quality.rows().filter("of_count IS NOT NULL"),
                "measure",
                "member",
                "value_count",
                "of_count",
                "value_share"))
        .isEqualTo(
            """
            deals_with_account | all | 0 | 0 |
            deals_with_person | all | 0 | 0 |
            deals_with_touchpoint | all | 0 | 0 |
            persons_of_size | 1 | 0 | 0 |
            persons_of_size | 11-50 | 0 | 0 |
            persons_of_size | 2 | 0 | 0 |
            persons_of_size | 3-5 | 0 | 0 |
            persons_of_size | 51+ | 0 | 0 |
            persons_of_size | 6-10 | 0 | 0 |
            tickets_with_account | ticket | 0 | 0 |
            tickets_with_account | ticket_user | 0 | 0 |
            tickets_with_crm_person | ticket | 0 | 0 |
            tickets_with_crm_person | ticket_user | 0 | 0 |""");
  }

  private static String changes(SparkSession spark, String before, String now) {
    return TextTable.show(
        ChangedPersons.from(
            Optional.of(new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, before))),
            new Identifiers(TextTable.of(spark, Identifiers.CONTRACT, now))),
        "measure",
        "value_count",
        "of_count");
  }

  private static Dataset<Row> empty(SparkSession spark, String sightings) {
    return TextTable.of(spark, Sightings.CONTRACT, sightings).limit(0);
  }

  /** Member, number, whole and share, to two places. */
  private static String figuresOf(String measure) {
    return TextTable.show(
        figures
            .filter(figures.col("measure").equalTo(measure))
            .selectExpr(
                "member",
                "value_count",
                "of_count",
                "format_number(value_share, 2) AS value_share"),
        "member",
        "value_count",
        "of_count",
        "value_share");
  }

  private static String messagesOf(String measure) {
    return TextTable.show(figures.filter(figures.col("measure").equalTo(measure)), "message");
  }
}

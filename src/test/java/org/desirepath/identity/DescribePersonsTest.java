package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Organizations;
import org.desirepath.table.Persons;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DescribePersonsTest {

  private static Dataset<Row> described;

  @BeforeAll
  static void describe() throws IOException {
    described = persons(SparkExtension.session()).localCheckpoint();
  }

  @Test
  void theAccountIsThatOfTheBestRecordElseOfTheDomain() {
    assertThat(show(described, "person_id", "account_id"))
        .isEqualTo(
            """
            anonymous | unknown
            contact | acme
            deleted | acme
            domain | acme
            free | unknown
            help | orga
            helpdomain | orga
            kiosk | unknown
            lead | beta
            mailbox | acme
            merged | beta
            mover | beta
            nowhere | unknown
            shared | parent
            ticketed | acme""");
  }

  @Test
  void whoIsKnownAndWhatIsSharedIsTold() {
    assertThat(
            show(
                described.filter("is_shared_device or not is_known or person_id = 'merged'"),
                "person_id",
                "is_known",
                "is_shared_device",
                "identifier_count"))
        .isEqualTo(
            """
            anonymous | false | false | 2
            domain | false | false | 1
            kiosk | false | true | 1
            mailbox | true | true | 3
            merged | true | false | 2
            nowhere | false | false | 1
            shared | false | false | 1""");
  }

  @Test
  void theRoleInDealsGoesBeforeTheTitle() {
    assertThat(
            show(
                described.filter("title_level <> 'unknown' or buying_role <> 'unknown'"),
                "person_id",
                "buying_role",
                "buying_role_source",
                "title_level",
                "department"))
        .isEqualTo(
            """
            contact | purchaser | crm | c_level | Board
            deleted | user | title | specialist |
            help | technical | crm | unknown |
            mover | technical | title | specialist | IT""");
  }

  private static String show(Dataset<Row> rows, String... columns) {
    return TextTable.show(rows, columns);
  }

  private static Dataset<Row> persons(SparkSession spark) throws IOException {
    Identifiers identifiers =
        new Identifiers(
            TextTable.of(
                spark,
                Identifiers.CONTRACT,
                """
                identifier_kind | identifier_key | person_id  | first_seen_at | last_seen_at | is_bridge
                contact         | c1             | contact    | 2026-01-01    | 2026-01-09   | true
                email           | free1          | contact    | 2026-01-01    | 2026-01-09   | true
                contact         | old            | mover      | 2026-01-01    | 2026-01-01   | true
                contact         | new            | mover      | 2026-01-01    | 2026-01-01   | true
                contact         | dead           | deleted    | 2026-01-01    | 2026-01-01   | true
                contact         | alive          | deleted    | 2026-01-01    | 2026-01-01   | true
                lead            | l1             | lead       | 2026-01-01    | 2026-01-01   | true
                ticket_user     | t1             | help       | 2026-01-01    | 2026-01-01   | true
                ticket_user     | t2             | ticketed   | 2026-01-01    | 2026-01-01   | true
                ticket_user     | t3             | helpdomain | 2026-01-01    | 2026-01-01   | true
                email           | acme1          | domain     | 2026-01-01    | 2026-01-01   | true
                email           | twin1          | shared     | 2026-01-01    | 2026-01-01   | true
                email           | other1         | nowhere    | 2026-01-01    | 2026-01-01   | true
                lead            | l2             | free       | 2026-01-01    | 2026-01-01   | true
                cookie          | k1             | anonymous  | 2026-01-01    | 2026-01-01   | true
                cookie          | k2             | anonymous  | 2026-01-01    | 2026-01-01   | true
                cookie          | kiosk          | kiosk      | 2026-01-01    | 2026-01-01   | false
                email           | info1          | mailbox    | 2026-01-01    | 2026-01-01   | false
                ticket_user     | t4             | mailbox    | 2026-01-01    | 2026-01-01   | false
                ticket          | 9              | mailbox    | 2026-01-01    | 2026-01-01   | true
                contact         | m1             | merged     | 2026-01-01    | 2026-01-01   | false
                contact         | m2             | merged     | 2026-01-01    | 2026-01-01   | true
                """));
    Mailboxes mailboxes =
        new Mailboxes(
            TextTable.of(
                spark,
                Mailboxes.CONTRACT,
                """
                identifier_key | email_domain  | is_role_mailbox
                free1          | gmail.com     | false
                acme1          | acme.example  | false
                twin1          | twin.example  | false
                other1         | other.example | false
                info1          | acme.example  | true
                """));
    CrmPeople people =
        new CrmPeople(
            TextTable.of(
                spark,
                CrmPeople.CONTRACT,
                """
                identifier_kind | identifier_key | account_key | organization_key | email_domain | title     | department | created_at | is_deleted
                contact         | c1             | acme        |                  | gmail.com    | CEO       | Board      | 2025-01-01 | false
                contact         | old            | acme        |                  |              | Buyer     | IT         | 2025-01-01 | false
                contact         | new            | beta        |                  | acme.example | Developer |            | 2025-02-01 | false
                contact         | dead           | beta        |                  |              | CFO       |            | 2025-03-01 | true
                contact         | alive          | acme        |                  |              | Scheduler |            | 2025-01-01 | false
                lead            | l1             | beta        |                  | acme.example |           |            | 2025-01-01 | false
                lead            | l2             |             |                  | gmail.com    | Witch     |            | 2025-01-01 | false
                ticket_user     | t1             |             | o1               | acme.example |           |            | 2025-01-01 | false
                ticket_user     | t2             |             | o2               | acme.example |           |            | 2025-01-01 | false
                ticket_user     | t3             |             | o2               | gmail.com    |           |            | 2025-01-01 | false
                ticket_user     | t4             |             |                  |              |           |            | 2025-01-01 | false
                contact         | m1             | beta        |                  |              |           |            | 2025-01-01 | false
                """));
    CrmAccounts crmAccounts =
        new CrmAccounts(
            TextTable.of(
                spark,
                CrmAccounts.CONTRACT,
                """
                account_key | website_domain  | parent_account_key | master_account_key | is_deleted
                acme        | acme.example    |                    |                    | false
                gone        | other.example   |                    |                    | true
                beta        | gmail.com       |                    |                    | false
                beta0       |                 |                    | beta               | true
                child       | twin.example    | parent             |                    | false
                parent      | twin.example    |                    |                    | false
                orga        |                 |                    |                    | false
                """));
    Organizations organizations =
        new Organizations(
            TextTable.of(
                spark,
                Organizations.CONTRACT,
                """
                organization_key | email_domain    | account_key
                o1               | orga.example    | orga
                o1               | orga2.example   | orga
                o2               | orga2.example   |
                o3               | acme.example    | orga
                """));
    DealRoles dealRoles =
        new DealRoles(
            TextTable.of(
                spark,
                DealRoles.CONTRACT,
                """
                deal_key | identifier_kind | identifier_key | role_name
                d1       | contact         | c1             | Economic Buyer
                d2       | contact         | c1             | economic buyer
                d3       | contact         | c1             | Decision Maker
                d1       | contact         | new            | Mascot
                d1       | ticket_user     | t1             | Evaluator
                d2       | ticket_user     | t1             | Business User
                """));
    AccountKeys keys = ResolveAccounts.keys(crmAccounts);
    Accounts accounts = ResolveAccounts.from(crmAccounts, keys);
    Persons persons =
        DescribePersons.from(
            identifiers,
            mailboxes,
            people,
            crmAccounts,
            organizations,
            dealRoles,
            keys,
            accounts,
            JudgeTitlesTest.rules());
    return persons
        .rows()
        .join(accounts.rows().select("account_id", "account_key"), "account_id", "left_outer")
        .selectExpr("*", "coalesce(account_key, account_id) as account")
        .drop("account_id")
        .withColumnRenamed("account", "account_id");
  }
}

package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ResolveAccountsTest {

  @Test
  void mergedKeysLeadToTheAccountThatSurvives(SparkSession spark) {
    CrmAccounts crmAccounts =
        new CrmAccounts(
            TextTable.of(
                spark,
                CrmAccounts.CONTRACT,
                """
                account_key | account_name | parent_account_key | master_account_key | is_deleted
                plain       | Plain        | b                  |                    | false
                a           | A            |                    | b                  | true
                b           | B            |                    | c                  | true
                c           | C            | gone               |                    | false
                deleted     | Deleted      |                    |                    | true
                x           | X            |                    | missing            | true
                y           | Y            |                    | x                  | true
                r1          | Round        |                    | r2                 | true
                r2          | Round        | r1                 | r1                 | false
                self        | Self         | self               | self               | false
                """));
    AccountKeys keys = ResolveAccounts.keys(crmAccounts);

    assertThat(named(keys.rows()))
        .isEqualTo(
            """
            a | c
            b | c
            c | c
            deleted | deleted
            missing | x
            plain | plain
            r1 | r2
            r2 | r2
            self | self
            x | x
            y | x""");

    Accounts accounts = ResolveAccounts.from(crmAccounts, keys);
    Dataset<Row> parents =
        accounts
            .rows()
            .join(
                accounts
                    .rows()
                    .select(
                        functions.col("account_id").as("parent_account_id"),
                        functions.col("account_key").as("parent")),
                "parent_account_id",
                "left");
    assertThat(TextTable.show(parents, "account_key", "account_name", "parent"))
        .isEqualTo(
            """
            c | C |
            deleted | Deleted |
            plain | Plain | c
            r2 | Round |
            self | Self |
            x | X |""");
  }

  /** Each key with the key that its account's id was made of. */
  private static String named(Dataset<Row> keys) {
    Dataset<Row> ids =
        keys.select(
            functions.col("account_key").as("survivor"),
            ResolveAccounts.id(functions.col("account_key")).as("account_id"));
    return TextTable.show(keys.join(ids, "account_id", "left"), "account_key", "survivor");
  }
}

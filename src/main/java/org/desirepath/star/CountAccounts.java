package org.desirepath.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.desirepath.table.AccountDimension.KNOWN_PERSON_COUNT;
import static org.desirepath.table.AccountDimension.OPEN_DEAL_COUNT;
import static org.desirepath.table.AccountDimension.WON_DEAL_COUNT;
import static org.desirepath.table.Accounts.PARENT_ACCOUNT_ID;
import static org.desirepath.table.CrmAccounts.ACCOUNT_NAME;
import static org.desirepath.table.CrmAccounts.COUNTRY;
import static org.desirepath.table.CrmAccounts.EMPLOYEE_COUNT;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.LIFECYCLE;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Journeys.PERSON_COUNT;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.IS_KNOWN;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.Deals;
import org.desirepath.table.Field;
import org.desirepath.table.Persons;
import org.desirepath.table.Touchpoints;

/** Counts the people and deals of each account. */
public final class CountAccounts {

  private CountAccounts() {}

  /**
   * One row for each account, and one that stands for no known account: its people are those whose
   * account is not known. First and last seen are the account's first and last touchpoint.
   *
   * <p>Four shuffles, of sums by account.
   */
  public static AccountDimension from(
      Accounts accounts,
      AccountKeys accountKeys,
      Persons persons,
      Deals deals,
      Touchpoints touchpoints) {
    Dataset<Row> people =
        persons
            .rows()
            .groupBy(ACCOUNT_ID.col())
            .agg(PERSON_COUNT.is(count(lit(1))), KNOWN_PERSON_COUNT.is(count_if(IS_KNOWN.col())));
    Dataset<Row> closings =
        deals
            .rows()
            .join(accountKeys.rows(), ACCOUNT_KEY.name())
            .groupBy(ACCOUNT_ID.col())
            .agg(
                OPEN_DEAL_COUNT.is(count_if(OUTCOME.col().isNull())),
                WON_DEAL_COUNT.is(count_if(OUTCOME.col().isin("won", "renewed"))));
    Dataset<Row> seen =
        touchpoints
            .rows()
            .filter(ACCOUNT_ID.col().notEqual(UNKNOWN))
            .groupBy(ACCOUNT_ID.col())
            .agg(FIRST_SEEN_AT.is(min(OCCURRED_AT.col())), LAST_SEEN_AT.is(max(OCCURRED_AT.col())));
    Dataset<Row> rows = accounts.rows().drop(ACCOUNT_KEY.name()).unionByName(none(accounts));
    for (Dataset<Row> sums : List.of(people, closings, seen)) {
      rows = rows.join(sums, new String[] {ACCOUNT_ID.name()}, "left");
    }
    for (Field number :
        List.of(PERSON_COUNT, KNOWN_PERSON_COUNT, OPEN_DEAL_COUNT, WON_DEAL_COUNT)) {
      rows = rows.withColumn(number.name(), number.is(coalesce(number.col(), lit(0))));
    }
    return new AccountDimension(rows);
  }

  private static Dataset<Row> none(Accounts accounts) {
    Column[] columns = {
      ACCOUNT_ID.is(lit(UNKNOWN)),
      ACCOUNT_NAME.isNull(),
      INDUSTRY.isNull(),
      SEGMENT.isNull(),
      COUNTRY.isNull(),
      EMPLOYEE_COUNT.isNull(),
      PARENT_ACCOUNT_ID.isNull(),
      LIFECYCLE.isNull()
    };
    return accounts.rows().sparkSession().range(1).select(columns);
  }
}

package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Accounts.PARENT_ACCOUNT_ID;
import static org.desirepath.table.CrmAccounts.ACCOUNT_NAME;
import static org.desirepath.table.CrmAccounts.COUNTRY;
import static org.desirepath.table.CrmAccounts.EMPLOYEE_COUNT;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.LIFECYCLE;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Journeys.PERSON_COUNT;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Accounts, as published. */
public record AccountDimension(Dataset<Row> rows) implements Table {

  public static final Field KNOWN_PERSON_COUNT =
      Field.required("known_person_count", LongType, "People the CRM or the help desk knows");
  public static final Field OPEN_DEAL_COUNT =
      Field.required("open_deal_count", LongType, "Deals that are open");
  public static final Field WON_DEAL_COUNT =
      Field.required("won_deal_count", LongType, "Deals won or renewed");

  public static final Contract CONTRACT =
      new Contract(
          "dim_account",
          "one row per account",
          List.of(ACCOUNT_ID),
          List.of(
              ACCOUNT_ID,
              ACCOUNT_NAME,
              INDUSTRY,
              SEGMENT,
              COUNTRY,
              EMPLOYEE_COUNT,
              PARENT_ACCOUNT_ID,
              LIFECYCLE,
              PERSON_COUNT,
              KNOWN_PERSON_COUNT,
              OPEN_DEAL_COUNT,
              WON_DEAL_COUNT,
              FIRST_SEEN_AT.orNull(),
              LAST_SEEN_AT.orNull()));

  /** Refuses rows that do not keep the contract. */
  public AccountDimension {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

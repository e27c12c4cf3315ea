package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.CrmAccounts.ACCOUNT_NAME;
import static org.desirepath.table.CrmAccounts.COUNTRY;
import static org.desirepath.table.CrmAccounts.EMPLOYEE_COUNT;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.LIFECYCLE;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Accounts after merges, with what the CRM says of them. */
public record Accounts(Dataset<Row> rows) implements Table {

  public static final Field PARENT_ACCOUNT_ID =
      Field.optional("parent_account_id", StringType, "The account that owns this one");

  public static final Contract CONTRACT =
      new Contract(
          "stg_account_resolved",
          "one row per account",
          List.of(ACCOUNT_ID),
          List.of(
              ACCOUNT_ID,
              ACCOUNT_KEY.present(),
              ACCOUNT_NAME,
              INDUSTRY,
              SEGMENT,
              COUNTRY,
              EMPLOYEE_COUNT,
              PARENT_ACCOUNT_ID,
              LIFECYCLE));

  /** Refuses rows that do not keep the contract. */
  public Accounts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

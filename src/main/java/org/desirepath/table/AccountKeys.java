package org.desirepath.table;

import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which account each CRM key stands for, merged keys included. */
public record AccountKeys(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "stg_account_key",
          "one row per account key of the CRM",
          List.of(ACCOUNT_KEY),
          List.of(ACCOUNT_KEY.present(), ACCOUNT_ID));

  /** Refuses rows that do not keep the contract. */
  public AccountKeys {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Organizations of the help desk, with what ties them to accounts. */
public record Organizations(Dataset<Row> rows) implements Table {

  public static final Field ORGANIZATION_KEY =
      Field.required("organization_key", StringType, "The help desk's id of the organization");

  public static final Contract CONTRACT =
      new Contract(
          "stg_organization",
          "one row per organization of the help desk and domain",
          List.of(ORGANIZATION_KEY, EMAIL_DOMAIN),
          List.of(ORGANIZATION_KEY, EMAIL_DOMAIN.orNull(), ACCOUNT_KEY));

  /** Refuses rows that do not keep the contract. */
  public Organizations {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

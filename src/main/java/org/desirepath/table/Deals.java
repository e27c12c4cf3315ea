package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.DEAL_KEY;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Deals as the CRM knows them. */
public record Deals(Dataset<Row> rows) implements Table {

  public static final Field DEAL_TYPE =
      Field.required("deal_type", StringType, "new, expansion or renewal");
  public static final Field STAGE_NAME =
      Field.optional("stage_name", StringType, "Stage of the sales process, as the CRM says");
  public static final Field OPENED_AT =
      Field.required("opened_at", TimestampType, "When the deal was made, UTC");
  public static final Field CLOSED_AT =
      Field.optional("closed_at", TimestampType, "When the deal was closed, UTC; null while open");
  public static final Field OUTCOME =
      Field.optional("outcome", StringType, "won, lost, renewed or churned; null while open");

  public static final Contract CONTRACT =
      new Contract(
          "stg_deal",
          "one row per deal of the CRM, latest version",
          List.of(DEAL_KEY),
          List.of(
              DEAL_KEY.present(),
              ACCOUNT_KEY,
              DEAL_TYPE,
              STAGE_NAME,
              AMOUNT,
              OPENED_AT,
              CLOSED_AT,
              OUTCOME));

  /** Refuses rows that do not keep the contract. */
  public Deals {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

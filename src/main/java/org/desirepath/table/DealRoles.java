package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who plays which part in a deal, as the CRM says. */
public record DealRoles(Dataset<Row> rows) implements Table {

  public static final Field ROLE_NAME =
      Field.required("role_name", StringType, "The role, as the CRM names it");

  public static final Contract CONTRACT =
      new Contract(
          "stg_deal_role",
          "one row per person and deal with a role",
          List.of(DEAL_KEY, IDENTIFIER_KIND, IDENTIFIER_KEY, ROLE_NAME),
          List.of(
              DEAL_KEY.present(), IDENTIFIER_KIND.present(), IDENTIFIER_KEY.present(), ROLE_NAME));

  /** Refuses rows that do not keep the contract. */
  public DealRoles {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Identifiers.PERSON_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Persons that went into others. */
public record PersonAliases(Dataset<Row> rows) implements Table {

  public static final Field RETIRED_PERSON_ID =
      Field.required("retired_person_id", StringType, "The person id that is no longer used");
  public static final Field REASON = Field.required("reason", StringType, "merge or split");
  public static final Field CHANGED_RUN_ID =
      Field.required("changed_run_id", StringType, "The run in which it changed");

  public static final Contract CONTRACT =
      new Contract(
          "map_person_alias",
          "one row per retired person",
          List.of(RETIRED_PERSON_ID),
          List.of(RETIRED_PERSON_ID, PERSON_ID, REASON, CHANGED_RUN_ID));

  /** Refuses rows that do not keep the contract. */
  public PersonAliases {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.desirepath.table.Journeys.JOURNEY_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The journeys that are new, gone or not as they were in the version before. */
public record ChangedJourneys(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "stg_changed_journey",
          "one row per journey of the primary level that is not as it was",
          List.of(JOURNEY_ID),
          List.of(JOURNEY_ID));

  /** Refuses rows that do not keep the contract. */
  public ChangedJourneys {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

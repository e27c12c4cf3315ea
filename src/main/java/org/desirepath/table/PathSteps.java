package org.desirepath.table;

import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Paths.PATH_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The touchpoints of each path in order. */
public record PathSteps(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "agg_path_step",
          "one row per path and step",
          List.of(PATH_ID, STEP_NUMBER),
          List.of(PATH_ID, STEP_NUMBER, TOUCHPOINT_ID));

  /** Refuses rows that do not keep the contract. */
  public PathSteps {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

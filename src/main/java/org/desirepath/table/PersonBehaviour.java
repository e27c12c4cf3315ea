package org.desirepath.table;

import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What persons did of their own, as named measures. */
public record PersonBehaviour(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "stg_person_behaviour",
          "one row per person who did enough to be judged by it",
          List.of(PERSON_ID),
          List.of(
              PERSON_ID,
              TOUCHPOINT_COUNT.as(TOUCHPOINT_COUNT.name(), "Touchpoints that are told by features"),
              FEATURES));

  /** Refuses rows that do not keep the contract. */
  public PersonBehaviour {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Personas.TYPICAL_SESSION;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A session that stands for the others of its persona. */
public record TypicalSessions(Dataset<Row> rows) implements Table {

  public static final Contract CONTRACT =
      new Contract(
          "stg_typical_session",
          "one row per persona that any session has, unknown apart",
          List.of(PERSONA_ID),
          List.of(PERSONA_ID, TYPICAL_SESSION.present()));

  /** Refuses rows that do not keep the contract. */
  public TypicalSessions {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

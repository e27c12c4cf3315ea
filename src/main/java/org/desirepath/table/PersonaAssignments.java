package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The persona of each session. */
public record PersonaAssignments(Dataset<Row> rows) implements Table {

  public static final Field PERSONA_CONFIDENCE =
      Field.required("persona_confidence", DoubleType, "How clear the choice is, 0 to 1");

  public static final Contract CONTRACT =
      new Contract(
          "stg_persona_assignment",
          "one row per session",
          List.of(SESSION_ID),
          List.of(SESSION_ID, PERSONA_ID, PERSONA_CONFIDENCE));

  /** Refuses rows that do not keep the contract. */
  public PersonaAssignments {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

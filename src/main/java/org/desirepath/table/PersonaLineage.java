package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.PersonAliases.CHANGED_RUN_ID;
import static org.desirepath.table.Personas.MODEL_VERSION;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of personas whenever their model was trained, from the first time on. */
public record PersonaLineage(Dataset<Row> rows) implements Table {

  public static final Field CHANGE =
      Field.required("change", StringType, "born, kept, retired, or beside these split or merged");
  public static final Field RELATED_PERSONA_ID =
      PERSONA_ID.as(
          "related_persona_id",
          "The likest persona of the other model (what was split or merged); none where there is none");
  public static final Field OVERLAP =
      Field.optional(
          "overlap",
          DoubleType,
          "Jaccard similarity of the two, 0 to 1; of a split the share of what was split, of a merge"
              + " that of what it became");

  public static final Contract CONTRACT =
      new Contract(
          "ops_persona_lineage",
          "one row per training, persona, related persona and change",
          List.of(MODEL_VERSION, PERSONA_ID, RELATED_PERSONA_ID, CHANGE),
          List.of(MODEL_VERSION, PERSONA_ID, RELATED_PERSONA_ID, CHANGE, OVERLAP, CHANGED_RUN_ID));

  /** Refuses rows that do not keep the contract. */
  public PersonaLineage {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

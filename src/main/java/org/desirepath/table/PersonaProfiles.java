package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What sets each persona apart. */
public record PersonaProfiles(Dataset<Row> rows) implements Table {

  public static final Field ATTRIBUTE =
      Field.required("attribute", StringType, "What is compared, such as touchpoint or device");
  public static final Field ATTRIBUTE_VALUE =
      Field.required("attribute_value", StringType, "Its value");
  public static final Field SESSION_VALUE =
      Field.required("session_value", DoubleType, "Mean over the sessions of the persona");
  public static final Field POPULATION_VALUE =
      Field.required("population_value", DoubleType, "Mean over all sessions");
  public static final Field LIFT =
      Field.optional(
          "lift",
          DoubleType,
          "session_value / population_value; null where the population has none");
  public static final Field Z_SCORE =
      Field.optional(
          "z_score",
          DoubleType,
          "Difference in standard deviations of the population; null where it does not vary");

  public static final Contract CONTRACT =
      new Contract(
          "agg_persona_profile",
          "one row per persona, attribute and value",
          List.of(PERSONA_ID, ATTRIBUTE, ATTRIBUTE_VALUE),
          List.of(
              PERSONA_ID,
              ATTRIBUTE,
              ATTRIBUTE_VALUE,
              SESSION_VALUE,
              POPULATION_VALUE,
              LIFT,
              Z_SCORE));

  /** Refuses rows that do not keep the contract. */
  public PersonaProfiles {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

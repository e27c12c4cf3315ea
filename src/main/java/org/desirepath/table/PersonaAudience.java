package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who is behind the sessions of each persona, and what became of their journeys. */
public record PersonaAudience(Dataset<Row> rows) implements Table {

  /** What an audience is told by: columns of persons, of accounts and of journeys. */
  public static final List<Field> ATTRIBUTES =
      List.of(
          Persons.BUYING_ROLE,
          Persons.TITLE_LEVEL,
          CrmPeople.DEPARTMENT,
          CrmAccounts.INDUSTRY,
          CrmAccounts.SEGMENT,
          Deals.OUTCOME);

  public static final Field ATTRIBUTE =
      Field.required(
          "attribute",
          StringType,
          "buying_role, title_level or department of the person, industry or segment of the"
              + " account, outcome of the journey");
  public static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions of the persona that have the value");
  public static final Field SESSION_SHARE =
      Field.required("session_share", DoubleType, "Share of the persona's sessions, 0 to 1");
  public static final Field SHARE_LOW =
      Field.required("share_low", DoubleType, "Lower bound of the share, Wilson, 95 %");
  public static final Field SHARE_HIGH =
      Field.required("share_high", DoubleType, "Upper bound of the share, Wilson, 95 %");
  public static final Field POPULATION_SHARE =
      Field.required("population_share", DoubleType, "Share of all sessions, 0 to 1");
  public static final Field LIFT =
      Field.required("lift", DoubleType, "session_share / population_share");

  public static final Contract CONTRACT =
      new Contract(
          "agg_persona_audience",
          "one row per persona with sessions, attribute and value",
          List.of(PERSONA_ID, ATTRIBUTE, ATTRIBUTE_VALUE),
          List.of(
              PERSONA_ID,
              ATTRIBUTE,
              ATTRIBUTE_VALUE,
              SESSION_COUNT,
              SESSION_SHARE,
              SHARE_LOW,
              SHARE_HIGH,
              POPULATION_SHARE,
              LIFT));

  /** Refuses rows that do not keep the contract. */
  public PersonaAudience {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonRoles.BUYING_ROLE_CONFIDENCE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.BUYING_ROLE_SOURCE;
import static org.desirepath.table.Persons.IDENTIFIER_COUNT;
import static org.desirepath.table.Persons.IS_KNOWN;
import static org.desirepath.table.Persons.IS_SHARED_DEVICE;
import static org.desirepath.table.Persons.TITLE_LEVEL;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Persons, as published. */
public record PersonDimension(Dataset<Row> rows) implements Table {

  public static final Field PERSONA_SHARE =
      Field.optional(
          "persona_share",
          DoubleType,
          "Share of the person's sessions that have the dominant persona, 0 to 1");

  public static final Contract CONTRACT =
      new Contract(
          "dim_person",
          "one row per person",
          List.of(PERSON_ID),
          List.of(
              PERSON_ID,
              ACCOUNT_ID,
              BUYING_ROLE,
              BUYING_ROLE_SOURCE,
              BUYING_ROLE_CONFIDENCE,
              TITLE_LEVEL,
              DEPARTMENT,
              PERSONA_ID,
              PERSONA_SHARE,
              FIRST_SEEN_AT.orNull(),
              LAST_SEEN_AT.orNull(),
              TOUCHPOINT_COUNT.as(TOUCHPOINT_COUNT.name(), "Touchpoints of the person"),
              IDENTIFIER_COUNT,
              IS_KNOWN,
              IS_SHARED_DEVICE));

  /** Refuses rows that do not keep the contract. */
  public PersonDimension {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

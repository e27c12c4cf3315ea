package org.desirepath.star;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonDimension.PERSONA_SHARE;
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
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonRoles;
import org.desirepath.table.Persons;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Touchpoints;

/** Counts what each person did and tells the persona of most of their sessions. */
public final class CountPersons {

  private CountPersons() {}

  /**
   * One row for each person, and one that stands for no known person. The persona is the one with
   * the largest share of the person's sessions, ties by id; {@code unknown} where none has one. The
   * buying role is that of the roles, not of the persons.
   *
   * <p>Five shuffles of counts by person.
   */
  public static PersonDimension from(
      Persons persons, PersonRoles roles, SessionFacts sessions, Touchpoints touchpoints) {
    Dataset<Row> counts =
        sessions
            .rows()
            .groupBy(PERSON_ID.col())
            .agg(TOUCHPOINT_COUNT.is(sum(TOUCHPOINT_COUNT.col())));
    Dataset<Row> rows =
        persons
            .rows()
            .drop(BUYING_ROLE.name(), BUYING_ROLE_SOURCE.name())
            .join(roles.rows(), PERSON_ID.name())
            .join(counts, new String[] {PERSON_ID.name()}, "left")
            .join(
                DominantPersonas.by(PERSON_ID, sessions.rows()),
                new String[] {PERSON_ID.name()},
                "left")
            .withColumn(
                TOUCHPOINT_COUNT.name(),
                TOUCHPOINT_COUNT.is(coalesce(TOUCHPOINT_COUNT.col(), lit(0))))
            .withColumn(PERSONA_ID.name(), PERSONA_ID.is(coalesce(PERSONA_ID.col(), lit(UNKNOWN))));
    return new PersonDimension(rows.unionByName(nobody(touchpoints)));
  }

  private static Dataset<Row> nobody(Touchpoints touchpoints) {
    return touchpoints
        .rows()
        .filter(PERSON_ID.col().equalTo(UNKNOWN))
        .agg(TOUCHPOINT_COUNT.is(count(lit(1))))
        .select(
            PERSON_ID.is(lit(UNKNOWN)),
            ACCOUNT_ID.is(lit(UNKNOWN)),
            BUYING_ROLE.is(lit(UNKNOWN)),
            BUYING_ROLE_SOURCE.is(lit(Persons.BY_NOTHING)),
            BUYING_ROLE_CONFIDENCE.isNull(),
            TITLE_LEVEL.is(lit(UNKNOWN)),
            DEPARTMENT.isNull(),
            PERSONA_ID.is(lit(UNKNOWN)),
            PERSONA_SHARE.isNull(),
            FIRST_SEEN_AT.isNull(),
            LAST_SEEN_AT.isNull(),
            TOUCHPOINT_COUNT.col(),
            IDENTIFIER_COUNT.is(lit(0)),
            IS_KNOWN.is(lit(false)),
            IS_SHARED_DEVICE.is(lit(false)));
  }
}

package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.Personas;
import org.desirepath.table.Persons;
import org.desirepath.table.Quarantine;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;

/**
 * A number that one table states of a thing is what another table holds of it.
 *
 * <p>Both tables hand out rows of law, thing and number, one as stated and one as held; the numbers
 * of all laws are summed together. One shuffle by law and thing, and one more for sessions within
 * journeys.
 */
final class CountLaws {

  private static final Field THING = Field.required("thing", StringType, "What is counted of");
  private static final Field STATED = Field.required("stated", LongType, "What a table states");
  private static final Field HELD = Field.required("held", LongType, "What another table holds");

  private static final Law QUARANTINED_ROWS =
      Law.strict(
          "ops_source_audit.rows_quarantined is the rows of the file in ops_quarantine",
          "files differ");
  private static final Law SESSION_TOUCHPOINTS =
      Law.strict(
          "fact_session.touchpoint_count is the rows of the session in fact_touchpoint",
          "sessions differ");
  private static final Law JOURNEY_TOUCHPOINTS =
      Law.strict(
          "fact_journey.touchpoint_count is the rows of the journey in fact_journey_step",
          "journeys differ");
  private static final Law JOURNEY_SESSIONS =
      Law.strict(
          "fact_journey.session_count is the sessions of the journey in fact_journey_step",
          "journeys differ");
  private static final Law PATH_LENGTHS =
      Law.strict("agg_path.path_length is the rows of the path in agg_path_step", "paths differ");
  private static final Law PERSON_TOUCHPOINTS =
      Law.strict(
          "dim_person.touchpoint_count is the rows of the person in fact_touchpoint",
          "persons differ");
  private static final Law PERSON_IDENTIFIERS =
      Law.strict(
          "dim_person.identifier_count is the rows of the person in map_identifier",
          "persons differ");
  private static final Law ACCOUNT_PERSONS =
      Law.strict(
          "dim_account.person_count is the rows of the account in dim_person", "accounts differ");
  private static final Law ACCOUNT_KNOWN_PERSONS =
      Law.strict(
          "dim_account.known_person_count is the known persons of the account in dim_person",
          "accounts differ");
  private static final Law PERSONA_SESSIONS =
      Law.strict(
          "dim_persona.session_count is the rows of the persona in fact_session",
          "personas differ");

  private CountLaws() {}

  static List<Law> laws() {
    return List.of(
        QUARANTINED_ROWS,
        SESSION_TOUCHPOINTS,
        JOURNEY_TOUCHPOINTS,
        JOURNEY_SESSIONS,
        PATH_LENGTHS,
        PERSON_TOUCHPOINTS,
        PERSON_IDENTIFIERS,
        ACCOUNT_PERSONS,
        ACCOUNT_KNOWN_PERSONS,
        PERSONA_SESSIONS);
  }

  static List<Dataset<Row>> measures(PublishedRows tables) {
    Dataset<Row> audit = tables.of(SourceAudit.CONTRACT);
    Dataset<Row> persons = tables.of(PersonDimension.CONTRACT);
    Dataset<Row> accounts = tables.of(AccountDimension.CONTRACT);
    Dataset<Row> touchpoints = tables.of(TouchpointFacts.CONTRACT);
    Dataset<Row> sessions = tables.of(SessionFacts.CONTRACT);
    Dataset<Row> journeys = tables.of(JourneyFacts.CONTRACT);
    Dataset<Row> steps = tables.of(JourneySteps.CONTRACT);
    Column file = concat_ws("|", Events.SOURCE_NAME.col(), Quarantine.FILE_NAME.col());
    Column person = known(Identifiers.PERSON_ID);
    Column account = known(Persons.ACCOUNT_ID);
    Column persona = known(Personas.PERSONA_ID);
    Column session = SessionTouchpoints.SESSION_ID.col();
    Column journey = Journeys.JOURNEY_ID.col();
    List<Dataset<Row>> numbers = new ArrayList<>();
    numbers.add(stated(audit, QUARANTINED_ROWS, file, SourceAudit.ROWS_QUARANTINED));
    // Row 0 stands for a refused file, none of whose rows were read.
    numbers.add(
        held(
            tables.of(Quarantine.CONTRACT).where(Quarantine.ROW_NUMBER.col().gt(0)),
            QUARANTINED_ROWS,
            file));
    numbers.add(stated(sessions, SESSION_TOUCHPOINTS, session, Sessions.TOUCHPOINT_COUNT));
    numbers.add(held(touchpoints, SESSION_TOUCHPOINTS, session));
    numbers.add(stated(journeys, JOURNEY_TOUCHPOINTS, journey, Sessions.TOUCHPOINT_COUNT));
    numbers.add(held(steps, JOURNEY_TOUCHPOINTS, journey));
    numbers.add(stated(journeys, JOURNEY_SESSIONS, journey, Journeys.SESSION_COUNT));
    numbers.add(
        held(
            steps.filter(session.isNotNull()).select(journey, session).distinct(),
            JOURNEY_SESSIONS,
            journey));
    numbers.add(
        stated(
            tables
                .of(Paths.CONTRACT)
                .select(Paths.PATH_ID.col(), Paths.PATH_LENGTH.col())
                .distinct(),
            PATH_LENGTHS,
            Paths.PATH_ID.col(),
            Paths.PATH_LENGTH));
    numbers.add(held(tables.of(PathSteps.CONTRACT), PATH_LENGTHS, Paths.PATH_ID.col()));
    numbers.add(stated(persons, PERSON_TOUCHPOINTS, person, Sessions.TOUCHPOINT_COUNT));
    numbers.add(held(touchpoints, PERSON_TOUCHPOINTS, person));
    numbers.add(stated(persons, PERSON_IDENTIFIERS, person, Persons.IDENTIFIER_COUNT));
    numbers.add(held(tables.of(Identifiers.CONTRACT), PERSON_IDENTIFIERS, person));
    numbers.add(stated(accounts, ACCOUNT_PERSONS, account, Journeys.PERSON_COUNT));
    numbers.add(held(persons, ACCOUNT_PERSONS, account));
    numbers.add(
        stated(accounts, ACCOUNT_KNOWN_PERSONS, account, AccountDimension.KNOWN_PERSON_COUNT));
    numbers.add(held(persons.filter(Persons.IS_KNOWN.col()), ACCOUNT_KNOWN_PERSONS, account));
    numbers.add(
        stated(tables.of(Personas.CONTRACT), PERSONA_SESSIONS, persona, Personas.SESSION_COUNT));
    numbers.add(held(sessions, PERSONA_SESSIONS, persona));
    Column differs = STATED.col().notEqual(HELD.col());
    return List.of(
        Law.together(numbers)
            .filter(THING.col().isNotNull())
            .groupBy(Law.NAME.col(), THING.col())
            .agg(STATED.is(sum(STATED.col())), HELD.is(sum(HELD.col())))
            .groupBy(Law.NAME.col())
            .agg(
                Law.BROKEN.is(Law.number(differs)),
                Law.ALL.is(functions.count(lit(1))),
                Law.EXAMPLE.is(
                    min(
                        when(
                            differs,
                            functions.format_string(
                                "%s with %d stated, %d held",
                                THING.col(), STATED.col(), HELD.col()))))));
  }

  private static Dataset<Row> stated(Dataset<Row> rows, Law law, Column thing, Field number) {
    return rows.select(
        Law.NAME.is(lit(law.name())), THING.is(thing), STATED.is(number.col()), HELD.is(lit(0)));
  }

  private static Dataset<Row> held(Dataset<Row> rows, Law law, Column thing) {
    return rows.select(
        Law.NAME.is(lit(law.name())), THING.is(thing), STATED.is(lit(0)), HELD.is(lit(1)));
  }

  private static Column known(Field id) {
    return when(id.col().notEqual(TouchpointCatalogue.UNKNOWN), id.col());
  }
}

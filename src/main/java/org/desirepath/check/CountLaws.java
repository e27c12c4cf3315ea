package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.check.Reading.counted;
import static org.desirepath.check.Reading.stated;
import static org.desirepath.check.Reading.summed;

import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaMix;
import org.desirepath.table.Personas;
import org.desirepath.table.Persons;
import org.desirepath.table.PredictionModels;
import org.desirepath.table.Quarantine;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;

/** A number that one table states of a thing is what another table holds of it. */
final class CountLaws {

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

  private static final Law MIXED_SESSIONS =
      Law.strict(
          "agg_persona_mix.session_count is the rows of person and persona in fact_session",
          "persons differ");

  private static final Law COUNTED_MOVES =
      Law.warning(
          "ops_prediction_model.move_count is what ops_context_count holds of last touchpoints",
          "models differ",
          0);

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
        PERSONA_SESSIONS,
        MIXED_SESSIONS,
        COUNTED_MOVES);
  }

  static List<Reading> readings() {
    Column file = concat_ws("|", Events.SOURCE_NAME.col(), Quarantine.FILE_NAME.col());
    Column person = known(Identifiers.PERSON_ID);
    Column account = known(Persons.ACCOUNT_ID);
    Column persona = known(Personas.PERSONA_ID);
    Column session = SessionTouchpoints.SESSION_ID.col();
    Column journey = Journeys.JOURNEY_ID.col();
    Column model = lit("the model");
    Column path = Paths.PATH_ID.col();
    return List.of(
        stated(SourceAudit.CONTRACT, QUARANTINED_ROWS, file, SourceAudit.ROWS_QUARANTINED),
        // Row 0 stands for a refused file, none of whose rows were read.
        counted(
            Quarantine.CONTRACT, QUARANTINED_ROWS, when(Quarantine.ROW_NUMBER.col().gt(0), file)),
        stated(SessionFacts.CONTRACT, SESSION_TOUCHPOINTS, session, Sessions.TOUCHPOINT_COUNT),
        counted(TouchpointFacts.CONTRACT, SESSION_TOUCHPOINTS, session),
        stated(JourneyFacts.CONTRACT, JOURNEY_TOUCHPOINTS, journey, Sessions.TOUCHPOINT_COUNT),
        counted(JourneySteps.CONTRACT, JOURNEY_TOUCHPOINTS, journey),
        stated(JourneyFacts.CONTRACT, JOURNEY_SESSIONS, journey, Journeys.SESSION_COUNT),
        counted(JourneySteps.CONTRACT, JOURNEY_SESSIONS, journey).oncePer(session),
        stated(Paths.CONTRACT, PATH_LENGTHS, path, Paths.PATH_LENGTH),
        counted(PathSteps.CONTRACT, PATH_LENGTHS, path),
        stated(PersonDimension.CONTRACT, PERSON_TOUCHPOINTS, person, Sessions.TOUCHPOINT_COUNT),
        counted(TouchpointFacts.CONTRACT, PERSON_TOUCHPOINTS, person),
        stated(PersonDimension.CONTRACT, PERSON_IDENTIFIERS, person, Persons.IDENTIFIER_COUNT),
        counted(Identifiers.CONTRACT, PERSON_IDENTIFIERS, person),
        stated(AccountDimension.CONTRACT, ACCOUNT_PERSONS, account, Journeys.PERSON_COUNT),
        counted(PersonDimension.CONTRACT, ACCOUNT_PERSONS, account),
        stated(
            AccountDimension.CONTRACT,
            ACCOUNT_KNOWN_PERSONS,
            account,
            AccountDimension.KNOWN_PERSON_COUNT),
        counted(
            PersonDimension.CONTRACT, ACCOUNT_KNOWN_PERSONS, when(Persons.IS_KNOWN.col(), account)),
        stated(Personas.CONTRACT, PERSONA_SESSIONS, persona, Personas.SESSION_COUNT),
        counted(SessionFacts.CONTRACT, PERSONA_SESSIONS, persona),
        stated(
            PersonaMix.CONTRACT,
            MIXED_SESSIONS,
            when(
                PersonaMix.MIX_LEVEL.col().equalTo("person"),
                concat_ws("|", PersonaMix.SUBJECT_ID.col(), Personas.PERSONA_ID.col())),
            PersonaMix.SESSION_COUNT),
        counted(
            SessionFacts.CONTRACT,
            MIXED_SESSIONS,
            when(person.isNotNull(), concat_ws("|", person, Personas.PERSONA_ID.col()))),
        stated(PredictionModels.CONTRACT, COUNTED_MOVES, model, PredictionModels.MOVE_COUNT),
        summed(
            ContextCounts.CONTRACT,
            COUNTED_MOVES,
            when(ContextCounts.IS_LAST.col(), model),
            ContextCounts.WEIGHTS.get(0).col().divide(ContextCounts.UNIT)));
  }

  private static Column known(Field id) {
    return when(id.col().notEqual(TouchpointCatalogue.UNKNOWN), id.col());
  }
}

package org.desirepath.table;

import static org.desirepath.table.Accounts.PARENT_ACCOUNT_ID;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.FIRST_TOUCHPOINT_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.LAST_TOUCHPOINT_ID;
import static org.desirepath.table.Paths.PATH_ID;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.ENTRY_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.EXIT_TOUCHPOINT_ID;
import static org.desirepath.table.Sessions.SESSION_DATE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointFacts.EVENT_DATE;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;
import static org.desirepath.table.Transitions.FROM_TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.TO_TOUCHPOINT_ID;

import java.util.List;

/**
 * A column whose values are members of another table; null where it may be null.
 *
 * @param table the table that refers
 * @param column the column that refers
 * @param target the table it refers to, by the first column of its key
 */
public record Reference(Contract table, Field column, Contract target) {

  /** Every reference among the published tables. */
  public static final List<Reference> ALL =
      List.of(
          of(PersonDimension.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(PersonDimension.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(AccountDimension.CONTRACT, PARENT_ACCOUNT_ID, AccountDimension.CONTRACT),
          of(TouchpointFacts.CONTRACT, EVENT_DATE, Calendar.CONTRACT),
          of(TouchpointFacts.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(TouchpointFacts.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(TouchpointFacts.CONTRACT, SESSION_ID, SessionFacts.CONTRACT),
          of(TouchpointFacts.CONTRACT, JOURNEY_ID, JourneyFacts.CONTRACT),
          of(TouchpointFacts.CONTRACT, TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(SessionFacts.CONTRACT, SESSION_DATE, Calendar.CONTRACT),
          of(SessionFacts.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(SessionFacts.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(SessionFacts.CONTRACT, JOURNEY_ID, JourneyFacts.CONTRACT),
          of(SessionFacts.CONTRACT, ENTRY_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(SessionFacts.CONTRACT, EXIT_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(SessionFacts.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(JourneyFacts.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(JourneyFacts.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(JourneyFacts.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(JourneyFacts.CONTRACT, FIRST_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(JourneyFacts.CONTRACT, LAST_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(JourneySteps.CONTRACT, JOURNEY_ID, JourneyFacts.CONTRACT),
          of(JourneySteps.CONTRACT, TOUCHPOINT_EVENT_ID, TouchpointFacts.CONTRACT),
          of(JourneySteps.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(JourneySteps.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(JourneySteps.CONTRACT, TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(JourneySteps.CONTRACT, JourneySteps.NEXT_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(JourneySteps.CONTRACT, SESSION_ID, SessionFacts.CONTRACT),
          of(NextTouchpoints.CONTRACT, JOURNEY_ID, JourneyFacts.CONTRACT),
          of(NextTouchpoints.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(NextTouchpoints.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT),
          of(NextTouchpoints.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(NextTouchpoints.CONTRACT, TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(PathSteps.CONTRACT, PATH_ID, Paths.CONTRACT),
          of(PathSteps.CONTRACT, TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(Transitions.CONTRACT, FROM_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(Transitions.CONTRACT, TO_TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(StepMatrix.CONTRACT, TOUCHPOINT_ID, TouchpointCatalogue.CONTRACT),
          of(PersonaProfiles.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(PersonaMix.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(PersonaAudience.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(PersonaTrend.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(PersonaLineage.CONTRACT, PERSONA_ID, Personas.CONTRACT),
          of(Identifiers.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(PersonAliases.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(PersonAccounts.CONTRACT, PERSON_ID, PersonDimension.CONTRACT),
          of(PersonAccounts.CONTRACT, ACCOUNT_ID, AccountDimension.CONTRACT));

  /** Refuses a column that the table has not, or that is of another type than its members. */
  public Reference {
    if (!column.type().equals(target.key().get(0).type())) {
      throw new IllegalArgumentException(
          "%s of %s is of another type than the key of %s"
              .formatted(column.name(), table.name(), target.name()));
    }
    if (table.fields().stream().noneMatch(field -> field.name().equals(column.name()))) {
      throw new IllegalArgumentException(table.name() + " has no " + column.name());
    }
  }

  /** The column of the target whose values are meant. */
  public Field member() {
    return target.key().get(0);
  }

  private static Reference of(Contract table, Field column, Contract target) {
    return new Reference(table, column, target);
  }
}

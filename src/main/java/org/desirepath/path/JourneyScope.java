package org.desirepath.path;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A way to divide journeys: by the value of one column.
 *
 * @param name the {@code scope}
 * @param member the {@code scope_value} of a journey; a journey without one is in no member
 */
record JourneyScope(String name, Column member) {

  private static final JourneyScope ALL = new JourneyScope("all", lit("all"));
  private static final JourneyScope PERSONA = new JourneyScope("persona", PERSONA_ID.col());
  private static final JourneyScope BY_OUTCOME = new JourneyScope("outcome", OUTCOME.col());
  private static final JourneyScope BY_SEGMENT = new JourneyScope("segment", SEGMENT.col());
  private static final JourneyScope ROLE = new JourneyScope("buying_role", BUYING_ROLE.col());

  /** What the journey alone tells. */
  static final List<JourneyScope> OF_JOURNEYS = List.of(ALL, PERSONA, BY_OUTCOME);

  /** What is told by the journey, its account and its person. */
  static final List<JourneyScope> OF_PEOPLE = List.of(ALL, PERSONA, BY_OUTCOME, BY_SEGMENT, ROLE);

  /** Every scope and value a journey belongs to, as an array of structs. */
  static Column memberships(List<JourneyScope> scopes) {
    Column[] each =
        scopes.stream()
            .map(scope -> struct(SCOPE.is(lit(scope.name())), SCOPE_VALUE.is(scope.member())))
            .toArray(Column[]::new);
    return filter(array(each), one -> one.getField(SCOPE_VALUE.name()).isNotNull());
  }
}

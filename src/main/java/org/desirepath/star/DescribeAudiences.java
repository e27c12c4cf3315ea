package org.desirepath.star;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.PersonaAudience.ATTRIBUTE;
import static org.desirepath.table.PersonaAudience.LIFT;
import static org.desirepath.table.PersonaAudience.POPULATION_SHARE;
import static org.desirepath.table.PersonaAudience.SESSION_COUNT;
import static org.desirepath.table.PersonaAudience.SESSION_SHARE;
import static org.desirepath.table.PersonaAudience.SHARE_HIGH;
import static org.desirepath.table.PersonaAudience.SHARE_LOW;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.TITLE_LEVEL;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Table;
import org.desirepath.table.Wilson;

/** Tells who is behind the sessions of each persona: afterwards, no session is clustered by it. */
public final class DescribeAudiences {

  private static final Field PERSONA_SESSIONS =
      Field.required("persona_sessions", LongType, "Sessions of the persona");
  private static final Field VALUE_SESSIONS =
      Field.required("value_sessions", LongType, "Sessions that have the value");
  private static final Field ALL_SESSIONS =
      Field.required("all_sessions", LongType, "All sessions");

  private DescribeAudiences() {}

  /**
   * One row per persona that any session has, attribute and value that any session has; shares of a
   * persona and attribute sum to one. What is not known, or not given, is {@code unknown}. Journeys
   * that still go on are told as {@code open}: what becomes of them is not known, so they are never
   * taken for lost.
   *
   * <p>Sessions are counted by persona and person, account or journey before these are looked up,
   * so that none is too large: two shuffles for each of the three, then some of the counts.
   */
  public static PersonaAudience from(
      SessionFacts sessions,
      PersonDimension persons,
      AccountDimension accounts,
      JourneyFacts journeys) {
    Dataset<Row> counts =
        by(PERSON_ID, sessions, persons, BUYING_ROLE, TITLE_LEVEL, DEPARTMENT)
            .unionByName(by(ACCOUNT_ID, sessions, accounts, INDUSTRY, SEGMENT))
            .unionByName(by(JOURNEY_ID, sessions, journeys, OUTCOME))
            .groupBy(PERSONA_ID.col(), ATTRIBUTE.col(), ATTRIBUTE_VALUE.col())
            .agg(SESSION_COUNT.is(sum(SESSION_COUNT.col())));
    Column share = SESSION_COUNT.col().cast(DoubleType).divide(PERSONA_SESSIONS.col());
    return new PersonaAudience(
        EveryPersona.of(counts, SESSION_COUNT, sessions, ATTRIBUTE, ATTRIBUTE_VALUE)
            .withColumn(PERSONA_SESSIONS.name(), sessionsOf(ATTRIBUTE, PERSONA_ID))
            .withColumn(VALUE_SESSIONS.name(), sessionsOf(ATTRIBUTE, ATTRIBUTE_VALUE))
            .withColumn(ALL_SESSIONS.name(), sessionsOf(ATTRIBUTE))
            .withColumn(SESSION_SHARE.name(), share)
            .withColumn(
                POPULATION_SHARE.name(),
                VALUE_SESSIONS.col().cast(DoubleType).divide(ALL_SESSIONS.col()))
            .select(
                PERSONA_ID.col(),
                ATTRIBUTE.col(),
                ATTRIBUTE_VALUE.col(),
                SESSION_COUNT.col(),
                SESSION_SHARE.col(),
                SHARE_LOW.is(Wilson.low(SESSION_COUNT.col(), PERSONA_SESSIONS.col())),
                SHARE_HIGH.is(Wilson.high(SESSION_COUNT.col(), PERSONA_SESSIONS.col())),
                POPULATION_SHARE.col(),
                LIFT.is(SESSION_SHARE.col().divide(POPULATION_SHARE.col()))));
  }

  /** Sessions by persona and each value of these columns of their persons, say. */
  private static Dataset<Row> by(
      Field key, SessionFacts sessions, Table members, Field... attributes) {
    Column[] values =
        Arrays.stream(attributes)
            .map(
                attribute ->
                    struct(
                        ATTRIBUTE.is(lit(attribute.name())),
                        ATTRIBUTE_VALUE.is(coalesce(attribute.col(), lit(UNKNOWN)))))
            .toArray(Column[]::new);
    return sessions
        .rows()
        .groupBy(PERSONA_ID.col(), key.col())
        .agg(SESSION_COUNT.is(count(lit(1))))
        .join(members.rows().select(columns(key, attributes)), new String[] {key.name()}, "left")
        .select(PERSONA_ID.col(), SESSION_COUNT.col(), inline(array(values)));
  }

  private static Column sessionsOf(Field... group) {
    return sum(SESSION_COUNT.col())
        .over(Window.partitionBy(Arrays.stream(group).map(Field::col).toArray(Column[]::new)));
  }

  private static Column[] columns(Field first, Field... others) {
    return Stream.concat(Stream.of(first), Arrays.stream(others))
        .map(Field::col)
        .toArray(Column[]::new);
  }
}

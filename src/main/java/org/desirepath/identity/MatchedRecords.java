package org.desirepath.identity;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.IdentityQuality.ALL;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.IS_KNOWN;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;
import static org.desirepath.table.Touchpoints.SOURCE_SYSTEM;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.Persons;
import org.desirepath.table.Touchpoints;

/** Counts the touchpoints, tickets and deals that have a person or an account. */
final class MatchedRecords {

  private static final Field WITH_ACCOUNT_COUNT =
      Field.required("with_account_count", LongType, "Touchpoints that have an account");
  private static final Field TICKET_COUNT =
      Field.required("ticket_count", LongType, "Tickets of the person");
  private static final Field USER_COUNT =
      Field.required("user_count", LongType, "Users of the help desk that are the person");
  private static final Field IS_IN_CRM =
      Field.required("is_in_crm", BooleanType, "Whether the person is a contact or a lead");
  private static final Field HAS_PERSON =
      Field.required("has_person", BooleanType, "Whether a person plays a part in the deal");
  private static final Field HAS_TOUCHPOINT =
      Field.required("has_touchpoint", BooleanType, "Whether people of the account did anything");

  private MatchedRecords() {}

  /** Three figures for each source. A shuffle by source and person, a join with persons. */
  static Dataset<Row> touchpoints(Touchpoints touchpoints, Persons persons) {
    Dataset<Row> counts =
        touchpoints
            .rows()
            .groupBy(SOURCE_SYSTEM.col(), PERSON_ID.col())
            .agg(
                TOUCHPOINT_COUNT.is(count(lit(1))),
                WITH_ACCOUNT_COUNT.is(count_if(ACCOUNT_ID.col().notEqual(UNKNOWN))))
            .join(
                persons.rows().select(PERSON_ID.col(), IS_KNOWN.col()),
                new String[] {PERSON_ID.name()},
                "left");
    Column source = SOURCE_SYSTEM.col();
    Column all = sum(TOUCHPOINT_COUNT.col());
    return Figure.rows(
        counts.groupBy(source),
        Figure.of(
            Measure.TOUCHPOINTS_WITH_PERSON,
            source,
            sumIf(PERSON_ID.col().notEqual(UNKNOWN), TOUCHPOINT_COUNT),
            all,
            "touchpoints of this source have a person"),
        Figure.of(
            Measure.TOUCHPOINTS_WITH_KNOWN_PERSON,
            source,
            sumIf(IS_KNOWN.col(), TOUCHPOINT_COUNT),
            all,
            "touchpoints of this source have a person whom the CRM or the help desk knows"),
        Figure.of(
            Measure.TOUCHPOINTS_WITH_ACCOUNT,
            source,
            sum(WITH_ACCOUNT_COUNT.col()),
            all,
            "touchpoints of this source have an account"));
  }

  /** Two figures each for tickets and for users of the help desk. One shuffle by person. */
  static Dataset<Row> tickets(Identifiers identifiers, Persons persons) {
    Column kind = IDENTIFIER_KIND.col();
    Dataset<Row> owners =
        identifiers
            .rows()
            .groupBy(PERSON_ID.col())
            .agg(
                TICKET_COUNT.is(count_if(kind.equalTo(Identifier.TICKET))),
                USER_COUNT.is(count_if(kind.equalTo(Identifier.TICKET_USER))),
                IS_IN_CRM.is(bool_or(kind.isin(Identifier.CONTACT, Identifier.LEAD))))
            .join(persons.rows().select(PERSON_ID.col(), ACCOUNT_ID.col()), PERSON_ID.name());
    Column hasAccount = ACCOUNT_ID.col().notEqual(UNKNOWN);
    return Figure.rows(
        owners.groupBy(),
        Figure.of(
            Measure.TICKETS_WITH_CRM_PERSON,
            lit(Identifier.TICKET),
            sumIf(IS_IN_CRM.col(), TICKET_COUNT),
            sumIf(lit(true), TICKET_COUNT),
            "tickets are of a contact or lead of the CRM"),
        Figure.of(
            Measure.TICKETS_WITH_CRM_PERSON,
            lit(Identifier.TICKET_USER),
            sumIf(IS_IN_CRM.col(), USER_COUNT),
            sumIf(lit(true), USER_COUNT),
            "users of the help desk are a contact or lead of the CRM"),
        Figure.of(
            Measure.TICKETS_WITH_ACCOUNT,
            lit(Identifier.TICKET),
            sumIf(hasAccount, TICKET_COUNT),
            sumIf(lit(true), TICKET_COUNT),
            "tickets are of a person with an account"),
        Figure.of(
            Measure.TICKETS_WITH_ACCOUNT,
            lit(Identifier.TICKET_USER),
            sumIf(hasAccount, USER_COUNT),
            sumIf(lit(true), USER_COUNT),
            "users of the help desk are a person with an account"));
  }

  /** Three figures of all deals. Joins of what is as large as deals, roles and accounts. */
  static Dataset<Row> deals(
      Deals deals,
      DealRoles dealRoles,
      AccountKeys accountKeys,
      Identifiers identifiers,
      Touchpoints touchpoints) {
    Dataset<Row> withPerson =
        dealRoles
            .rows()
            .join(
                identifiers.rows().select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col()),
                new String[] {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()},
                "left_semi")
            .select(DEAL_KEY.col(), HAS_PERSON.is(lit(true)))
            .distinct();
    Dataset<Row> touched =
        touchpoints
            .rows()
            .filter(DIRECTION.col().equalTo("customer").and(PERSON_ID.col().notEqual(UNKNOWN)))
            .select(ACCOUNT_ID.col(), HAS_TOUCHPOINT.is(lit(true)))
            .distinct();
    return Figure.rows(
        deals
            .rows()
            .join(accountKeys.rows(), new String[] {ACCOUNT_KEY.name()}, "left")
            .join(withPerson, new String[] {DEAL_KEY.name()}, "left")
            .join(touched, new String[] {ACCOUNT_ID.name()}, "left")
            .groupBy(),
        deal(Measure.DEALS_WITH_ACCOUNT, ACCOUNT_ID.col(), "have an account"),
        deal(
            Measure.DEALS_WITH_PERSON,
            HAS_PERSON.col(),
            "have a person who plays a part in them, as the CRM says"),
        deal(
            Measure.DEALS_WITH_TOUCHPOINT,
            HAS_TOUCHPOINT.col(),
            "are with an account whose people have touchpoints as customers"));
  }

  private static Column deal(Measure measure, Column has, String words) {
    return Figure.of(measure, lit(ALL), count_if(has.isNotNull()), count(lit(1)), "deals " + words);
  }

  private static Column sumIf(Column isSo, Field number) {
    return coalesce(sum(when(isSo, number.col()).otherwise(0)), lit(0L));
  }
}

package org.desirepath.touchpoint;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.CAMPAIGN_MEDIUM;
import static org.desirepath.table.Events.CAMPAIGN_NAME;
import static org.desirepath.table.Events.CAMPAIGN_SOURCE;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.EVENT_ID;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.PAGE_PATH;
import static org.desirepath.table.Events.SATISFACTION;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonAccounts.FROM_AT;
import static org.desirepath.table.PersonAccounts.PERIOD_NUMBER;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;
import static org.desirepath.table.Touchpoints.SOURCE_SYSTEM;
import static org.desirepath.table.Touchpoints.TOUCHPOINT_EVENT_ID;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.Touchpoints;

/** Names events by the catalogue and gives them their person and account. */
public final class NameTouchpoints {

  /** How the touchpoint is named of what the catalogue does not know: this and the source. */
  static final String UNMATCHED_PREFIX = "other_";

  /** The page as predicates may see it beside the columns of {@link Events}. */
  public static final Field PAGE =
      Field.optional(
          "page",
          DataTypes.StringType,
          "Path of the page in lower case, without a language in front and a slash at the end");

  // The languages most web sites are written in, by ISO 639-1. Any two letters would take
  // /hc and /qa for languages.
  private static final String LANGUAGE_IN_FRONT =
      "^/(ar|bg|cs|da|de|el|en|es|et|fi|fr|he|hr|hu|id|it|ja|ko|lt|lv|nl|no|pl|pt|ro|ru|sk|sl|sv"
          + "|th|tr|uk|vi|zh)([-_][a-z]{2,4})?(?=/|$)";

  private static final Field ENTRY =
      Field.optional("entry", DataTypes.IntegerType, "Place in the catalogue, from 0");
  private static final Field MOVES =
      Field.optional(
          "moves",
          DataTypes.createArrayType(
              new StructType()
                  .add(FROM_AT.name(), FROM_AT.type())
                  .add(ACCOUNT_ID.name(), ACCOUNT_ID.type())),
          "The person's later accounts and since when, in order");
  private static final Field PERSON_ACCOUNT =
      Field.optional("person_account_id", DataTypes.StringType, "The first account of the person");
  private static final Field KEY_ACCOUNT =
      Field.optional("key_account_id", DataTypes.StringType, "The account the event names");
  private static final Field DEAL_ACCOUNT =
      Field.optional("deal_account_id", DataTypes.StringType, "The account of the deal");

  private NameTouchpoints() {}

  /**
   * One touchpoint for each event that the catalogue does not ignore.
   *
   * <p>The first entry whose predicate is true names the event; where none is, it is {@code other_}
   * and the source. The person is the one behind the event's strongest identifier, else {@code
   * unknown}. The account is the one the event names, else the deal's, else the one the person
   * worked for at that time, else {@code unknown}.
   *
   * <p>One shuffle, by identifier; the account keys are broadcast as long as they are small. An
   * identifier with very many events is split by adaptive execution, as no identifier has two
   * persons.
   */
  public static Touchpoints from(
      Events events,
      Identifiers identifiers,
      PersonAccounts personAccounts,
      AccountKeys accountKeys,
      Deals deals,
      Catalogue catalogue) {
    Dataset<Row> people =
        identifiers
            .rows()
            .select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col())
            .join(
                personAccounts
                    .rows()
                    .groupBy(PERSON_ID.col())
                    .agg(
                        PERSON_ACCOUNT.is(min_by(ACCOUNT_ID.col(), PERIOD_NUMBER.col())),
                        MOVES.is(sort_array(collect_list(move())))),
                PERSON_ID.name());
    Dataset<Row> accounts =
        accountKeys.rows().select(ACCOUNT_KEY.col(), KEY_ACCOUNT.is(ACCOUNT_ID.col()));
    Dataset<Row> dealAccounts =
        deals
            .rows()
            .select(DEAL_KEY.col(), ACCOUNT_KEY.col())
            .join(
                accountKeys.rows().select(ACCOUNT_KEY.col(), DEAL_ACCOUNT.is(ACCOUNT_ID.col())),
                ACCOUNT_KEY.name())
            .select(DEAL_KEY.col(), DEAL_ACCOUNT.col());
    Dataset<Row> rows =
        named(events, catalogue)
            .join(people, new String[] {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()}, "left")
            .join(accounts, new String[] {ACCOUNT_KEY.name()}, "left")
            .join(dealAccounts, new String[] {DEAL_KEY.name()}, "left");
    return new Touchpoints(
        rows.select(
            TOUCHPOINT_EVENT_ID.is(EVENT_ID.col()),
            OCCURRED_AT.col(),
            PERSON_ID.is(coalesce(PERSON_ID.col(), lit(UNKNOWN))),
            ACCOUNT_ID.is(
                account(
                    KEY_ACCOUNT.col(),
                    DEAL_ACCOUNT.col(),
                    accountAt(OCCURRED_AT.col(), PERSON_ACCOUNT.col(), MOVES.col()))),
            DEAL_KEY.col(),
            TOUCHPOINT_ID.col(),
            CHANNEL.col(),
            STAGE.col(),
            DEVICE.col(),
            DIRECTION.col(),
            SOURCE_KIND.col(),
            SOURCE_SYSTEM.is(SOURCE_NAME.col()),
            CAMPAIGN_SOURCE.col(),
            CAMPAIGN_MEDIUM.col(),
            CAMPAIGN_NAME.col(),
            SENTIMENT.col(),
            SATISFACTION.col(),
            AMOUNT.col(),
            OUTCOME.col()));
  }

  /** Events with the page that predicates may name. */
  static Dataset<Row> withPage(Dataset<Row> events) {
    return events.withColumn(PAGE.name(), PAGE.is(page(PAGE_PATH.col())));
  }

  /** The path in lower case without a language in front and a slash at the end; {@code /} stays. */
  static Column page(Column path) {
    Column plain =
        regexp_replace(
            regexp_replace(lower(path), lit(LANGUAGE_IN_FRONT), lit("")), lit("/+$"), lit(""));
    return when(plain.equalTo(""), lit("/")).otherwise(plain);
  }

  /** What the catalogue does not know of a source. */
  static Column unmatched(Column source) {
    return concat(lit(UNMATCHED_PREFIX), source);
  }

  /** The account the event names, else the deal's, else the person's, else unknown. */
  static Column account(Column named, Column ofDeal, Column ofPerson) {
    return coalesce(named, ofDeal, ofPerson, lit(UNKNOWN));
  }

  /** Null for a person's first period, which {@code collect_list} passes over. */
  private static Column move() {
    return when(PERIOD_NUMBER.col().gt(1), struct(FROM_AT.col(), ACCOUNT_ID.col()));
  }

  /** The account of the latest move that is not later, else the first account. */
  static Column accountAt(Column at, Column first, Column moves) {
    Column before = filter(moves, move -> move.getField(FROM_AT.name()).leq(at));
    return when(
            size(moves).gt(0),
            coalesce(get(before, size(before).minus(1)).getField(ACCOUNT_ID.name()), first))
        .otherwise(first);
  }

  /** Place of the first entry whose predicate is true, from 0; null where none is. */
  static Column entry(List<String> predicates) {
    Column place = null;
    for (int i = 0; i < predicates.size(); i++) {
      Column holds = expr(predicates.get(i));
      place = place == null ? when(holds, lit(i)) : place.when(holds, lit(i));
    }
    return place == null ? lit(null) : place;
  }

  private static Dataset<Row> named(Events events, Catalogue catalogue) {
    List<Catalogue.Entry> entries = catalogue.touchpoints();
    return withPage(events.rows())
        .filter(not(coalesce(expr(catalogue.ignore()), lit(false))))
        .withColumn(
            ENTRY.name(), ENTRY.is(entry(entries.stream().map(Catalogue.Entry::when).toList())))
        .withColumn(
            TOUCHPOINT_ID.name(),
            TOUCHPOINT_ID.is(
                coalesce(told(entries, Catalogue.Entry::id), unmatched(SOURCE_NAME.col()))))
        .withColumn(
            CHANNEL.name(),
            CHANNEL.is(coalesce(told(entries, Catalogue.Entry::channel), lit(Catalogue.NONE))))
        .withColumn(
            STAGE.name(),
            STAGE.is(coalesce(told(entries, Catalogue.Entry::stage), lit(Catalogue.NONE))))
        .withColumn(OUTCOME.name(), OUTCOME.is(told(entries, Catalogue.Entry::outcome)));
  }

  /** What the catalogue tells of an event's entry. */
  private static Column told(
      List<Catalogue.Entry> entries, Function<Catalogue.Entry, String> attribute) {
    return get(
        array(entries.stream().map(entry -> lit(attribute.apply(entry))).toArray(Column[]::new)),
        ENTRY.col());
  }
}

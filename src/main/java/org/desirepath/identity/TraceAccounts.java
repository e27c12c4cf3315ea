package org.desirepath.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.CrmPeople.CREATED_AT;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonAccounts.FROM_AT;
import static org.desirepath.table.PersonAccounts.IS_TOLD_BY_CONTACT;
import static org.desirepath.table.PersonAccounts.PERIOD_NUMBER;
import static org.desirepath.table.PersonAccounts.TO_AT;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.RunLog.SNAPSHOT_DATE;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.Persons;
import org.desirepath.table.RunLog;

/** Tells for which account a person worked at what time. */
public final class TraceAccounts {

  private static final Field HIRED_AT =
      Field.optional("hired_at", TimestampType, "When the contact of the account was made");
  private static final Field LAST_ACCOUNT_ID =
      ACCOUNT_ID.as("last_account_id", "The account of the last period before");
  private static final Field LAST_FROM_AT =
      Field.optional("last_from_at", TimestampType, "When the last period before began");
  private static final Field SNAPSHOT_AT =
      Field.optional("snapshot_at", TimestampType, "The day that the version before tells of");
  private static final Field EARLIER_ID =
      ACCOUNT_ID.as("earlier_account_id", "An account's id before it was merged");

  private TraceAccounts() {}

  /**
   * One row per person and account in a row, those without an account included.
   *
   * <p>Contacts of the CRM tell that a person went from one account to another: the new account
   * counts from the moment at which its contact was made. Contacts that are younger than the one
   * that is believed tell nothing. Whoever has no contact has one period, with the account that
   * {@link DescribePersons} found.
   *
   * @see #from(Persons, Identifiers, CrmPeople, AccountKeys, PersonAccounts, RunLog, LocalDate)
   */
  public static PersonAccounts from(
      Persons persons, Identifiers identifiers, CrmPeople people, AccountKeys keys) {
    Dataset<Row> hires = hires(identifiers, people, keys);
    return periods(told(now(persons, hires), hires));
  }

  /**
   * The same, where a version before tells what a contact said then: a CRM that writes the new
   * account over the old one forgets where the person was.
   *
   * <p>What contacts told before stays; accounts that were merged since go by the one that is left.
   * Where a contact tells another account now, it counts from the moment at which its contact was
   * made, or else from the snapshot of the version before. What was told by an address or a lead
   * was a guess, and gives way altogether. Shuffles: by person and by identifier, some eight.
   *
   * <p>Where the version before tells of a later day, what it says of that time is not known yet:
   * periods that begin today or later are left out, and a change counts from today at the latest.
   *
   * @param before the periods of the version before
   * @param logBefore its log, for its snapshot
   * @param today the day the data is taken as of
   */
  public static PersonAccounts from(
      Persons persons,
      Identifiers identifiers,
      CrmPeople people,
      AccountKeys keys,
      PersonAccounts before,
      RunLog logBefore,
      LocalDate today) {
    Column startOfToday = lit(Date.valueOf(today)).cast(TimestampType);
    Dataset<Row> snapshot =
        logBefore.rows().agg(SNAPSHOT_AT.is(max(SNAPSHOT_DATE.col()).cast(TimestampType)));
    Column isKnown =
        SNAPSHOT_AT
            .col()
            .leq(startOfToday)
            .or(FROM_AT.col().isNull())
            .or(FROM_AT.col().lt(startOfToday));
    Dataset<Row> hires = hires(identifiers, people, keys);
    Dataset<Row> now = now(persons, hires);
    Dataset<Row> kept =
        kept(before, keys).crossJoin(broadcast(snapshot)).filter(isKnown).drop(SNAPSHOT_AT.name());
    Dataset<Row> last =
        kept.groupBy(PERSON_ID.col())
            .agg(
                LAST_ACCOUNT_ID.is(max_by(ACCOUNT_ID.col(), PERIOD_NUMBER.col())),
                LAST_FROM_AT.is(max(FROM_AT.col())));
    Dataset<Row> known = now.filter(HIRED_AT.col().isNotNull()).join(last, PERSON_ID.name());
    Column told = least(SNAPSHOT_AT.col(), startOfToday);
    Column isLater = HIRED_AT.col().gt(coalesce(LAST_FROM_AT.col(), told));
    Dataset<Row> changes =
        known
            .filter(ACCOUNT_ID.col().notEqual(LAST_ACCOUNT_ID.col()))
            .crossJoin(broadcast(snapshot))
            .select(
                PERSON_ID.col(),
                ACCOUNT_ID.col(),
                FROM_AT.is(when(isLater, HIRED_AT.col()).otherwise(told)),
                IS_TOLD_BY_CONTACT.is(lit(true)));
    String[] person = {PERSON_ID.name()};
    return periods(
        kept.join(known.select(PERSON_ID.col()), person, "left_semi")
            .drop(PERIOD_NUMBER.name())
            .unionByName(changes)
            .unionByName(
                told(now.join(known.select(PERSON_ID.col()), person, "left_anti"), hires)));
  }

  /** Contacts with their person and account, and since when there is one. */
  private static Dataset<Row> hires(Identifiers identifiers, CrmPeople people, AccountKeys keys) {
    return identifiers
        .rows()
        .filter(IDENTIFIER_KIND.col().equalTo(Identifier.CONTACT))
        .select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col())
        .join(
            people
                .rows()
                .filter(CREATED_AT.col().isNotNull())
                .select(
                    IDENTIFIER_KIND.col(),
                    IDENTIFIER_KEY.col(),
                    ACCOUNT_KEY.col(),
                    CREATED_AT.col()),
            new String[] {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()})
        .join(keys.rows(), ACCOUNT_KEY.name())
        .select(PERSON_ID.col(), ACCOUNT_ID.col(), CREATED_AT.col());
  }

  /** Each person's account, and when its latest contact was made; null where it has none. */
  private static Dataset<Row> now(Persons persons, Dataset<Row> hires) {
    return persons
        .rows()
        .select(PERSON_ID.col(), ACCOUNT_ID.col())
        .join(
            hires
                .groupBy(PERSON_ID.col(), ACCOUNT_ID.col())
                .agg(HIRED_AT.is(max(CREATED_AT.col()))),
            new String[] {PERSON_ID.name(), ACCOUNT_ID.name()},
            "left");
  }

  /** What contacts of these persons tell, or else the account alone. */
  private static Dataset<Row> told(Dataset<Row> now, Dataset<Row> hires) {
    return now.filter(HIRED_AT.col().isNotNull())
        .select(PERSON_ID.col(), LAST_ACCOUNT_ID.is(ACCOUNT_ID.col()), HIRED_AT.col())
        .join(hires, PERSON_ID.name())
        // Of contacts that were made at once, the one that is believed comes last.
        .filter(
            CREATED_AT.col().lt(HIRED_AT.col()).or(ACCOUNT_ID.col().equalTo(LAST_ACCOUNT_ID.col())))
        .select(
            PERSON_ID.col(),
            ACCOUNT_ID.col(),
            FROM_AT.is(CREATED_AT.col()),
            IS_TOLD_BY_CONTACT.is(lit(true)))
        .unionByName(
            now.filter(HIRED_AT.col().isNull())
                .select(
                    PERSON_ID.col(),
                    ACCOUNT_ID.col(),
                    FROM_AT.isNull(),
                    IS_TOLD_BY_CONTACT.is(lit(false))));
  }

  /** Periods of persons whose last one a contact told, by the accounts that are left now. */
  private static Dataset<Row> kept(PersonAccounts before, AccountKeys keys) {
    Dataset<Row> isTold =
        before
            .rows()
            .filter(TO_AT.col().isNull())
            .filter(IS_TOLD_BY_CONTACT.col())
            .select(PERSON_ID.col());
    Dataset<Row> left =
        keys.rows()
            .select(
                EARLIER_ID.is(ResolveAccounts.id(ACCOUNT_KEY.col())),
                ACCOUNT_ID.is(ACCOUNT_ID.col()));
    return before
        .rows()
        .join(isTold, new String[] {PERSON_ID.name()}, "left_semi")
        .withColumnRenamed(ACCOUNT_ID.name(), EARLIER_ID.name())
        .join(left, EARLIER_ID.name())
        .select(
            PERSON_ID.col(),
            ACCOUNT_ID.col(),
            FROM_AT.col(),
            IS_TOLD_BY_CONTACT.col(),
            PERIOD_NUMBER.col());
  }

  /** Periods of the accounts in the order of time; one after another at the same account is one. */
  private static PersonAccounts periods(Dataset<Row> starts) {
    WindowSpec inOrder =
        Window.partitionBy(PERSON_ID.col()).orderBy(FROM_AT.col(), ACCOUNT_ID.col());
    Column isOther = not(ACCOUNT_ID.col().eqNullSafe(LAST_ACCOUNT_ID.col()));
    return new PersonAccounts(
        starts
            .withColumn(LAST_ACCOUNT_ID.name(), lag(ACCOUNT_ID.col(), 1).over(inOrder))
            .filter(isOther)
            .withColumn(PERIOD_NUMBER.name(), PERIOD_NUMBER.is(row_number().over(inOrder)))
            .withColumn(TO_AT.name(), lead(FROM_AT.col(), 1).over(inOrder))
            .withColumn(FROM_AT.name(), when(PERIOD_NUMBER.col().gt(1), FROM_AT.col()))
            .drop(LAST_ACCOUNT_ID.name()));
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.CrmPeople.CREATED_AT;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.CrmPeople.TITLE;
import static org.desirepath.table.DealRoles.ROLE_NAME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.IS_BRIDGE;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Organizations.ORGANIZATION_KEY;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.BUYING_ROLE_SOURCE;
import static org.desirepath.table.Persons.IDENTIFIER_COUNT;
import static org.desirepath.table.Persons.IS_KNOWN;
import static org.desirepath.table.Persons.IS_SHARED_DEVICE;
import static org.desirepath.table.Persons.TITLE_LEVEL;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.PeopleRules;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Organizations;
import org.desirepath.table.Persons;

/** Says of each person for which account they work and what part they play. */
public final class DescribePersons {

  private static final String UNKNOWN = "unknown";
  private static final String[] IDENTIFIER = {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()};

  private static final Field PRIORITY =
      Field.required(
          "priority", IntegerType, "How much a record is believed; the least goes first");
  private static final Field AGE =
      Field.required("age", LongType, "Microseconds before the epoch; the latest record is least");
  private static final Field ORGANIZATION_ACCOUNT_KEY =
      Field.optional("organization_account_key", StringType, "The organization's account");
  private static final Field ROLE_COUNT =
      Field.required("role_count", LongType, "Deals in which the person has the role");
  private static final Field DEAL_ROLE =
      Field.optional("deal_role", StringType, "The buying role in deals");

  private DescribePersons() {}

  /**
   * One row per person of the identifiers.
   *
   * <p>The account is that of the person's contact; else that of the lead (the account it was
   * converted to); else that of the help desk user or their organization; else the one that the
   * domain of an e-mail address belongs to (see {@link MatchDomains}), the domains of the user's
   * organization last; else {@code unknown}. Of several records of one kind those that are not
   * deleted go first, then the latest, then the least key. Title and department are taken in the
   * same order from the first record that has one.
   *
   * <p>The buying role is the one the person has in most deals by the CRM's own words, else the job
   * title's. A person is shared if none of their identifiers, tickets apart, may join others. Four
   * joins with identifiers and three aggregates by person; one of these is over all identifiers.
   */
  public static Persons from(
      Identifiers identifiers,
      Mailboxes mailboxes,
      CrmPeople people,
      CrmAccounts crmAccounts,
      Organizations organizations,
      DealRoles dealRoles,
      AccountKeys keys,
      Accounts accounts,
      PeopleRules rules) {
    Dataset<Row> domains =
        MatchDomains.from(crmAccounts, organizations, keys, accounts, rules.freeMailDomains());
    Dataset<Row> records = records(identifiers, people);
    Dataset<Row> evidence =
        accountsOfRecords(records, organizations, keys)
            .unionByName(
                accountsOfDomains(identifiers, mailboxes, records, organizations, domains));
    Column title = TITLE.col();
    Column titleRole = JudgeTitles.buyingRole(title, rules.buyingRoles());
    return new Persons(
        seen(identifiers)
            .join(believed(evidence), PERSON_ID.name(), "left")
            .join(rolesInDeals(identifiers, dealRoles, rules), PERSON_ID.name(), "left")
            .select(
                PERSON_ID.col(),
                ACCOUNT_ID.is(coalesce(ACCOUNT_ID.col(), lit(UNKNOWN))),
                BUYING_ROLE.is(coalesce(DEAL_ROLE.col(), titleRole, lit(UNKNOWN))),
                BUYING_ROLE_SOURCE.is(roleSource(DEAL_ROLE.col(), titleRole)),
                TITLE_LEVEL.is(
                    coalesce(JudgeTitles.level(title, rules.titleLevels()), lit(UNKNOWN))),
                DEPARTMENT.col(),
                FIRST_SEEN_AT.col(),
                LAST_SEEN_AT.col(),
                IDENTIFIER_COUNT.col(),
                IS_KNOWN.col(),
                IS_SHARED_DEVICE.col()));
  }

  /** What tells the buying role, of the roles that CRM and title state. */
  static Column roleSource(Column dealRole, Column titleRole) {
    return when(dealRole.isNotNull(), Persons.BY_CRM)
        .when(titleRole.isNotNull(), Persons.BY_TITLE)
        .otherwise(Persons.BY_NOTHING);
  }

  /** What the identifiers alone tell of each person. */
  private static Dataset<Row> seen(Identifiers identifiers) {
    Column kind = IDENTIFIER_KIND.col();
    Column joins = IS_BRIDGE.col().and(kind.notEqual(Identifier.TICKET));
    return identifiers
        .rows()
        .groupBy(PERSON_ID.col())
        .agg(
            FIRST_SEEN_AT.is(min(FIRST_SEEN_AT.col())),
            LAST_SEEN_AT.is(max(LAST_SEEN_AT.col())),
            IDENTIFIER_COUNT.is(count(lit(1))),
            IS_KNOWN.is(
                bool_or(kind.isin(Identifier.CONTACT, Identifier.LEAD, Identifier.TICKET_USER))),
            IS_SHARED_DEVICE.is(bool_or(not(IS_BRIDGE.col())).and(not(bool_or(joins)))));
  }

  /** The records of CRM and help desk, each with its person and how much it is believed. */
  private static Dataset<Row> records(Identifiers identifiers, CrmPeople people) {
    Column kind = IDENTIFIER_KIND.col();
    return identifiers
        .rows()
        .select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col())
        .join(people.rows(), IDENTIFIER)
        .withColumn(
            PRIORITY.name(),
            when(kind.equalTo(Identifier.CONTACT), 1)
                .when(kind.equalTo(Identifier.LEAD), 2)
                .otherwise(3))
        .withColumn(AGE.name(), AGE.is(age(CREATED_AT.col())));
  }

  /** What each record says of account, title and department; any of them may be null. */
  private static Dataset<Row> accountsOfRecords(
      Dataset<Row> records, Organizations organizations, AccountKeys keys) {
    Dataset<Row> accountKeys =
        organizations
            .rows()
            .groupBy(ORGANIZATION_KEY.col())
            .agg(ORGANIZATION_ACCOUNT_KEY.is(min(ACCOUNT_KEY.col())));
    return records
        .join(accountKeys, ORGANIZATION_KEY.name(), "left")
        .withColumn(ACCOUNT_KEY.name(), coalesce(ACCOUNT_KEY.col(), ORGANIZATION_ACCOUNT_KEY.col()))
        .join(keys.rows(), ACCOUNT_KEY.name(), "left")
        .select(
            PERSON_ID.col(),
            PRIORITY.col(),
            IS_DELETED.col(),
            AGE.col(),
            IDENTIFIER_KEY.col(),
            ACCOUNT_ID.col(),
            TITLE.col(),
            DEPARTMENT.col());
  }

  /** What the domains of addresses, of records and of their organizations say of the account. */
  private static Dataset<Row> accountsOfDomains(
      Identifiers identifiers,
      Mailboxes mailboxes,
      Dataset<Row> records,
      Organizations organizations,
      Dataset<Row> domains) {
    Dataset<Row> ofAddresses =
        identifiers
            .rows()
            .filter(IDENTIFIER_KIND.col().equalTo(Identifier.EMAIL))
            .join(mailboxes.rows(), IDENTIFIER_KEY.name())
            .withColumn(IS_DELETED.name(), lit(false))
            .withColumn(AGE.name(), AGE.is(age(LAST_SEEN_AT.col())));
    Dataset<Row> ofOrganizations =
        records
            .drop(EMAIL_DOMAIN.name())
            .join(
                organizations.rows().select(ORGANIZATION_KEY.col(), EMAIL_DOMAIN.col()),
                ORGANIZATION_KEY.name());
    return ofAddresses
        .select(domainOf(4))
        .unionByName(records.select(domainOf(5)))
        .unionByName(ofOrganizations.select(domainOf(6)))
        .join(domains, EMAIL_DOMAIN.name())
        .drop(EMAIL_DOMAIN.name())
        .withColumns(Map.of(TITLE.name(), TITLE.isNull(), DEPARTMENT.name(), DEPARTMENT.isNull()));
  }

  private static Column[] domainOf(int priority) {
    return new Column[] {
      PERSON_ID.col(),
      PRIORITY.is(lit(priority)),
      IS_DELETED.col(),
      AGE.col(),
      IDENTIFIER_KEY.col(),
      EMAIL_DOMAIN.col()
    };
  }

  /** Account, title and department per person, each of the record that is believed most in it. */
  private static Dataset<Row> believed(Dataset<Row> evidence) {
    return evidence
        .groupBy(PERSON_ID.col())
        .agg(believed(ACCOUNT_ID), believed(TITLE), believed(DEPARTMENT));
  }

  private static Column believed(Field value) {
    Column order =
        struct(PRIORITY.col(), IS_DELETED.col(), AGE.col(), IDENTIFIER_KEY.col(), value.col());
    // A null order keeps the row out of the choice.
    return value.is(min_by(value.col(), when(value.col().isNotNull(), order)));
  }

  private static Dataset<Row> rolesInDeals(
      Identifiers identifiers, DealRoles dealRoles, PeopleRules rules) {
    return identifiers
        .rows()
        .select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col())
        .join(dealRoles.rows(), IDENTIFIER)
        .withColumn(DEAL_ROLE.name(), JudgeTitles.dealRole(ROLE_NAME.col(), rules.dealRoles()))
        .filter(DEAL_ROLE.col().isNotNull())
        .groupBy(PERSON_ID.col(), DEAL_ROLE.col())
        .agg(ROLE_COUNT.is(count(lit(1))))
        .groupBy(PERSON_ID.col())
        .agg(
            DEAL_ROLE.is(
                min_by(
                    DEAL_ROLE.col(),
                    struct(negate(ROLE_COUNT.col()), JudgeTitles.order(DEAL_ROLE.col())))));
  }

  /** Less for what is later; most where the moment is not known. */
  private static Column age(Column at) {
    return coalesce(negate(unix_micros(at)), lit(Long.MAX_VALUE));
  }
}

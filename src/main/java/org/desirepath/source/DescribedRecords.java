package org.desirepath.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.RECORD_NAME;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Organizations.ORGANIZATION_KEY;
import static org.desirepath.table.Records.ACCOUNT;
import static org.desirepath.table.Records.CONTENT_HASH;
import static org.desirepath.table.Records.DEAL;
import static org.desirepath.table.Records.DEAL_ROLE;
import static org.desirepath.table.Records.DOMAINS;
import static org.desirepath.table.Records.ORGANIZATION;
import static org.desirepath.table.Records.PERSON;
import static org.desirepath.table.Records.VERSION;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Contract;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Field;
import org.desirepath.table.Organizations;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/**
 * Hands out what the accepted rows describe: accounts, people, organizations, deals and parts in
 * deals. Each is one scan of a few columns and one shuffle by key; where two sources describe the
 * same key, the later version counts.
 */
public final class DescribedRecords {

  private static final String LATEST = "__latest";

  private DescribedRecords() {}

  /** Accounts of the CRM. */
  public static CrmAccounts accounts(Records records, Refusals refusals) {
    return new CrmAccounts(latest(records, refusals, ACCOUNT, CrmAccounts.CONTRACT));
  }

  /** Contacts, leads and users of the help desk. */
  public static CrmPeople people(Records records, Refusals refusals) {
    return new CrmPeople(latest(records, refusals, PERSON, CrmPeople.CONTRACT));
  }

  /** Organizations of the help desk; one without a domain has one row with none. */
  public static Organizations organizations(Records records, Refusals refusals) {
    Contract whole =
        new Contract(
            "organization",
            "one row per organization",
            List.of(ORGANIZATION_KEY),
            List.of(ORGANIZATION_KEY, DOMAINS, ACCOUNT_KEY));
    return new Organizations(
        latest(records, refusals, ORGANIZATION, whole)
            .select(
                ORGANIZATION_KEY.col(),
                explode_outer(DOMAINS.col()).as(EMAIL_DOMAIN.name()),
                ACCOUNT_KEY.col())
            .withColumn(EMAIL_DOMAIN.name(), lower(EMAIL_DOMAIN.col()))
            .dropDuplicates(ORGANIZATION_KEY.name(), EMAIL_DOMAIN.name()));
  }

  /** Deals of the CRM. */
  public static Deals deals(Records records, Refusals refusals) {
    return new Deals(latest(records, refusals, DEAL, Deals.CONTRACT));
  }

  /** Who plays which part in a deal. */
  public static DealRoles dealRoles(Records records, Refusals refusals) {
    return new DealRoles(latest(records, refusals, DEAL_ROLE, DealRoles.CONTRACT));
  }

  private static Dataset<Row> latest(
      Records records, Refusals refusals, Field described, Contract contract) {
    Column[] key =
        contract.key().stream()
            .map(field -> described.col().getField(field.name()).as(field.name()))
            .toArray(Column[]::new);
    Column version =
        struct(
            coalesce(unix_micros(VERSION.col()), lit(Long.MIN_VALUE)).as(VERSION.name()),
            SOURCE_NAME.col(),
            RECORD_NAME.col(),
            CONTENT_HASH.col(),
            described.col().as(LATEST));
    return AcceptedRows.of(records, refusals, described.col().isNotNull())
        .groupBy(key)
        .agg(max(version).as(LATEST))
        .select(col(LATEST + "." + LATEST + ".*"));
  }
}

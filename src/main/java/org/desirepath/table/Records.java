package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.CrmAccounts.ACCOUNT_NAME;
import static org.desirepath.table.CrmAccounts.COUNTRY;
import static org.desirepath.table.CrmAccounts.EMPLOYEE_COUNT;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.CrmAccounts.LIFECYCLE;
import static org.desirepath.table.CrmAccounts.MASTER_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.PARENT_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.CrmAccounts.WEBSITE_DOMAIN;
import static org.desirepath.table.CrmPeople.CREATED_AT;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.CrmPeople.TITLE;
import static org.desirepath.table.DealRoles.ROLE_NAME;
import static org.desirepath.table.Deals.CLOSED_AT;
import static org.desirepath.table.Deals.DEAL_TYPE;
import static org.desirepath.table.Deals.OPENED_AT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Deals.STAGE_NAME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.CAMPAIGN_MEDIUM;
import static org.desirepath.table.Events.CAMPAIGN_NAME;
import static org.desirepath.table.Events.CAMPAIGN_SOURCE;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.EVENT_TYPE;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Events.LABEL;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.PAGE_HOST;
import static org.desirepath.table.Events.PAGE_PATH;
import static org.desirepath.table.Events.RECORD_NAME;
import static org.desirepath.table.Events.SATISFACTION;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Mailboxes.IS_ROLE_MAILBOX;
import static org.desirepath.table.Organizations.ORGANIZATION_KEY;
import static org.desirepath.table.Quarantine.FIELD;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.RAW_EXCERPT;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.TIE;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Every row of every export, read once: what it says in the words of the tables, and what its own
 * content says against it. What other rows say against it is told by {@link Refusals}.
 */
public record Records(Dataset<Row> rows) implements Table {

  /** The verdict on a row that is taken. */
  public static final String ACCEPTED = "accepted";

  /** The verdict on a row that is refused. */
  public static final String QUARANTINED = "quarantined";

  /** The verdict on a row that repeats another, or is an older version of it. */
  public static final String DUPLICATE = "duplicate";

  /** The verdict on a row whose events all lie outside the time window of the job. */
  public static final String OUT_OF_WINDOW = "out_of_window";

  public static final Field ROW_ID =
      Field.required("row_id", LongType, "Number of the row, unique within the run");
  public static final Field IS_FILE =
      Field.required(
          "is_file", BooleanType, "Whether this stands for a file as a whole, and for no row");
  public static final Field BLOCK_START =
      Field.required(
          "block_start", LongType, "First byte of the part of the file that was read in one go");
  public static final Field VERDICT =
      Field.required(
          "verdict",
          StringType,
          "accepted, quarantined or out_of_window, by the row's own content");
  public static final Field RECORD_KEY =
      Field.optional("record_key", StringType, "Hash of source, record and the row's own key");
  public static final Field VERSION =
      Field.optional("version_at", TimestampType, "When this version of the record was made, UTC");
  public static final Field CONTENT_HASH =
      Field.required(
          "content_hash", LongType, "Hash of all that is kept of the row; orders equal versions");
  public static final Field VISITOR_HASH =
      Field.optional(
          "visitor_hash", LongType, "Hash of the browser, for sources that machines visit as well");
  public static final Field IS_BOT =
      Field.required("is_bot", BooleanType, "Whether the row says that a machine made it");
  public static final Field IDENTIFIERS =
      Field.required("identifiers", list(IDENTIFIER_KIND, IDENTIFIER_KEY), "Strongest first");
  public static final Field VOID_KINDS =
      Field.required(
          "void_kinds",
          DataTypes.createArrayType(StringType),
          "Kinds of the identifiers whose values stand for nobody");
  public static final Field TIES =
      Field.required(
          "ties",
          list(TIE, IDENTIFIER_KIND, IDENTIFIER_KEY),
          "Records that the CRM says are the same person as the strongest identifier");
  public static final Field MAILBOXES =
      Field.required(
          "mailboxes",
          list(IDENTIFIER_KEY, EMAIL_DOMAIN, IS_ROLE_MAILBOX),
          "E-mail addresses that stood in plain in the row");
  public static final Field ACCOUNT =
      Field.optional(
          "account",
          struct(
              ACCOUNT_KEY,
              ACCOUNT_NAME,
              WEBSITE_DOMAIN,
              INDUSTRY,
              SEGMENT,
              COUNTRY,
              EMPLOYEE_COUNT,
              PARENT_ACCOUNT_KEY,
              MASTER_ACCOUNT_KEY,
              LIFECYCLE,
              IS_DELETED),
          "The account the row describes");
  public static final Field PERSON =
      Field.optional(
          "person",
          struct(
              IDENTIFIER_KIND,
              IDENTIFIER_KEY,
              ACCOUNT_KEY,
              ORGANIZATION_KEY,
              EMAIL_DOMAIN,
              TITLE,
              DEPARTMENT,
              CREATED_AT,
              IS_DELETED),
          "The contact, lead or user the row describes");
  public static final Field DOMAINS =
      Field.optional(
          "domains", DataTypes.createArrayType(StringType), "Domains of the organization");
  public static final Field ORGANIZATION =
      Field.optional(
          "organization",
          struct(ORGANIZATION_KEY, DOMAINS, ACCOUNT_KEY),
          "The organization the row describes");
  public static final Field DEAL =
      Field.optional(
          "deal",
          struct(
              DEAL_KEY, ACCOUNT_KEY, DEAL_TYPE, STAGE_NAME, AMOUNT, OPENED_AT, CLOSED_AT, OUTCOME),
          "The deal the row describes");
  public static final Field DEAL_ROLE =
      Field.optional(
          "deal_role",
          struct(DEAL_KEY, IDENTIFIER_KIND, IDENTIFIER_KEY, ROLE_NAME),
          "The part in a deal the row describes");
  public static final Field EVENTS =
      Field.required(
          "events",
          list(
              EVENT_TYPE,
              OCCURRED_AT,
              DIRECTION,
              PAGE_HOST,
              PAGE_PATH,
              LABEL,
              DEVICE,
              CAMPAIGN_SOURCE,
              CAMPAIGN_MEDIUM,
              CAMPAIGN_NAME,
              SENTIMENT,
              SATISFACTION,
              AMOUNT),
          "What the row says happened within the time window");

  public static final Contract CONTRACT =
      new Contract(
          "stg_record",
          "one row per row of an export, and one per file",
          List.of(ROW_ID),
          List.of(
              ROW_ID,
              IS_FILE,
              SOURCE_NAME,
              SOURCE_KIND,
              RECORD_NAME,
              FILE_NAME,
              BLOCK_START,
              VERDICT,
              REASON_CODE.orNull(),
              FIELD,
              RAW_EXCERPT,
              RECORD_KEY,
              VERSION,
              CONTENT_HASH,
              VISITOR_HASH,
              IS_BOT,
              SEEN_AT.orNull(),
              ACCOUNT_KEY,
              DEAL_KEY,
              IDENTIFIERS,
              VOID_KINDS,
              TIES,
              MAILBOXES,
              ACCOUNT,
              PERSON,
              ORGANIZATION,
              DEAL,
              DEAL_ROLE,
              EVENTS));

  /** Refuses rows that do not keep the contract. */
  public Records {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }

  private static StructType struct(Field... fields) {
    return new StructType(
        Stream.of(fields)
            .map(field -> new StructField(field.name(), field.type(), true, Metadata.empty()))
            .toArray(StructField[]::new));
  }

  private static ArrayType list(Field... fields) {
    return DataTypes.createArrayType(struct(fields), true);
  }
}

package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Accepted events of all sources in one shape: what happened, when, and which identifier it belongs
 * to.
 */
public record Events(Dataset<Row> rows) implements Table {

  public static final Field EVENT_ID =
      Field.required("event_id", StringType, "Hash of source, record, record key and event type");
  public static final Field SOURCE_NAME =
      Field.required(
          "source_name", StringType, "The source that delivered it, as its mapping names it");
  public static final Field SOURCE_KIND =
      Field.required("source_kind", StringType, "web, crm or support");
  public static final Field RECORD_NAME =
      Field.required("record_name", StringType, "The kind of row in the source, such as Task");
  public static final Field EVENT_TYPE =
      Field.required("event_type", StringType, "What happened, in the words of the mapping");
  public static final Field OCCURRED_AT =
      Field.required("occurred_at", TimestampType, "When it happened, UTC, to the millisecond");
  public static final Field DIRECTION =
      Field.required("direction", StringType, "customer, or company for what the company did");
  public static final Field IDENTIFIER_KIND =
      Field.optional(
          "identifier_kind", StringType, "Kind of the strongest identifier the row carries");
  public static final Field IDENTIFIER_KEY =
      Field.optional("identifier_key", StringType, "Hash of that identifier");
  public static final Field ACCOUNT_KEY =
      Field.optional("account_key", StringType, "The CRM account the row names");
  public static final Field DEAL_KEY =
      Field.optional("deal_key", StringType, "The CRM deal the row names");
  public static final Field PAGE_HOST = Field.optional("page_host", StringType, "Host of the page");
  public static final Field PAGE_PATH =
      Field.optional("page_path", StringType, "Path of the page, without query");
  public static final Field LABEL =
      Field.optional(
          "label", StringType, "Form, button, subject or stage that tells like events apart");
  public static final Field DEVICE =
      Field.optional("device", StringType, "desktop, mobile, tablet or other");
  public static final Field CAMPAIGN_SOURCE =
      Field.optional("campaign_source", StringType, "Where a campaign sent the visitor from");
  public static final Field CAMPAIGN_MEDIUM =
      Field.optional("campaign_medium", StringType, "The medium of the campaign");
  public static final Field CAMPAIGN_NAME =
      Field.optional("campaign_name", StringType, "The name of the campaign");
  public static final Field SENTIMENT =
      Field.optional("sentiment", DoubleType, "How the customer felt, -1 to 1");
  public static final Field SATISFACTION =
      Field.optional("satisfaction", DoubleType, "How satisfied the customer said to be, 0 to 1");
  public static final Field AMOUNT =
      Field.optional(
          "amount", Field.AMOUNT_TYPE, "Money the event is about, in the currency of the CRM");

  public static final Contract CONTRACT =
      new Contract(
          "stg_event",
          "one row per accepted thing that happened",
          List.of(EVENT_ID),
          List.of(
              EVENT_ID,
              SOURCE_NAME,
              SOURCE_KIND,
              RECORD_NAME,
              EVENT_TYPE,
              OCCURRED_AT,
              DIRECTION,
              IDENTIFIER_KIND,
              IDENTIFIER_KEY,
              ACCOUNT_KEY,
              DEAL_KEY,
              PAGE_HOST,
              PAGE_PATH,
              LABEL,
              DEVICE,
              CAMPAIGN_SOURCE,
              CAMPAIGN_MEDIUM,
              CAMPAIGN_NAME,
              SENTIMENT,
              SATISFACTION,
              AMOUNT));

  /** Refuses rows that do not keep the contract. */
  public Events {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

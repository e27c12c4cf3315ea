package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.ACCOUNT_KEY;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Accounts as the CRM knows them. */
public record CrmAccounts(Dataset<Row> rows) implements Table {

  public static final Field ACCOUNT_NAME =
      Field.optional("account_name", StringType, "Name of the company");
  public static final Field WEBSITE_DOMAIN =
      Field.optional(
          "website_domain", StringType, "Registered part of the web site, lower case, without www");
  public static final Field INDUSTRY =
      Field.optional("industry", StringType, "Industry, as the CRM says");
  public static final Field SEGMENT =
      Field.optional(
          "segment", StringType, "Market segment: the CRM's, else by number of employees");
  public static final Field COUNTRY =
      Field.optional("country", StringType, "Country, as the CRM says");
  public static final Field EMPLOYEE_COUNT =
      Field.optional("employee_count", LongType, "Number of employees");
  public static final Field PARENT_ACCOUNT_KEY =
      Field.optional("parent_account_key", StringType, "The account that owns this one");
  public static final Field MASTER_ACCOUNT_KEY =
      Field.optional("master_account_key", StringType, "The account this one was merged into");
  public static final Field LIFECYCLE =
      Field.optional("lifecycle", StringType, "prospect, customer or former");
  public static final Field IS_DELETED =
      Field.required("is_deleted", BooleanType, "Whether the CRM deleted it");

  public static final Contract CONTRACT =
      new Contract(
          "stg_account",
          "one row per account of the CRM, latest version",
          List.of(ACCOUNT_KEY),
          List.of(
              ACCOUNT_KEY.present(),
              ACCOUNT_NAME,
              WEBSITE_DOMAIN,
              INDUSTRY,
              SEGMENT,
              COUNTRY,
              EMPLOYEE_COUNT,
              PARENT_ACCOUNT_KEY,
              MASTER_ACCOUNT_KEY,
              LIFECYCLE,
              IS_DELETED));

  /** Refuses rows that do not keep the contract. */
  public CrmAccounts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

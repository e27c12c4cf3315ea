package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Organizations.ORGANIZATION_KEY;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** People as the CRM and the help desk know them, without names or addresses. */
public record CrmPeople(Dataset<Row> rows) implements Table {

  public static final Field TITLE = Field.optional("title", StringType, "Job title, as written");
  public static final Field DEPARTMENT =
      Field.optional("department", StringType, "Department, as written");
  public static final Field CREATED_AT =
      Field.optional("created_at", TimestampType, "When the record was made, UTC");

  public static final Contract CONTRACT =
      new Contract(
          "stg_crm_person",
          "one row per contact, lead or user of the help desk, latest version",
          List.of(IDENTIFIER_KIND, IDENTIFIER_KEY),
          List.of(
              IDENTIFIER_KIND.present(),
              IDENTIFIER_KEY.present(),
              ACCOUNT_KEY,
              ORGANIZATION_KEY.orNull(),
              EMAIL_DOMAIN.orNull(),
              TITLE,
              DEPARTMENT,
              CREATED_AT,
              IS_DELETED));

  /** Refuses rows that do not keep the contract. */
  public CrmPeople {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

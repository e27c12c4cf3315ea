package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** For whom a person worked, and when. */
public record PersonAccounts(Dataset<Row> rows) implements Table {

  public static final Field PERIOD_NUMBER =
      Field.required("period_number", IntegerType, "Place among the person's periods, from 1");
  public static final Field FROM_AT =
      Field.optional(
          "from_at", TimestampType, "When the person came to the account; null for the first");
  public static final Field TO_AT =
      Field.optional(
          "to_at", TimestampType, "When the person went to the next one; null for the last");
  public static final Field IS_TOLD_BY_CONTACT =
      Field.required(
          "is_told_by_contact",
          BooleanType,
          "Whether a contact of the CRM tells the account, and not an address or a lead");

  public static final Contract CONTRACT =
      new Contract(
          "map_person_account",
          "one row per person and account in a row",
          List.of(PERSON_ID, PERIOD_NUMBER),
          List.of(
              PERSON_ID,
              PERIOD_NUMBER,
              ACCOUNT_ID.as(ACCOUNT_ID.name(), "The account at that time, or unknown"),
              FROM_AT,
              TO_AT,
              IS_TOLD_BY_CONTACT));

  /** Refuses rows that do not keep the contract. */
  public PersonAccounts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

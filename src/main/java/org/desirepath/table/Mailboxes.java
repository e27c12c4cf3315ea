package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.IDENTIFIER_KEY;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the plain form of an e-mail address told before it was hashed. */
public record Mailboxes(Dataset<Row> rows) implements Table {

  public static final Field EMAIL_DOMAIN =
      Field.required("email_domain", StringType, "Domain of the address, lower case");
  public static final Field IS_ROLE_MAILBOX =
      Field.required(
          "is_role_mailbox",
          BooleanType,
          "Whether the address is of a role, such as info@, and not of a person");

  public static final Contract CONTRACT =
      new Contract(
          "stg_mailbox",
          "one row per e-mail address seen in plain",
          List.of(IDENTIFIER_KEY),
          List.of(IDENTIFIER_KEY.present(), EMAIL_DOMAIN, IS_ROLE_MAILBOX));

  /** Refuses rows that do not keep the contract. */
  public Mailboxes {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

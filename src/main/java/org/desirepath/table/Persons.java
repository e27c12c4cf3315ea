package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Persons with their account and buying role, before anything was counted. */
public record Persons(Dataset<Row> rows) implements Table {

  /** The CRM tells the role. */
  public static final String BY_CRM = "crm";

  /** The job title tells the role. */
  public static final String BY_TITLE = "title";

  /** What the person did tells the role. */
  public static final String BY_BEHAVIOUR = "behaviour";

  /** Nothing tells the role. */
  public static final String BY_NOTHING = "none";

  public static final Field ACCOUNT_ID =
      Field.required("account_id", StringType, "The account of the person, or unknown");
  public static final Field BUYING_ROLE =
      Field.required(
          "buying_role",
          StringType,
          "decision_maker, influencer, user, gatekeeper, purchaser, technical or unknown");
  public static final Field BUYING_ROLE_SOURCE =
      Field.required(
          "buying_role_source",
          StringType,
          "What tells the buying role: crm (the part in deals), title, behaviour or none");
  public static final Field TITLE_LEVEL =
      Field.required(
          "title_level", StringType, "c_level, vp, director, manager, specialist or unknown");
  public static final Field IDENTIFIER_COUNT =
      Field.required("identifier_count", LongType, "Identifiers that belong to the person");
  public static final Field IS_KNOWN =
      Field.required("is_known", BooleanType, "Whether the CRM or the help desk knows the person");
  public static final Field IS_SHARED_DEVICE =
      Field.required(
          "is_shared_device",
          BooleanType,
          "Whether this stands for a device or mailbox that several people use");

  public static final Contract CONTRACT =
      new Contract(
          "stg_person",
          "one row per person",
          List.of(PERSON_ID),
          List.of(
              PERSON_ID,
              ACCOUNT_ID,
              BUYING_ROLE,
              BUYING_ROLE_SOURCE,
              TITLE_LEVEL,
              DEPARTMENT,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              IDENTIFIER_COUNT,
              IS_KNOWN,
              IS_SHARED_DEVICE));

  /** Refuses rows that do not keep the contract. */
  public Persons {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

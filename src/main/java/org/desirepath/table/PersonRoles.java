package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.BUYING_ROLE_SOURCE;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The buying role of each person, as the CRM or the title states it or as behaviour tells it. */
public record PersonRoles(Dataset<Row> rows) implements Table {

  public static final Field BUYING_ROLE_CONFIDENCE =
      Field.optional(
          "buying_role_confidence",
          DoubleType,
          "Of roles inferred from behaviour with this confidence, 0 to 1, about this share is right,"
              + " as measured on persons whose role is known; null where CRM or title state the"
              + " role, for nothing in the data measures them, and where it is unknown");

  public static final Contract CONTRACT =
      new Contract(
          "stg_person_role",
          "one row per person",
          List.of(PERSON_ID),
          List.of(PERSON_ID, BUYING_ROLE, BUYING_ROLE_SOURCE, BUYING_ROLE_CONFIDENCE));

  /** Refuses rows that do not keep the contract. */
  public PersonRoles {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

package org.desirepath.table;

import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Ties.SIGHTING_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Ties that join nobody, and why. */
public record RefusedTies(Dataset<Row> rows) implements Table {

  public static final Field REFUSED_BECAUSE =
      Field.required(
          "refused_because",
          DataTypes.StringType,
          "role_mailbox, shared_identifier, shared_ticket (one of the two is of several people) or"
              + " conflict (it would make two people one)");

  public static final Contract CONTRACT =
      new Contract(
          "ops_identity_refusal",
          "one row per refused tie",
          List.of(LEFT_KIND, LEFT_KEY, RIGHT_KIND, RIGHT_KEY),
          List.of(
              LEFT_KIND.as(LEFT_KIND.name(), "Kind of the one identifier"),
              LEFT_KEY.as(LEFT_KEY.name(), "Hash of the one identifier"),
              RIGHT_KIND.present().as(RIGHT_KIND.name(), "Kind of the other identifier"),
              RIGHT_KEY.present(),
              REFUSED_BECAUSE,
              FIRST_SEEN_AT.as(FIRST_SEEN_AT.name(), "First time seen together, UTC"),
              LAST_SEEN_AT.as(LAST_SEEN_AT.name(), "Last time seen together, UTC"),
              SIGHTING_COUNT));

  /** Refuses rows that do not keep the contract. */
  public RefusedTies {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

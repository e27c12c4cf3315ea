package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Features of sessions for a notebook. It is written on demand, not published. */
public record FeatureValues(Dataset<Row> rows) implements Table {

  public static final Field COORDINATE =
      Field.optional(
          "coordinate",
          DoubleType,
          "As algorithms over points see it; null where the feature has no weight for them");

  public static final Contract CONTRACT =
      new Contract(
          "session_feature",
          "one row per session and feature that it has",
          List.of(SESSION_ID, ATTRIBUTE, ATTRIBUTE_VALUE),
          List.of(
              SESSION_ID,
              STARTED_AT,
              TOUCHPOINT_COUNT,
              PERSONA_ID,
              ATTRIBUTE,
              ATTRIBUTE_VALUE,
              MEASURE,
              COORDINATE));

  /** Refuses rows that do not keep the contract. */
  public FeatureValues {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

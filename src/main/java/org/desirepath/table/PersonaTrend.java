package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the sessions of each week share out among the personas. */
public record PersonaTrend(Dataset<Row> rows) implements Table {

  public static final Field WEEK_DATE =
      Field.required(
          "week_date",
          DateType,
          "Monday of the week, UTC; the first and the last week may lack days before and after the"
              + " data");
  public static final Field SESSION_COUNT =
      Field.required("session_count", LongType, "Sessions of the persona that start in the week");
  public static final Field SESSION_SHARE =
      Field.required("session_share", DoubleType, "Share of the week's sessions, 0 to 1");
  public static final Field SHARE_LOW =
      Field.required("share_low", DoubleType, "Lower bound of the share, Wilson, 95 %");
  public static final Field SHARE_HIGH =
      Field.required("share_high", DoubleType, "Upper bound of the share, Wilson, 95 %");

  public static final Contract CONTRACT =
      new Contract(
          "agg_persona_trend",
          "one row per persona with sessions and week with sessions",
          List.of(PERSONA_ID, WEEK_DATE),
          List.of(PERSONA_ID, WEEK_DATE, SESSION_COUNT, SESSION_SHARE, SHARE_LOW, SHARE_HIGH));

  /** Refuses rows that do not keep the contract. */
  public PersonaTrend {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

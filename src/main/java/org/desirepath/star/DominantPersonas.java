package org.desirepath.star;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.desirepath.table.PersonDimension.PERSONA_SHARE;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Field;

/** The persona that most sessions of something have, of those that have one. */
final class DominantPersonas {

  private static final Field SESSIONS =
      Field.required("sessions", DataTypes.LongType, "Sessions of the persona");
  private static final Field IS_UNKNOWN =
      Field.required("is_unknown", DataTypes.BooleanType, "Whether it stands for no persona");
  private static final Field RANK =
      Field.required("rank", DataTypes.LongType, "Lower for more sessions: their number, negative");
  private static final String FIRST = "first";

  private DominantPersonas() {}

  /**
   * The persona with most sessions for each value of a column, ties by id, and its share of them;
   * {@code unknown} only where no session has another, as sessions of the company alone have none
   * however many they are. Two shuffles of counts.
   */
  static Dataset<Row> by(Field column, Dataset<Row> sessions) {
    return sessions
        .groupBy(column.col(), PERSONA_ID.col())
        .agg(SESSIONS.is(count(lit(1))))
        .groupBy(column.col())
        .agg(
            SESSIONS.is(sum(SESSIONS.col())),
            min(struct(
                    IS_UNKNOWN.is(PERSONA_ID.col().equalTo(UNKNOWN)),
                    RANK.is(SESSIONS.col().multiply(-1)),
                    PERSONA_ID.col()))
                .as(FIRST))
        .select(
            column.col(),
            PERSONA_ID.of(FIRST),
            PERSONA_SHARE.is(RANK.of(FIRST).multiply(-1).divide(SESSIONS.col())));
  }
}

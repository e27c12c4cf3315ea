package org.desirepath.star;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createMapType;
import static org.desirepath.table.Personas.PERSONA_ID;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.SessionFacts;

/** Stands every persona beside every group, with 0 where it has none of it. */
final class EveryPersona {

  private static final Field COUNTS =
      Field.required(
          "counts", createMapType(StringType, LongType), "The group's number of each persona");

  private EveryPersona() {}

  /**
   * One row per group of the counts and persona that any session has. Personas are few, so their
   * counts of a group meet in one row. Two shuffles, of counts by group and of personas.
   *
   * @param counts one row per persona and group
   * @param count the number that becomes 0 where the persona has no row
   */
  static Dataset<Row> of(Dataset<Row> counts, Field count, SessionFacts sessions, Field... group) {
    Column[] groups = Arrays.stream(group).map(Field::col).toArray(Column[]::new);
    return counts
        .groupBy(groups)
        .agg(COUNTS.is(map_from_entries(collect_list(struct(PERSONA_ID.col(), count.col())))))
        .crossJoin(broadcast(sessions.rows().select(PERSONA_ID.col()).distinct()))
        .select(
            Stream.concat(
                    Arrays.stream(groups),
                    Stream.of(
                        PERSONA_ID.col(),
                        count.is(coalesce(element_at(COUNTS.col(), PERSONA_ID.col()), lit(0L)))))
                .toArray(Column[]::new));
  }
}

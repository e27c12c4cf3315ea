package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_number;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Checks.CHECK_NAME;
import static org.desirepath.table.Checks.MESSAGE;
import static org.desirepath.table.Checks.THRESHOLD;
import static org.desirepath.table.GuardedIdentifiers.GUARD;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.Personas.STATUS;
import static org.desirepath.table.RefusedTies.REFUSED_BECAUSE;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.Checks;
import org.desirepath.table.Field;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.RefusedTies;

/** Counts the identifiers and ties that were kept from joining others. */
public final class CountGuarded {

  private static final int MOST_EXAMPLES = 3;

  private static final Field REFUSED_COUNT =
      Field.required("refused_count", LongType, "Ties of the identifier that were refused");
  private static final Field FOUND_COUNT =
      Field.required("found_count", LongType, "Identifiers that a guard found");
  private static final Field PLACE =
      Field.required("place", IntegerType, "Place among the guard's, by refused ties");

  private static final Field EXAMPLES =
      Field.optional("examples", StringType, "Those that cost most ties");

  private CountGuarded() {}

  /**
   * One row per guard and one for conflicts, those that found nothing included; always {@code
   * pass}, as there is no right number of shared identifiers. An identifier that two guards found
   * counts for the first. Of each the three are named that cost most ties. Three aggregates over
   * the refused ties.
   */
  public static Checks from(GuardedIdentifiers guarded, RefusedTies refused) {
    Dataset<Row> cost =
        refused
            .rows()
            .select(
                GUARD.is(REFUSED_BECAUSE.col()),
                explode(
                        array(
                            Identifier.node(LEFT_KIND.col(), LEFT_KEY.col()),
                            Identifier.node(RIGHT_KIND.col(), RIGHT_KEY.col())))
                    .as(NODE.name()))
            .groupBy(GUARD.col(), NODE.col())
            .agg(REFUSED_COUNT.is(count(lit(1))));
    Dataset<Row> found =
        guarded
            .rows()
            .select(GUARD.col(), NODE.col())
            .join(cost, new String[] {GUARD.name(), NODE.name()}, "left")
            // A tie that conflicts costs both of its ends.
            .unionByName(cost.filter(GUARD.col().equalTo(ListRefusedTies.CONFLICT)))
            .withColumn(
                REFUSED_COUNT.name(), REFUSED_COUNT.is(coalesce(REFUSED_COUNT.col(), lit(0))));
    Dataset<Row> counts =
        found
            .groupBy(GUARD.col())
            .agg(FOUND_COUNT.is(count(lit(1))), REFUSED_COUNT.is(sum(REFUSED_COUNT.col())));
    Column number = coalesce(FOUND_COUNT.col(), lit(0));
    List<String> names =
        List.of(
            RoleMailboxes.NAME,
            SharedIdentifiers.NAME,
            SharedTickets.NAME,
            ListRefusedTies.CONFLICT);
    return new Checks(
        refused
            .rows()
            .sparkSession()
            .createDataset(names, Encoders.STRING())
            .toDF(GUARD.name())
            .join(counts, GUARD.name(), "left")
            .join(examples(found), GUARD.name(), "left")
            .select(
                CHECK_NAME.is(concat(lit("identity_"), GUARD.col())),
                STATUS.is(lit("pass")),
                VALUE.is(number),
                THRESHOLD.isNull(),
                MESSAGE.is(
                    concat(
                        format_number(number, 0),
                        lit(" identifiers are kept from joining others, which refuses "),
                        format_number(coalesce(REFUSED_COUNT.col(), lit(0)), 0),
                        lit(" ties"),
                        when(number.gt(0), concat(lit(", such as of "), EXAMPLES.col()))
                            .otherwise(lit(""))))));
  }

  /** The first few of each guard, in words. */
  private static Dataset<Row> examples(Dataset<Row> found) {
    Column place =
        row_number()
            .over(Window.partitionBy(GUARD.col()).orderBy(REFUSED_COUNT.col().desc(), NODE.col()));
    return found
        .withColumn(PLACE.name(), PLACE.is(place))
        .filter(PLACE.col().leq(MOST_EXAMPLES))
        .groupBy(GUARD.col())
        .agg(sort_array(collect_list(struct(PLACE.col(), NODE.col()))).as(EXAMPLES.name()))
        .select(
            GUARD.col(),
            EXAMPLES.is(
                concat_ws(
                    ", ", transform(EXAMPLES.col(), example -> example.getField(NODE.name())))));
  }
}

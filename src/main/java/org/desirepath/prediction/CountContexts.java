package org.desirepath.prediction;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.KEYS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.forecast.Contexts;
import org.desirepath.table.Field;

/** Counts what followed each context. */
final class CountContexts {

  static final Field KEY = Field.required("context_key", LongType, "The context");
  static final Field NEXT_CODES =
      Field.required("next_codes", createArrayType(DataTypes.IntegerType), "Codes of what came");

  private CountContexts() {}

  /**
   * One row per context beyond the last touchpoint: what followed it, and with which weights. Two
   * shuffles: of partial counts, and of counts.
   *
   * @param moves prefixes whose next is known
   * @param reference what came then, or later, has not lost weight yet; ms since 1970, UTC
   */
  static Dataset<Row> deep(
      Dataset<Row> moves, Contexts contexts, HalfLives halfLives, long reference) {
    Column deep = explode(ContextKeys.counted(contexts));
    List<Field> weights = halfLives.fields();
    Column[] lists = weights.stream().map(CountContexts::list).toArray(Column[]::new);
    return counted(moves, deep, halfLives, reference)
        .groupBy(KEY.col())
        .agg(NEXT_CODES.is(collect_list(NEXT_CODE.col())), lists);
  }

  /** What followed each last touchpoint, which the catalogue bounds. */
  static SharedCounts shared(Dataset<Row> moves, HalfLives halfLives, long reference) {
    SharedCounts.Builder counts = new SharedCounts.Builder(halfLives.size());
    counted(moves, element_at(KEYS.col(), Contexts.LAST + 1), halfLives, reference)
        .collectAsList()
        .forEach(
            row -> {
              long[] weights = new long[halfLives.size()];
              for (int i = 0; i < weights.length; i++) {
                weights[i] = row.getLong(2 + i);
              }
              counts.add(row.getLong(0), row.getInt(1), weights);
            });
    return counts.build();
  }

  /** The column of the lists of a weight. */
  static Field listOf(Field weight) {
    return Field.required(weight.name() + "s", createArrayType(LongType), weight.meaning());
  }

  private static Column list(Field weight) {
    return listOf(weight).is(collect_list(weight.col()));
  }

  private static Dataset<Row> counted(
      Dataset<Row> moves, Column key, HalfLives halfLives, long reference) {
    List<Field> fields = halfLives.fields();
    List<Column> weights = halfLives.weights(CAME_MILLIS.col(), reference);
    List<Column> weighed =
        new ArrayList<>(List.of(KEYS.col(), NEXT_CODE.col(), AT_MILLIS.col(), CAME_MILLIS.col()));
    List<Column> kept = new ArrayList<>(List.of(key.as(KEY.name()), NEXT_CODE.col()));
    List<Column> sums = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      weighed.add(field.is(weights.get(i)));
      kept.add(field.col());
      sums.add(field.is(sum(field.col())));
    }
    return moves
        .select(weighed.toArray(Column[]::new))
        .select(kept.toArray(Column[]::new))
        .filter(KEY.col().notEqual(Contexts.NONE))
        .groupBy(KEY.col(), NEXT_CODE.col())
        .agg(sums.get(0), Stream.of(sums).flatMap(List::stream).skip(1).toArray(Column[]::new));
  }
}

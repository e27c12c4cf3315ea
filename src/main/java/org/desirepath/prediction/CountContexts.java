package org.desirepath.prediction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.KEYS;
import static org.desirepath.table.ContextCounts.CONTEXT_KEY;
import static org.desirepath.table.ContextCounts.IS_LAST;
import static org.desirepath.table.ContextCounts.NEXT_CODE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Contexts;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Field;

/** Counts what followed each context. */
final class CountContexts {

  static final Field NEXT_CODES =
      Field.required("next_codes", createArrayType(IntegerType), "Codes of what came");

  private static final Field LAST_KEY =
      Field.required("last_key", LongType, "The context that is the last touchpoint");

  private CountContexts() {}

  /**
   * One row per context, that of the last touchpoint among them, and what followed it in cases.
   * Shuffles: events, by case; partial counts.
   *
   * @param reference what came then, or later, has not lost weight yet
   */
  static ContextCounts all(
      CaseEvents cases, Codes codes, Contexts contexts, HalfLives halfLives, Instant reference) {
    Dataset<Row> moves =
        DescribePrefixes.of(cases, contexts, codes)
            .filter(NEXT_CODE.col().notEqual(DescribePrefixes.NOT_KNOWN));
    Column keys = explode(concat(array(last()), ContextKeys.counted(contexts)));
    return new ContextCounts(
        counted(moves, keys, halfLives, reference.toEpochMilli())
            .select(
                columns(
                    weight ->
                        halfLives.fields().contains(weight) ? weight.col() : weight.isNull())));
  }

  /**
   * The counts when some cases changed: what these taught then is taken out, what they teach now
   * put in. Codes and reference are the same in all three. One shuffle, of all counts.
   */
  static ContextCounts changed(ContextCounts counts, ContextCounts then, ContextCounts now) {
    Dataset<Row> takenOut = then.rows().select(columns(weight -> weight.is(negate(weight.col()))));
    List<Column> sums =
        ContextCounts.WEIGHTS.stream().map(weight -> weight.is(sum(weight.col()))).toList();
    return new ContextCounts(
        counts
            .rows()
            .unionByName(takenOut)
            .unionByName(now.rows())
            .groupBy(CONTEXT_KEY.col(), NEXT_CODE.col(), IS_LAST.col())
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
            // What nothing teaches any more is not counted, nor is it a kind.
            .filter(ContextCounts.WEIGHTS.get(0).col().gt(0)));
  }

  /** The same for contexts beyond the last touchpoint alone, as {@link #lists} has it. */
  static Dataset<Row> deep(
      Dataset<Row> moves, Contexts contexts, HalfLives halfLives, long reference) {
    return lists(
        counted(moves, explode(ContextKeys.counted(contexts)), halfLives, reference), halfLives);
  }

  /** What followed each last touchpoint, which the catalogue bounds. */
  static SharedCounts shared(Dataset<Row> moves, HalfLives halfLives, long reference) {
    return shared(counted(moves, last(), halfLives, reference), halfLives);
  }

  /**
   * One row per context: what followed it, and with which weights. One shuffle, of the counts.
   *
   * @param counts as {@code ContextCounts} has them
   */
  static Dataset<Row> lists(Dataset<Row> counts, HalfLives halfLives) {
    Column[] lists = halfLives.fields().stream().map(CountContexts::list).toArray(Column[]::new);
    return counts
        .groupBy(CONTEXT_KEY.col())
        .agg(NEXT_CODES.is(collect_list(NEXT_CODE.col())), lists);
  }

  /** Brings the counts of last touchpoints, which the catalogue bounds, to the driver. */
  static SharedCounts shared(Dataset<Row> counts, HalfLives halfLives) {
    SharedCounts.Builder builder = new SharedCounts.Builder(halfLives.size());
    List<Column> columns = new ArrayList<>(List.of(CONTEXT_KEY.col(), NEXT_CODE.col()));
    halfLives.fields().forEach(weight -> columns.add(weight.col()));
    counts
        .select(columns.toArray(Column[]::new))
        .collectAsList()
        .forEach(
            row -> {
              long[] weights = new long[halfLives.size()];
              for (int i = 0; i < weights.length; i++) {
                weights[i] = row.getLong(2 + i);
              }
              builder.add(row.getLong(0), row.getInt(1), weights);
            });
    return builder.build();
  }

  /** The column of the lists of a weight. */
  static Field listOf(Field weight) {
    return Field.required(weight.name() + "s", createArrayType(LongType), weight.meaning());
  }

  private static Column list(Field weight) {
    return listOf(weight).is(collect_list(weight.col()));
  }

  private static Column[] columns(Function<Field, Column> weights) {
    List<Column> columns =
        new ArrayList<>(List.of(CONTEXT_KEY.col(), NEXT_CODE.col(), IS_LAST.col()));
    ContextCounts.WEIGHTS.forEach(weight -> columns.add(weights.apply(weight)));
    return columns.toArray(Column[]::new);
  }

  private static Column last() {
    return element_at(KEYS.col(), Contexts.LAST + 1);
  }

  private static Dataset<Row> counted(
      Dataset<Row> moves, Column key, HalfLives halfLives, long reference) {
    List<Field> fields = halfLives.fields();
    List<Column> weights = halfLives.weights(CAME_MILLIS.col(), reference);
    List<Column> weighed =
        new ArrayList<>(List.of(KEYS.col(), NEXT_CODE.col(), AT_MILLIS.col(), CAME_MILLIS.col()));
    List<Column> kept =
        new ArrayList<>(List.of(key.as(CONTEXT_KEY.name()), NEXT_CODE.col(), LAST_KEY.is(last())));
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
        .filter(CONTEXT_KEY.col().notEqual(Contexts.NONE))
        .withColumn(IS_LAST.name(), CONTEXT_KEY.col().equalTo(LAST_KEY.col()))
        .groupBy(CONTEXT_KEY.col(), NEXT_CODE.col(), IS_LAST.col())
        .agg(sums.get(0), Stream.of(sums).flatMap(List::stream).skip(1).toArray(Column[]::new));
  }
}

package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.prediction.ContextKeys.SILENCE;
import static org.desirepath.prediction.CountContexts.NEXT_CODES;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.KEYS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NUMBERS;
import static org.desirepath.prediction.DescribePrefixes.OCCURRED;
import static org.desirepath.prediction.SplitCases.CASE_PART;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.EVENT_NUMBER;
import static org.desirepath.table.ContextCounts.CONTEXT_KEY;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.NextCounts;
import org.desirepath.forecast.Silence;
import org.desirepath.table.Field;

/** Looks up what followed the contexts that cases stand in. */
final class AskContexts {

  private static final Field PLACE =
      Field.required("place", IntegerType, "Place of the context among the deep ones");
  private static final String PREFIX = "prefix";
  private static final String FOUND = "found";

  private AskContexts() {}

  /**
   * What followed each context of each prefix. Two shuffles, of a row per prefix and context: to
   * meet the counts, and to come together again.
   *
   * @param prefixes with the silence in which they are asked
   * @param counts as {@link CountContexts#deep} has them
   */
  static JavaRDD<AskedCase> of(
      Dataset<Row> prefixes,
      Dataset<Row> counts,
      Broadcast<SharedCounts> shared,
      Contexts contexts,
      HalfLives halfLives) {
    int deep = Contexts.LAST + 1;
    List<Column> found = new ArrayList<>(List.of(PLACE.col(), NEXT_CODES.col()));
    halfLives.fields().forEach(weight -> found.add(CountContexts.listOf(weight).col()));
    Column one = when(NEXT_CODES.col().isNotNull(), struct(found.toArray(Column[]::new)));
    // Told once, not in the rows of all contexts.
    Column prefix =
        when(
            PLACE.col().equalTo(0),
            struct(
                AT_MILLIS.col(),
                CASE_PART.col(),
                NEXT_CODE.col(),
                NUMBERS.col(),
                OCCURRED.col(),
                element_at(KEYS.col(), deep)));
    int size = contexts.size();
    int weights = halfLives.size();
    return prefixes
        .select(
            col("*"),
            posexplode(ContextKeys.asked(contexts))
                .as(new String[] {PLACE.name(), CONTEXT_KEY.name()}))
        .select(
            CASE_ID.col(),
            EVENT_NUMBER.col(),
            SILENCE.col(),
            prefix.as(PREFIX),
            PLACE.col(),
            CONTEXT_KEY.col())
        .join(counts, CONTEXT_KEY.name(), "left")
        .groupBy(CASE_ID.col(), EVENT_NUMBER.col(), SILENCE.col())
        .agg(first(col(PREFIX), true), collect_list(one).as(FOUND))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(row -> asked(row, shared.value(), size, weights));
  }

  private static AskedCase asked(InternalRow row, SharedCounts shared, int size, int weights) {
    NextCounts[] counts = new NextCounts[size];
    counts[Contexts.ANY] = shared.any();
    InternalRow prefix = row.getStruct(3, 6);
    counts[Contexts.LAST] = shared.after(prefix.getLong(5));
    ArrayData found = row.getArray(4);
    for (int i = 0; i < found.numElements(); i++) {
      InternalRow one = found.getStruct(i, 2 + weights);
      long[][] byHalfLife = new long[weights][];
      for (int halfLife = 0; halfLife < weights; halfLife++) {
        byHalfLife[halfLife] = one.getArray(2 + halfLife).toLongArray();
      }
      counts[Contexts.LAST + 1 + one.getInt(0)] =
          new NextCounts(one.getArray(1).toIntArray(), byHalfLife);
    }
    return new AskedCase(
        new AskedCase.Place(row.getUTF8String(0).toString(), row.getLong(1), row.getInt(2)),
        prefix.getLong(0),
        prefix.getInt(1),
        prefix.getInt(2),
        new CaseFeatures(prefix.getArray(3).toFloatArray(), prefix.getArray(4).toIntArray())
            .after(Silence.seconds(row.getInt(2))),
        counts);
  }
}

package org.desirepath.prediction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.KEYS;

import org.apache.spark.sql.Column;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Silence;
import org.desirepath.table.Field;

/** Numbers of the contexts beyond the last touchpoint, with the silence that goes with them. */
final class ContextKeys {

  static final Field SILENCE =
      Field.required(
          "silence", IntegerType, "Step of the time for which nothing had come when it was asked");

  private ContextKeys() {}

  /** The contexts of a prefix in {@link #SILENCE}, by place. */
  static Column asked(Contexts contexts) {
    return concat(before(contexts), inSilence(contexts, SILENCE.col()), behind(contexts));
  }

  /** The contexts that a move teaches: those of silence once for each step that it lasted. */
  static Column counted(Contexts contexts) {
    Column steps = sequence(lit(0), step(CAME_MILLIS.col().minus(AT_MILLIS.col())));
    return concat(
        before(contexts),
        flatten(transform(steps, step -> inSilence(contexts, step))),
        behind(contexts));
  }

  /**
   * The steps of silence in which nights would ask what comes next: those that it took to come,
   * from half an hour on.
   */
  static Column nightly() {
    Column last = step(CAME_MILLIS.col().minus(AT_MILLIS.col()));
    return when(last.gt(0), sequence(lit(1), last)).otherwise(array().cast("array<int>"));
  }

  /** The step of a time in ms. */
  static Column step(Column millis) {
    Column step = lit(0);
    for (int one = 1; one < Silence.STEPS; one++) {
      step = when(millis.geq(Silence.seconds(one) * 1000), lit(one)).otherwise(step);
    }
    return step;
  }

  private static Column before(Contexts contexts) {
    int first = Contexts.LAST + 1;
    return slice(KEYS.col(), first + 1, contexts.firstOfSilence() - first);
  }

  private static Column inSilence(Contexts contexts, Column step) {
    Column keys = slice(KEYS.col(), contexts.firstOfSilence() + 1, contexts.countOfSilence());
    return transform(keys, key -> xxhash64(key, step));
  }

  private static Column behind(Contexts contexts) {
    int first = contexts.firstOfSilence() + contexts.countOfSilence();
    return slice(KEYS.col(), first + 1, contexts.size() - first);
  }
}

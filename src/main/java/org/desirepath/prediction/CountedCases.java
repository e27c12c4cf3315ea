package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.desirepath.prediction.ContextKeys.SILENCE;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.table.ContextCounts.CONTEXT_KEY;
import static org.desirepath.table.ContextCounts.IS_LAST;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ContextCounts;

/**
 * What cases taught, ready to be asked.
 *
 * @param reference what came then, or later, had not lost weight in the counts
 * @param asOf when is asked
 */
record CountedCases(
    ContextCounts counts,
    Codes codes,
    Contexts contexts,
    HalfLives halfLives,
    Instant reference,
    Instant asOf) {

  /** Those who answer. */
  Experts experts() {
    return new Experts(
        contexts,
        halfLives.texts(),
        codes.size(),
        halfLives.units(Duration.between(reference, asOf)));
  }

  /** The same with the counts of contexts that some prefixes stand in, where these are few. */
  CountedCases of(Dataset<Row> prefixes) {
    Dataset<Row> keys =
        prefixes.select(explode(ContextKeys.asked(contexts)).as(CONTEXT_KEY.name())).distinct();
    Dataset<Row> last = counts.rows().filter(IS_LAST.col());
    return new CountedCases(
        new ContextCounts(
            counts
                .rows()
                .filter(not(IS_LAST.col()))
                .join(keys, CONTEXT_KEY.name(), "left_semi")
                .unionByName(last)),
        codes,
        contexts,
        halfLives,
        reference,
        asOf);
  }

  /** Where cases stand of which it is not known what comes next, nothing having come until now. */
  JavaRDD<AskedCase> asked(CaseEvents events) {
    Column silence = ContextKeys.step(lit(asOf.toEpochMilli()).minus(AT_MILLIS.col()));
    return asked(
        DescribePrefixes.of(events, contexts, codes)
            .filter(NEXT_CODE.col().equalTo(NOT_KNOWN))
            .select(col("*"), SILENCE.is(silence)));
  }

  /**
   * Looks up what followed the contexts of some prefixes, as {@link AskContexts} does. Counts of
   * last touchpoints come to the driver.
   */
  JavaRDD<AskedCase> asked(Dataset<Row> prefixes) {
    return AskContexts.of(
        prefixes,
        CountContexts.lists(counts.rows().filter(not(IS_LAST.col())), halfLives),
        JavaSparkContext.fromSparkContext(prefixes.sparkSession().sparkContext())
            .broadcast(CountContexts.shared(counts.rows().filter(IS_LAST.col()), halfLives)),
        contexts,
        halfLives);
  }
}

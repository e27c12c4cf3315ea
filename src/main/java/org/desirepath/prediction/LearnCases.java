package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.prediction.ContextKeys.SILENCE;
import static org.desirepath.prediction.DescribePrefixes.AT_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.prediction.SplitCases.CASE_PART;

import java.time.Instant;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.table.CaseEvents;

/**
 * What all cases teach, ready to be asked.
 *
 * @param counts of contexts beyond the last touchpoint
 * @param shared of the others
 */
record LearnCases(
    Contexts contexts, HalfLives halfLives, Codes codes, Dataset<Row> counts, SharedCounts shared) {

  /** Learns from all moves of cases; what came {@code asOf} has its whole weight. */
  static LearnCases of(
      CaseEvents events, Codes codes, Contexts contexts, HalfLives halfLives, Instant asOf) {
    Dataset<Row> moves =
        prefixes(events, contexts, codes).filter(NEXT_CODE.col().notEqual(NOT_KNOWN));
    return new LearnCases(
        contexts,
        halfLives,
        codes,
        CountContexts.deep(moves, contexts, halfLives, asOf.toEpochMilli()),
        CountContexts.shared(moves, halfLives, asOf.toEpochMilli()));
  }

  /** Those who answer. */
  Experts experts() {
    return new Experts(contexts, halfLives.texts(), codes.size(), HalfLives.UNIT);
  }

  /** Where cases stand of which it is not known what comes next, nothing having come until now. */
  JavaRDD<AskedCase> asked(CaseEvents events, Instant asOf) {
    Dataset<Row> open =
        prefixes(events, contexts, codes).filter(NEXT_CODE.col().equalTo(NOT_KNOWN));
    return AskContexts.of(
        open.select(
            col("*"),
            SILENCE.is(ContextKeys.step(lit(asOf.toEpochMilli()).minus(AT_MILLIS.col())))),
        counts,
        JavaSparkContext.fromSparkContext(open.sparkSession().sparkContext()).broadcast(shared),
        contexts,
        halfLives);
  }

  private static Dataset<Row> prefixes(CaseEvents events, Contexts contexts, Codes codes) {
    return DescribePrefixes.of(
        events.rows().select(col("*"), CASE_PART.is(lit(0))), contexts, codes);
  }
}

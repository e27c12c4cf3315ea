package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.desirepath.prediction.ContextKeys.SILENCE;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.table.CaseEvents.CASE_ID;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Tally;
import org.desirepath.table.CaseEvents;

/** Judges a model by what has come since it was last asked. */
final class ScoreAnswers {

  /** About so many questions are judged. */
  private static final long MOST = 500_000;

  private ScoreAnswers() {}

  /**
   * How well the published candidate and the baseline foretell what came since they were last
   * asked, from counts that do not have it yet: first tested, then learnt from. They are asked as
   * nights ask, in the silences that went before the answer. What came before, but was told late,
   * is not judged.
   *
   * <p>Shuffles: events of the cases, by case; a row per question and context, twice; the counts of
   * these contexts.
   *
   * @param cases all in which anything came
   * @param counted what the model had counted when it was last asked
   */
  static Map<Candidate, Tally> of(CaseEvents cases, CountedCases counted, ChosenForecaster chosen) {
    Dataset<Row> answered =
        DescribePrefixes.of(cases, counted.contexts(), counted.codes())
            .filter(
                NEXT_CODE
                    .col()
                    .notEqual(NOT_KNOWN)
                    .and(CAME_MILLIS.col().geq(counted.asOf().toEpochMilli())))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row questions = answered.agg(sum(size(ContextKeys.nightly()))).first();
      Set<Candidate> candidates = EnumSet.of(CompareCandidates.BASELINE, chosen.candidate());
      if (questions.isNullAt(0) || questions.getLong(0) == 0) {
        return CompareCandidates.tallies(candidates);
      }
      Dataset<Row> asked =
          answered
              .filter(
                  ChooseForecaster.isTaken(CASE_ID.col(), "answers", questions.getLong(0), MOST))
              .select(col("*"), explode(ContextKeys.nightly()).as(SILENCE.name()));
      return CompareCandidates.tallies(
          candidates, chosen.forecaster(), counted.of(asked).asked(asked), counted.experts());
    } finally {
      answered.unpersist(false);
    }
  }
}

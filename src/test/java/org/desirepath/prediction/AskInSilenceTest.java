package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.prediction.CompareCandidates.Asked;
import org.desirepath.prediction.CompareCandidates.Split;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A night asks what comes next when nothing has come for long. */
@ExtendWith(SparkExtension.class)
class AskInSilenceTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  @Test
  void whatComesAfterSilenceIsLearntFromWhatCameAfterSilence(SparkSession spark) {
    CaseLog log = visits(150, new Random(1));

    Dataset<Row> scores = scores(spark, log, Asked.IN_SILENCE);

    assertThat(value(scores, "pooled_views", "log_loss"))
        .isLessThan(0.5 * value(scores, "variable_order", "log_loss"));
    assertThat(scores.filter("is_published").first().getString(1)).isEqualTo("pooled_views");
  }

  @Test
  void aQuestionIsAskedForEachStepOfTheSilenceThatWasWaited(SparkSession spark) {
    CaseLog log = visits(50, new Random(2));

    // A visit, then some days, and the end a minute after the last one: after each visit but the
    // last of a case it is asked after half an hour and after a day.
    long asked = scores(spark, log, Asked.IN_SILENCE).first().getLong(7);
    long visits = 0;
    for (List<String> touchpoints : log.cases().subList(40, 50)) {
      visits += Collections.frequency(touchpoints, "home");
    }
    assertThat(asked).isEqualTo(2 * (visits - 10));
  }

  @Test
  void stepsBeginWithTheirFirstMoment(SparkSession spark) {
    assertThat(
            spark
                .range(1)
                .selectExpr(
                    "explode(array(-5L, 1799999L, 1800000L, 86400000L, 604799999L, 604800000L,"
                        + " 2419200000L)) as ms")
                .select(ContextKeys.step(col("ms")))
                .collectAsList()
                .stream()
                .map(row -> row.getInt(0)))
        .containsExactly(0, 0, 1, 2, 2, 3, 4);
  }

  /** Cases of visits that begin at home and go on by chance, two to six days apart. */
  private static CaseLog visits(int count, Random random) {
    CaseLog log = new CaseLog();
    for (int i = 0; i < count; i++) {
      List<String> touchpoints = new ArrayList<>();
      List<Long> moments = new ArrayList<>();
      long at = CaseLog.day(i);
      for (int visit = 0; visit < 3 + random.nextInt(3); visit++) {
        int length = 1 + random.nextInt(4);
        for (int step = 0; step < length; step++) {
          touchpoints.add(step == 0 ? "home" : List.of("a", "b", "c").get(random.nextInt(3)));
          moments.add(at + step * MINUTE);
        }
        at += (2 + random.nextInt(5)) * DAY;
      }
      moments.add(moments.get(moments.size() - 1) + MINUTE);
      log.add(
          "c" + (1000 + i),
          moments.stream().mapToLong(Long::longValue).toArray(),
          touchpoints,
          Collections.nCopies(touchpoints.size(), ""));
    }
    return log;
  }

  private static Dataset<Row> scores(SparkSession spark, CaseLog log, Asked when) {
    return CompareCandidates.of(
            log.events(spark, 2),
            List.of("side"),
            new HalfLives(List.of(Duration.ofDays(30))),
            SplitCases.of(log.events(spark, 2), 0.2),
            Split.PUBLIC,
            when,
            PredictionSettings.NO_LEARNER)
        .scores()
        .rows()
        .filter("split = 'public_test'");
  }

  private static double value(Dataset<Row> scores, String candidate, String metric) {
    return scores
        .filter(col("candidate").equalTo(candidate).and(col("metric").equalTo(metric)))
        .first()
        .getDouble(4);
  }
}

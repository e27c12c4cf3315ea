package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.ModelScores;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class BackTestTest {

  private static final PredictionSettings SETTINGS = new PredictionSettings(3, 0.3, 1, 0);

  @Test
  void theCutLeavesNoMoreThanTheShareButAtLeastTheLastHour() {
    SortedMap<Long, Long> byHour = new TreeMap<>(Map.of(1L, 5L, 2L, 3L, 3L, 2L));

    assertThat(BackTest.cut(byHour, 0.5)).hasValue(2);
    assertThat(BackTest.cut(byHour, 0.49)).hasValue(3);
    assertThat(BackTest.cut(byHour, 0.1)).hasValue(3);
    assertThat(BackTest.cut(new TreeMap<>(), 0.1)).isEmpty();
  }

  @Test
  void scoresAreThoseOfAskingCaseByCase(SparkSession spark) {
    JourneyLog log = JourneyLog.random(150, false, 12);
    Map<String, double[]> expected = byHand(log);

    List<Row> rows = scores(spark, log).rows().collectAsList();

    assertThat(rows).hasSize(12);
    for (Row row : rows) {
      double[] sums = expected.get(row.getString(1));
      int place =
          List.of("top_1", "top_3", "mean_reciprocal_rank", "log_loss", "brier")
              .indexOf(row.getString(3));
      if (place >= 0) {
        assertThat(row.getDouble(4))
            .as(row.getString(1) + " " + row.getString(3))
            .isCloseTo(sums[place] / sums[5], within(1e-6));
      }
      assertThat(row.getLong(7)).isEqualTo((long) sums[5]);
      assertThat(row.getDouble(5)).isLessThanOrEqualTo(row.getDouble(4));
      assertThat(row.getDouble(6)).isGreaterThanOrEqualTo(row.getDouble(4));
    }
  }

  @Test
  void whatFollowsOneAnotherIsPublishedByTheMarkovModel(SparkSession spark) {
    assertThat(published(scores(spark, JourneyLog.random(150, false, 3)))).isEqualTo("markov_1");
  }

  @Test
  void whatComesByChanceIsPublishedByTheMostFrequent(SparkSession spark) {
    assertThat(published(scores(spark, JourneyLog.random(100, true, 3))))
        .isEqualTo("most_frequent");
  }

  @Test
  void nothingThatHappensAfterTheCutIsLearnt(SparkSession spark) {
    // Ten journeys; the last three start on day 100. The first goes on after that day.
    JourneyLog early = new JourneyLog();
    JourneyLog late = new JourneyLog();
    for (JourneyLog log : List.of(early, late)) {
      for (int i = 1; i < 7; i++) {
        log.add("old" + i, i, "won", "a", "b", "a");
      }
      for (int i = 0; i < 3; i++) {
        log.add("new" + i, 100, "won", "a", "b", "c");
      }
    }
    early.add("old0", 98, "open", "a", "b");
    late.add("old0", 98, "won", "a", "b", "c", "c", "c", "c", "c", "c");

    assertThat(text(scores(spark, late))).isEqualTo(text(scores(spark, early)));
  }

  @Test
  void neitherOrderNorPartitionsChangeAnything(SparkSession spark) {
    JourneyLog log = JourneyLog.random(80, false, 5);
    String expected = text(scores(spark, log));

    for (int partitions : List.of(1, 7, 64)) {
      assertThat(
              text(
                  BackTest.from(
                      log.shuffledSteps(spark, partitions),
                      log.shuffledJourneys(spark, Math.min(7, partitions)),
                      SETTINGS,
                      JourneyLog.LEVEL)))
          .isEqualTo(expected);
    }
  }

  @Test
  void whatCannotBeMeasuredHasNoValueAndPublishesTheMostFrequent(SparkSession spark) {
    for (JourneyLog log :
        List.of(
            new JourneyLog(),
            new JourneyLog().add("1", 0, "open", "a"),
            new JourneyLog().add("1", 0, "won", "a", "b"),
            new JourneyLog().add("1", 0, "open", "a", "b").add("2", 9, "open", "a"))) {
      ModelScores scores = scores(spark, log);

      assertThat(published(scores)).isEqualTo("most_frequent");
      assertThat(scores.rows().filter("value is not null or case_count > 0").count()).isZero();
      assertThat(scores.rows().count()).isEqualTo(12);
    }
  }

  private static ModelScores scores(SparkSession spark, JourneyLog log) {
    return BackTest.from(log.steps(spark), log.journeys(spark), SETTINGS, JourneyLog.LEVEL);
  }

  private static String text(ModelScores scores) {
    return TextTable.show(
        scores.rows(),
        "candidate",
        "metric",
        "case_count",
        "is_published",
        "value",
        "value_low",
        "value_high");
  }

  private static String published(ModelScores scores) {
    return scores
        .rows()
        .filter("is_published")
        .select("candidate")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(Collectors.joining(","));
  }

  /** Hits in one and in three, reciprocal ranks, log-loss, Brier and cases of both candidates. */
  private static Map<String, double[]> byHand(JourneyLog log) {
    List<Row> journeys = log.journeyRows();
    long[] starts =
        journeys.stream().mapToLong(row -> row.getTimestamp(6).getTime()).sorted().toArray();
    // The first start that no more than three tenths of the journeys share or follow.
    int place = 0;
    while (starts.length - place > 0.3 * starts.length
        || (place > 0 && starts[place] == starts[place - 1])) {
      place++;
    }
    long cut = starts[place];
    SortedMap<String, SortedMap<String, Long>> learnt = new TreeMap<>();
    List<String[]> asked = new ArrayList<>();
    for (Row journey : journeys) {
      List<Row> steps =
          log.stepRows().stream()
              .filter(row -> row.getString(0).equals(journey.getString(0)))
              .toList();
      for (int i = 0; i < steps.size(); i++) {
        boolean last = i == steps.size() - 1;
        if (last && journey.getString(16).equals("open")) {
          continue;
        }
        String to = last ? "outcome:" + journey.getString(16) : steps.get(i + 1).getString(5);
        long at = (last ? journey.getTimestamp(17) : steps.get(i + 1).getTimestamp(6)).getTime();
        String from = steps.get(i).getString(5);
        if (journey.getTimestamp(6).getTime() >= cut) {
          asked.add(new String[] {from, to});
        } else if (at < cut) {
          learnt.computeIfAbsent(from, key -> new TreeMap<>()).merge(to, 1L, Long::sum);
        }
      }
    }
    Map<String, double[]> results = new TreeMap<>();
    for (NextModel.Candidate candidate : NextModel.Candidate.values()) {
      NextModel model = NextModel.of(candidate, learnt);
      double[] sums = new double[6];
      for (String[] one : asked) {
        Distribution next = model.after(one[0]);
        int rank = next.rank(one[1]);
        double brier = 0;
        for (Distribution.Candidate to : next.candidates()) {
          double hit = to.touchpointId().equals(one[1]) ? 1 : 0;
          brier += Math.pow(to.probability() - hit, 2);
        }
        brier += Math.pow(next.rest() - (rank == 0 ? 1 : 0), 2);
        sums[0] += rank == 1 ? 1 : 0;
        sums[1] += rank > 0 && rank < 4 ? 1 : 0;
        sums[2] += rank > 0 ? 1.0 / rank : 0;
        sums[3] -= Math.log(next.probability(one[1]));
        sums[4] += brier;
        sums[5]++;
      }
      results.put(candidate.label(), sums);
    }
    return results;
  }
}

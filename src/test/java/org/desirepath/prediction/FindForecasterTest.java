package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.prediction.FrozenForecaster.Training;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.PredictionModels;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class FindForecasterTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          2, 0.3, List.of(), Duration.ofDays(7), "none", Duration.ofDays(30), 0.05, 1000, 2, 0.2);

  private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-01");
  private static final int TRAINED = 50;
  private static final int TOUCHPOINTS = 6;

  @Test
  void aModelGoesOnAndIsJudgedByWhatComesUntilThatIsUnlikeItsBackTest(SparkSession spark) {
    Version first = night(spark, stories(1000), TRAINED, Optional.empty());
    assertThat(first.model().training().because()).isEqualTo("first");
    assertThat(first.model().answerCount()).isZero();

    Version same = night(spark, stories(1000), TRAINED + 8, Optional.of(first));
    assertThat(same.model().version()).isEqualTo(first.model().version());
    assertThat(same.model().training()).isEqualTo(first.model().training());
    assertThat(same.model().answerCount()).isGreaterThan(CompareCandidates.FEWEST);
    assertThat(scores(same, "split <> 'since_training'"))
        .isEqualTo(scores(first, "split <> 'since_training'"));
    assertThat(scores(same, "split = 'since_training' and metric = 'log_loss' and value < 1"))
        .contains("variable_order");

    // The same day again: nothing is judged twice.
    Version again = night(spark, stories(1000), TRAINED + 8, Optional.of(same));
    assertThat(again.text()).isEqualTo(same.text());

    // From the training on everything goes the other way.
    Version turned = night(spark, stories(TRAINED), TRAINED + 8, Optional.of(first));
    assertThat(turned.model().training().because()).isEqualTo("drift");
    assertThat(turned.model().training().trainedOn()).isEqualTo(FIRST_DAY.plusDays(TRAINED + 8));
    assertThat(turned.model().answerCount()).isZero();
  }

  @Test
  void aModelThatCannotBeReadIsTrainedAgain(SparkSession spark) {
    Version first = night(spark, stories(1000), 20, Optional.empty());
    PredictionModels broken =
        new PredictionModels(
            first
                .table(spark)
                .rows()
                .withColumn(PersonaModels.MODEL_TEXT.name(), functions.lit("{\"other\": 1}")));

    FrozenForecaster found =
        found(
            first.steps(),
            first.journeys(),
            Optional.of(new LastNight(broken, first.counts(), first.steps(), first.journeys())),
            20);

    assertThat(found.training().because()).isEqualTo("unreadable");
    assertThat(found.version()).isEqualTo(first.model().version());
  }

  @Test
  void aModelIsTrainedAgainWhenItIsOldOrMadeByOtherSettingsOrOnALaterDay() {
    LocalDate trained = LocalDate.parse("2026-03-10");
    Training training = new Training("v1", "these", trained, "run-1", "first");
    Duration month = Duration.ofDays(30);

    assertThat(FindForecaster.unfit(training, "these", month, trained)).isNull();
    assertThat(FindForecaster.unfit(training, "these", month, trained.plusDays(29))).isNull();
    assertThat(FindForecaster.unfit(training, "these", month, trained.plusDays(30)))
        .isEqualTo("age");
    assertThat(FindForecaster.unfit(training, "others", month, trained)).isEqualTo("settings");
    assertThat(FindForecaster.unfit(training, "these", month, trained.minusDays(1)))
        .isEqualTo("later");
  }

  private static String scores(Version version, String which) {
    return TextTable.show(
        version.model().scores().rows().filter(which),
        "model",
        "candidate",
        "split",
        "metric",
        "value");
  }

  private static Version night(
      SparkSession spark, List<Story> stories, int day, Optional<Version> before) {
    JourneyLog log = new JourneyLog();
    stories.forEach(story -> story.tell(log, day));
    JourneySteps steps = log.steps(spark);
    JourneyFacts journeys = log.journeys(spark);
    Optional<LastNight> last =
        before.map(
            one -> new LastNight(one.table(spark), one.counts(), one.steps(), one.journeys()));
    FrozenForecaster model = found(steps, journeys, last, day);
    ContextCounts counts =
        CountJourneys.from(
            steps,
            journeys,
            model,
            last,
            FindChanges.from(steps, journeys, last, JourneyLog.LEVEL),
            SETTINGS,
            JourneyLog.LEVEL);
    return new Version(steps, journeys, model, new ContextCounts(counts.rows().localCheckpoint()));
  }

  private static FrozenForecaster found(
      JourneySteps steps, JourneyFacts journeys, Optional<LastNight> last, int day) {
    ChangedJourneys changed = FindChanges.from(steps, journeys, last, JourneyLog.LEVEL);
    Instant asOf = Instant.ofEpochMilli(JourneyLog.START + day * JourneyLog.DAY);
    return FindForecaster.from(
        steps,
        journeys,
        last,
        changed,
        SETTINGS,
        JourneyLog.LEVEL,
        new FindForecaster.Night(FIRST_DAY.plusDays(day), asOf, "run-" + day, "1.0"));
  }

  /** Journeys that go round, from a day on the other way. */
  private static List<Story> stories(int turn) {
    Random random = new Random(7);
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      int start = random.nextInt(70);
      int at = random.nextInt(TOUCHPOINTS);
      List<String> path = new ArrayList<>();
      do {
        path.add("t" + at);
        int step = random.nextInt(10) < 9 ? 1 : 2;
        at = Math.floorMod(at + (start + path.size() < turn ? step : -step), TOUCHPOINTS);
      } while (random.nextInt(8) > 0);
      stories.add(new Story("j" + i, start, path));
    }
    return stories;
  }

  private record Story(String id, int start, List<String> path) {

    /** As it stands on a day. */
    private void tell(JourneyLog log, int day) {
      int known = Math.min(path.size(), day - start);
      if (known > 0) {
        boolean isOver = start + path.size() < day;
        log.add(id, start, isOver ? "lost" : "open", path.subList(0, known).toArray(String[]::new));
      }
    }
  }

  private record Version(
      JourneySteps steps, JourneyFacts journeys, FrozenForecaster model, ContextCounts counts) {

    private PredictionModels table(SparkSession spark) {
      return StoreForecaster.from(spark, model);
    }

    private String text() {
      return ForecasterText.of(model) + TextTable.show(counts.rows(), counts.rows().columns());
    }
  }
}

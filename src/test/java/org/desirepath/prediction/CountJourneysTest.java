package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CountJourneysTest {

  private static final PredictionSettings SETTINGS =
      new PredictionSettings(
          2,
          0.3,
          List.of(Duration.ofDays(7), Duration.ofDays(30)),
          Duration.ofDays(30),
          "none",
          Duration.ofDays(30),
          0.05,
          1000,
          2,
          0.2);

  private static final Instant TRAINED = Instant.parse("2026-02-01T00:00:00Z");
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

  @Test
  void whatChangedIsCountedAsIfAllWereCountedAnew(SparkSession spark) {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Map<String, Story> stories = new TreeMap<>();
      for (int i = 0; i < 60; i++) {
        stories.put("j" + i, Story.random(random));
      }
      Night before = Night.first(spark, log(stories));
      for (int day = 1; day < 4; day++) {
        change(stories, random, day);

        Night next = before.next(spark, log(stories), TRAINED.plus(Duration.ofDays(day)));

        assertThat(next.changed().rows().count()).isBetween(5L, 59L);
        assertThat(text(next.counts())).isEqualTo(text(next.anew()));
        before = next;
      }
    }
  }

  @Test
  void whereNothingChangedNothingIsCounted(SparkSession spark) {
    JourneyLog log = JourneyLog.random(40, false, 5);
    Night first = Night.first(spark, log);

    Night second = first.next(spark, log, TRAINED.plus(Duration.ofDays(1)));

    assertThat(second.changed().rows().count()).isZero();
    assertThat(text(second.counts())).isEqualTo(text(first.counts()));
  }

  @Test
  void everyMoveIsCountedOnceAfterItsLastTouchpoint(SparkSession spark) {
    Night night = Night.first(spark, JourneyLog.random(40, false, 9));
    long moves =
        JourneyCases.of(night.steps(), night.journeys(), JourneyLog.LEVEL)
            .rows()
            .filter("next_id is not null")
            .count();

    assertThat(
            night.counts().rows().filter("is_last").selectExpr("sum(weight_0)").first().getLong(0))
        .isEqualTo(moves * HalfLives.UNIT);
  }

  /** Some go on, some end, some are new or gone, and of some the past is told otherwise. */
  private static void change(Map<String, Story> stories, Random random, int day) {
    for (String id : List.copyOf(stories.keySet())) {
      Story story = stories.get(id);
      switch (random.nextInt(12)) {
        case 0 -> stories.remove(id);
        case 1 -> stories.put("new" + day + id, Story.random(random));
        case 2 -> stories.put(id, story.with(0, NAMES.get(random.nextInt(NAMES.size()))));
        case 3, 4 -> stories.put(id, story.with(story.path().size(), "f" + day));
        case 5 -> stories.put(id, new Story(story.day() + 1, story.path(), story.outcome()));
        case 6 -> stories.put(id, new Story(story.day(), story.path(), "won"));
        default -> {}
      }
    }
  }

  private static JourneyLog log(Map<String, Story> stories) {
    JourneyLog log = new JourneyLog();
    stories.forEach(
        (id, story) ->
            log.add(id, story.day(), story.outcome(), story.path().toArray(String[]::new)));
    return log;
  }

  private static String text(ContextCounts counts) {
    return TextTable.show(counts.rows(), counts.rows().columns());
  }

  private record Story(int day, List<String> path, String outcome) {

    private static Story random(Random random) {
      List<String> path = new ArrayList<>();
      do {
        path.add(NAMES.get(random.nextInt(NAMES.size())));
      } while (random.nextInt(5) > 0);
      return new Story(random.nextInt(30), path, random.nextInt(3) > 0 ? "open" : "lost");
    }

    private Story with(int place, String touchpoint) {
      List<String> changed = new ArrayList<>(path);
      if (place == changed.size()) {
        changed.add(touchpoint);
      } else {
        changed.set(place, touchpoint);
      }
      return new Story(day, changed, outcome);
    }
  }

  /** A night and what it counted. */
  private record Night(
      JourneySteps steps,
      JourneyFacts journeys,
      FrozenForecaster model,
      ChangedJourneys changed,
      ContextCounts counts) {

    private static Night first(SparkSession spark, JourneyLog log) {
      JourneySteps steps = log.steps(spark);
      JourneyFacts journeys = log.journeys(spark);
      FrozenForecaster model =
          Models.counting(
              spark,
              SETTINGS,
              LocalDate.parse("2026-02-01"),
              Moves.from(steps, journeys, JourneyLog.LEVEL).names(),
              TRAINED);
      return counted(steps, journeys, model, Optional.empty());
    }

    private Night next(SparkSession spark, JourneyLog log, Instant asOf) {
      JourneySteps nextSteps = log.steps(spark);
      JourneyFacts nextJourneys = log.journeys(spark);
      Codes codes =
          model.codes().and(Moves.from(nextSteps, nextJourneys, JourneyLog.LEVEL).names());
      return counted(
          nextSteps,
          nextJourneys,
          model.kept(codes, model.reference(), asOf, model.answers()),
          Optional.of(
              new VersionBefore(
                  StoreForecaster.from(spark, model, new Moves(new TreeMap<>())),
                  counts,
                  steps,
                  journeys)));
    }

    private static Night counted(
        JourneySteps steps,
        JourneyFacts journeys,
        FrozenForecaster model,
        Optional<VersionBefore> before) {
      ChangedJourneys changed = FindChanges.from(steps, journeys, before, JourneyLog.LEVEL);
      return new Night(
          steps,
          journeys,
          model,
          changed,
          new ContextCounts(
              CountJourneys.from(
                      steps, journeys, model, before, changed, SETTINGS, JourneyLog.LEVEL)
                  .rows()
                  .localCheckpoint()));
    }

    private ContextCounts anew() {
      return CountJourneys.from(
          steps, journeys, model, Optional.empty(), changed, SETTINGS, JourneyLog.LEVEL);
    }
  }
}

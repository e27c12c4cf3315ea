package org.desirepath.persona;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.table.PersonaLineage;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.PlanOnceExtension;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of personas from night to night. */
@ExtendWith({SparkExtension.class, PlanOnceExtension.class})
class PersonaNightsTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  @Test
  void everyPersonaOfThirtyDriftingNightsKeepsItsId(SparkSession spark) {
    Nights nights = new Nights(spark, settings(1, 6, 3, 0.05, 42));
    Set<String> ids = new TreeSet<>();
    Set<String> reasons = new TreeSet<>();
    for (int night = 0; night < 30; night++) {
      // One kind grows from a tenth to half of all sessions, and all kinds change their ways.
      PersonaModel model = nights.next(sessions(night, 3, 0.1 + 0.4 * night / 29));
      assertThat(model.personaIds()).as("night %d", night).hasSize(3);
      ids.addAll(model.personaIds());
      reasons.add(model.training().because());
    }

    assertThat(ids).hasSize(3);
    assertThat(reasons).contains("first").containsAnyOf("age", "drift");
    assertThat(nights.changes()).containsOnlyKeys("born", "kept").containsEntry("born", 3);
  }

  @Test
  void trainingAgainOnTheSameSessionsKeepsEverything(SparkSession spark) {
    Nights nights = new Nights(spark, settings(1, 6, 1, 1000, 42));
    List<Row> sessions = sessions(0, 3, 0.3);
    PersonaModel first = nights.next(sessions);

    PersonaModel second = nights.next(sessions);

    assertThat(second.training().because()).isEqualTo("age");
    assertThat(second.personaIds()).isEqualTo(first.personaIds());
    assertThat(second.version()).isEqualTo(first.version());
  }

  @Test
  void anotherSeedKeepsEveryPersonaToo(SparkSession spark) {
    List<Row> sessions = sessions(0, 3, 0.3);
    Nights nights = new Nights(spark, settings(1, 6, 30, 1000, 42));
    PersonaModel first = nights.next(sessions);
    nights.settings = settings(1, 6, 30, 1000, 7);

    PersonaModel second = nights.next(sessions);

    assertThat(second.training().because()).isEqualTo("settings");
    assertThat(second.personaIds()).containsExactlyInAnyOrderElementsOf(first.personaIds());
  }

  @Test
  void aFrozenModelScoresToTheLastBitLikeTheOneThatWasTrained(SparkSession spark) {
    for (PersonaSettings settings : List.of(settings(1, 6, 30, 1000, 42), kMeans())) {
      SessionFeatures features = features(spark, sessions(0, 3, 0.3));
      Nights nights = new Nights(spark, settings);
      PersonaModel trained = nights.next(features);

      PersonaModel kept = nights.next(features);

      assertThat(kept.training()).isEqualTo(trained.training());
      assertThat(kept.changes()).isEmpty();
      assertThat(AssignPersonas.from(features, kept, settings).rows().collectAsList())
          .isEqualTo(AssignPersonas.from(features, trained, settings).rows().collectAsList());
    }
  }

  @Test
  void whatIsPromotedIsTakenOnceAndTrainedAgainByItsOwnRecipe(SparkSession spark) {
    PersonaSettings settings = settings(1, 6, 3, 1000, 42);
    List<Row> sessions = sessions(0, 3, 0.3);
    Nights nights = new Nights(spark, settings);
    PersonaModel first = nights.next(sessions);
    nights.promoted = Optional.of(promotion(features(spark, sessions), settings, "one"));

    PersonaModel promoted = nights.next(sessions);
    PersonaModel kept = nights.next(sessions);
    PersonaModel older = nights.next(sessions);
    nights.settings = settings(1, 6, 3, 1000, 43);
    PersonaModel settled = nights.next(sessions);
    PersonaModel after = nights.next(sessions);

    assertThat(promoted.training().because()).isEqualTo("promotion");
    assertThat(promoted.clustering()).isInstanceOf(CentreClusters.class);
    assertThat(promoted.personaIds()).containsExactlyInAnyOrderElementsOf(first.personaIds());
    assertThat(kept.training()).isEqualTo(promoted.training());
    assertThat(older.training().because()).isEqualTo("age");
    assertThat(older.clustering()).isInstanceOf(CentreClusters.class);
    assertThat(settled.training().because()).isEqualTo("settings");
    assertThat(settled.clustering()).isInstanceOf(MarkovMixture.class);
    assertThat(after.training()).isEqualTo(settled.training());
  }

  @Test
  void aPromotionForOtherSettingsIsNotTaken(SparkSession spark) {
    List<Row> sessions = sessions(0, 3, 0.3);
    Nights nights = new Nights(spark, settings(1, 6, 30, 1000, 42));
    nights.next(sessions);
    nights.promoted =
        Optional.of(
            promotion(features(spark, sessions), settings(1, 6, 30, 1000, 43), "for others"));

    assertThat(nights.next(sessions).training().because()).isEqualTo("first");
  }

  @Test
  void aModelThatCannotBeReadIsTrainedAgain(SparkSession spark) {
    List<Row> sessions = sessions(0, 3, 0.3);
    Nights nights = new Nights(spark, settings(1, 6, 30, 1000, 42));
    PersonaModel first = nights.next(sessions);
    nights.model =
        nights.model.map(
            kept ->
                new PersonaModels(
                    kept.rows().withColumn("model_text", lit("{\"anotherRelease\": true}"))));

    PersonaModel again = nights.next(sessions);

    assertThat(again.training().because()).isEqualTo("unreadable");
    assertThat(again.version()).isEqualTo(first.version());
  }

  /** The promotion of three clusters by k-means. */
  private static Promotion promotion(
      SessionFeatures features, PersonaSettings settings, String id) {
    Recipe recipe = new Recipe(PersonaSettings.K_MEANS, List.of("touchpoint", "depth"), 3, 3, 5);
    TrainingSessions sessions = TrainingSessions.of(features, settings);
    PersonaModel model =
        TrainPersonas.from(
            sessions,
            settings.with(recipe),
            new PersonaModel.Training("", "", FIRST, "sweep", "sweep", recipe, ""));
    return new Promotion(id, "k-means-3", settings.shape(), ModelText.of(model));
  }

  @Test
  void aKindThatVanishesIsRetiredAndOneThatComesIsBorn(SparkSession spark) {
    Nights nights = new Nights(spark, settings(1, 6, 1, 1000, 42));
    PersonaModel three = nights.next(sessions(0, 3, 0.3));
    PersonaModel two = nights.next(sessions(0, 2, 0.5));
    PersonaModel again = nights.next(sessions(0, 3, 0.3));

    assertThat(two.personaIds()).hasSize(2);
    assertThat(three.personaIds()).containsAll(two.personaIds());
    assertThat(again.personaIds()).hasSize(3).containsAll(two.personaIds());
    assertThat(nights.changes()).containsEntry("born", 4).containsEntry("retired", 1);
  }

  /** One night after the other, each with the model that the night before has stored. */
  private static final class Nights {

    private final SparkSession spark;
    private PersonaSettings settings;
    private Optional<PersonaModels> model = Optional.empty();
    private Optional<Promotion> promoted = Optional.empty();
    private Optional<PersonaLineage> lineage = Optional.empty();
    private int night;

    Nights(SparkSession spark, PersonaSettings settings) {
      this.spark = spark;
      this.settings = settings;
    }

    PersonaModel next(List<Row> sessions) {
      return next(features(spark, sessions));
    }

    PersonaModel next(SessionFeatures features) {
      String runId = "run-" + night;
      PersonaModel found =
          FindPersonas.from(features, settings, model, promoted, FIRST.plusDays(night), runId);
      model = Optional.of(StorePersonaModel.from(spark, found));
      lineage =
          Optional.of(
              new PersonaLineage(
                  spark.createDataFrame(
                      TracePersonas.from(spark, found, lineage, runId).rows().collectAsList(),
                      PersonaLineage.CONTRACT.schema())));
      night++;
      return found;
    }

    Map<String, Integer> changes() {
      Map<String, Integer> counts = new HashMap<>();
      lineage.orElseThrow().rows().select("change").collectAsList().stream()
          .map(row -> row.getString(0))
          .forEach(change -> counts.merge(change, 1, Integer::sum));
      return counts;
    }
  }

  private static SessionFeatures features(SparkSession spark, List<Row> rows) {
    return new SessionFeatures(spark.createDataFrame(rows, SessionFeatures.CONTRACT.schema()));
  }

  /**
   * Sessions of two or three kinds, with a taste for touchpoints of their own.
   *
   * @param night half of them begin on it; the later it is, the more all kinds visit the news
   * @param grown share of the last kind
   */
  private static List<Row> sessions(int night, int kinds, double grown) {
    Random random = new Random(17);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      int kind = random.nextDouble() < grown ? kinds - 1 : random.nextInt(kinds - 1);
      int length = 3 + random.nextInt(6);
      Map<List<String>, Integer> counts = new HashMap<>();
      String before = TermSpace.BOUNDARY;
      for (int step = 0; step <= length; step++) {
        String touchpoint =
            step == length
                ? TermSpace.BOUNDARY
                : random.nextInt(100) < night ? "news" : "t%d%d".formatted(kind, random.nextInt(4));
        counts.merge(List.of("move", before + TermSpace.ARROW + touchpoint), 1, Integer::sum);
        if (step < length) {
          counts.merge(List.of("touchpoint", touchpoint), 1, Integer::sum);
        }
        before = touchpoint;
      }
      List<Row> features = new ArrayList<>();
      counts.forEach(
          (name, count) ->
              features.add(RowFactory.create(name.get(0), name.get(1), (double) count)));
      features.add(RowFactory.create("depth", "touchpoints", (double) length));
      Timestamp startedAt =
          Timestamp.valueOf(FIRST.plusDays(i % 2 == 0 ? night : -10).atTime(9, 0));
      rows.add(RowFactory.create("s" + i, startedAt, (long) length, (long) length, features));
    }
    return rows;
  }

  private static PersonaSettings settings(
      int minCount, int maxCount, int days, double maxDrift, long seed) {
    return new PersonaSettings(
        PersonaSettings.MARKOV_MIXTURE,
        List.of("move", "depth"),
        minCount,
        maxCount,
        0,
        3,
        PersonaSettings.ASSIGNED,
        100_000,
        50,
        seed,
        Duration.ofDays(days),
        maxDrift,
        Map.of());
  }

  private static PersonaSettings kMeans() {
    return new PersonaSettings(
        PersonaSettings.K_MEANS,
        List.of("touchpoint", "depth"),
        3,
        3,
        0,
        3,
        PersonaSettings.ASSIGNED,
        100_000,
        50,
        1,
        Duration.ofDays(30),
        1000,
        Map.of());
  }
}

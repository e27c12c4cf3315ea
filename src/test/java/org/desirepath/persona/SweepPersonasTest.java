package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.ModelScores;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.PlanOnceExtension;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, PlanOnceExtension.class})
class SweepPersonasTest {

  private static final PersonaSettings PERSONAS = MixtureWorld.settings(1, 4, 7);

  @Test
  void threeKindsArePickedByMoreThanOneSeedAndToldInTables(SparkSession spark) {
    SessionFeatures features = SessionLog.ofThreeKinds(500, 4).features(spark);
    Kept kept = new Kept();

    List<Candidate> candidates = sweep(features, tuning(2, 4), kept);
    ChooseCandidate choice = ChooseCandidate.from(candidates, tuning(2, 4));

    assertThat(candidates).hasSize(2 * 3 * 2);
    assertThat(choice.picked().orElseThrow().count()).isEqualTo(3);
    assertThat(candidates)
        .filteredOn(candidate -> candidate.count() == 3)
        .allSatisfy(
            candidate -> {
              assertThat(candidate.agreement()).isGreaterThan(0.95);
              assertThat(candidate.lowestStability()).isGreaterThan(0.9);
              assertThat(candidate.silhouette()).isGreaterThan(0.3);
            });
    assertThat(
            ListCandidates.from(spark, candidates, choice)
                .rows()
                .filter("is_picked")
                .select("candidate", "persona_count")
                .collectAsList())
        .singleElement()
        .hasToString("[%s,3]".formatted(choice.picked().get().name()));
    ModelScores scores = ListCandidates.scores(spark, candidates, choice);
    assertThat(scores.rows().filter("metric = 'silhouette'").count()).isEqualTo(12);
    assertThat(scores.rows().filter("metric = 'gap'").count()).as("of points alone").isEqualTo(6);
  }

  @Test
  void aSweepGoesOnWhereItStopped(SparkSession spark) {
    SessionFeatures features = SessionLog.ofThreeKinds(200, 5).features(spark);
    Kept whole = new Kept();
    List<Candidate> candidates = sweep(features, tuning(2, 3), whole);
    Kept half = new Kept();
    half.texts.put("k-means-2-mix", whole.texts.get("k-means-2-mix"));
    half.texts.put("k-means-3-mix", "{\"cut off");

    List<Candidate> again = sweep(features, tuning(2, 3), half);

    assertThat(again).isEqualTo(candidates);
    assertThat(half.tried)
        .containsExactly("markov-mixture-2-mix", "markov-mixture-3-mix", "k-means-3-mix");
    assertThat(half.found).containsExactly("k-means-2-mix");
  }

  @Test
  void partitionsAndOrderChangeNoCandidate(SparkSession spark) {
    SessionFeatures features = SessionLog.ofThreeKinds(200, 6).features(spark);
    SessionFeatures other =
        new SessionFeatures(features.rows().orderBy("touchpoint_count").repartition(7));

    assertThat(sweep(other, tuning(3, 3), new Kept()))
        .isEqualTo(sweep(features, tuning(3, 3), new Kept()));
  }

  @Test
  void whereNothingIsLongEnoughThereIsNoSegmentation(SparkSession spark) {
    SessionLog log = new SessionLog();
    log.session("a", 1_772_000_000_000L, "use", "home", "docs");

    List<Candidate> candidates = sweep(log.features(spark), tuning(2, 2), new Kept());

    assertThat(ChooseCandidate.from(candidates, tuning(2, 2)).sentences())
        .startsWith("There is no stable segmentation.");
  }

  private static List<Candidate> sweep(SessionFeatures features, TuningSettings tuning, Kept kept) {
    return SweepPersonas.from(features, PERSONAS, tuning, LocalDate.of(2026, 3, 20), kept, kept)
        .candidates();
  }

  private static TuningSettings tuning(int minCount, int maxCount) {
    return new TuningSettings(
        List.of(PersonaSettings.MARKOV_MIXTURE, PersonaSettings.K_MEANS),
        Map.of("mix", List.of("touchpoint", "depth")),
        minCount,
        maxCount,
        List.of(1L, 2L),
        3,
        3,
        0.6,
        0.75,
        0.75,
        0.01);
  }

  /** Texts in memory, and what was told of each trial. */
  private static final class Kept implements SweepPersonas.Store, SweepPersonas.Listener {

    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> tried = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    @Override
    public Optional<String> read(String name) {
      return Optional.ofNullable(texts.get(name));
    }

    @Override
    public void write(String name, String text) {
      texts.put(name, text);
    }

    @Override
    public void began(String trial) {}

    @Override
    public void ended(String trial, List<Candidate> candidates, boolean wasThere) {
      (wasThere ? found : tried).add(trial);
    }
  }
}

package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.SweepFigures.Trait;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.PlanOnceExtension;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, PlanOnceExtension.class})
class PortraySweepTest {

  private static final PersonaSettings PERSONAS = MixtureWorld.settings(1, 3, 7);
  private static final TuningSettings TUNING =
      new TuningSettings(
          List.of(PersonaSettings.K_MEANS),
          Map.of("mix", List.of("touchpoint", "depth")),
          3,
          3,
          List.of(1L),
          2,
          2,
          0.6,
          0.75,
          0.75,
          0.01);

  @Test
  void clustersAreToldByWhatSetsThemApartAndByTheirOwnSessions(SparkSession spark) {
    SessionLog log = SessionLog.ofThreeKinds(300, 4);
    SweepFigures figures = figures(spark, log);

    SweepFigures.Candidate candidate = figures.candidates().get(0);
    assertThat(candidate.name()).isEqualTo("k-means-3-mix-s1").isEqualTo(figures.picked());
    assertThat(candidate.clusters()).hasSize(3);
    for (int place = 0; place < 3; place++) {
      int own = place;
      SweepFigures.Cluster cluster = candidate.clusters().get(place);
      assertThat(cluster.traits())
          .extracting(Trait::value)
          .containsExactlyElementsOf(
              candidate.clusters().get(0).traits().stream().map(Trait::value).toList());
      assertThat(cluster.traits()).anySatisfy(trait -> assertThat(trait.zScore()).isPositive());
      assertThat(cluster.examples())
          .hasSize(5)
          .allSatisfy(
              example -> {
                assertThat(candidate.owners().get(example)).isEqualTo(own);
                assertThat(figures.sequences().get(example)).isNotEmpty();
              });
    }
    assertThat(candidate.clusters().stream().mapToDouble(SweepFigures.Cluster::share).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void everyShownSessionHasAPlaceAnOwnerAndNamesOfTouchpoints(SparkSession spark) {
    SweepFigures figures = figures(spark, SessionLog.ofThreeKinds(300, 4));

    int shown = figures.sequences().size();
    assertThat(figures.sessionCount()).isEqualTo(shown);
    assertThat(figures.featureSets())
        .singleElement()
        .satisfies(set -> assertThat(set.points()).hasSize(shown));
    assertThat(figures.candidates())
        .allSatisfy(candidate -> assertThat(candidate.owners()).hasSize(shown));
    assertThat(figures.sequences())
        .allSatisfy(
            sequence ->
                assertThat(sequence)
                    .hasSizeBetween(3, 8)
                    .allSatisfy(name -> assertThat(name).matches("[A-Z][a-z]+")));
  }

  @Test
  void ofLongSessionsTheFirstTouchpointsAreShown(SparkSession spark) {
    String[] path = new String[20];
    Arrays.fill(path, "docs");
    SessionLog log = new SessionLog().session("long", 1_772_000_000_000L, "use", path);
    log.session("other", 1_772_000_000_000L, "use", "home", "docs", "home");

    assertThat(figures(spark, log).sequences())
        .anySatisfy(sequence -> assertThat(sequence).hasSize(13).endsWith("Docs", "…"));
  }

  private static SweepFigures figures(SparkSession spark, SessionLog log) {
    SessionFeatures features = log.features(spark);
    SweepPersonas sweep =
        SweepPersonas.from(
            features,
            PERSONAS,
            TUNING,
            LocalDate.of(2026, 3, 20),
            new NothingKept(),
            new NothingKept());
    return PortraySweep.from(
        sweep,
        log.touchpoints(spark),
        log.catalogue(spark).rows().collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1))),
        TUNING,
        ChooseCandidate.from(sweep.candidates(), TUNING),
        new PortraySweep.Origin("sweep", 1, LocalDate.of(2026, 3, 20)));
  }
}

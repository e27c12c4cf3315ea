package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.PersonaSettings.Recipe;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of every algorithm. */
@ExtendWith(SparkExtension.class)
class AlgorithmTest {

  static final List<String> ALL = PersonaSettings.ALGORITHMS;

  private static final int KINDS = 3;

  @ParameterizedTest
  @FieldSource("ALL")
  void plantedKindsAreFound(String name) {
    Sample sample = tastes(400, 11);
    Algorithm algorithm = algorithm(name, sample);

    Clustering found = algorithm.fit(FitMixture.once(400), KINDS, 5);

    int[] owners = algorithm.owners(found);
    CrossTable table = new CrossTable(KINDS, found.size());
    IntStream.range(0, owners.length).forEach(i -> table.add(i % KINDS, owners[i]));
    assertThat(table.adjustedRandIndex()).isGreaterThan(0.95);
  }

  /** Sessions of ten touchpoints each, nine of ten from the four of its kind. */
  private static Sample tastes(int sessions, long seed) {
    Random random = new Random(seed);
    List<List<Feature>> all = new ArrayList<>();
    Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
    for (int i = 0; i < sessions; i++) {
      Map<List<String>, Double> held = new TreeMap<>(Comparator.comparing(List::toString));
      String before = TermSpace.BOUNDARY;
      for (int j = 0; j < 10; j++) {
        int taste = random.nextInt(10) == 0 ? random.nextInt(KINDS) : i % KINDS;
        String next = "t" + (4 * taste + random.nextInt(4));
        held.merge(List.of("touchpoint", next), 1.0, Double::sum);
        held.merge(List.of("move", before + TermSpace.ARROW + next), 1.0, Double::sum);
        before = next;
      }
      held.put(List.of("depth", "touchpoints"), 10.0);
      all.add(
          held.entrySet().stream()
              .map(one -> new Feature(one.getKey().get(0), one.getKey().get(1), one.getValue()))
              .toList());
      held.keySet().forEach(name -> counts.merge(name, 1L, Long::sum));
    }
    return new Sample(
        all,
        counts.entrySet().stream()
            .map(
                one ->
                    new Statistic(
                        one.getKey().get(0), one.getKey().get(1), one.getValue(), 0, 0, 0))
            .toList());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void theSameSessionsAndSeedGiveTheSameClusters(String name) {
    MixtureWorld world = new MixtureWorld(200, 2, 12);

    assertThat(algorithm(name, world).fit(FitMixture.once(200), 4, 9).content())
        .isEqualTo(algorithm(name, world).fit(FitMixture.once(200), 4, 9).content());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void noneAreFoundWhereNoneAreAskedFor(String name) {
    Algorithm algorithm = algorithm(name, new MixtureWorld(50, 1, 13));

    assertThat(algorithm.fit(FitMixture.once(50), 0, 1).size()).isZero();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void anOwnerIsWhatIsChosenForTheFeatures(String name) {
    MixtureWorld world = new MixtureWorld(100, 2, 14);
    Algorithm algorithm = algorithm(name, world);
    Clustering found = algorithm.fit(FitMixture.once(100), 3, 2);

    int[] owners = algorithm.owners(found);

    for (int i = 0; i < owners.length; i++) {
      Clustering.Choice choice = found.choose(world.sessions().get(i));
      assertThat(choice.place()).isEqualTo(owners[i]);
      assertThat(choice.confidence()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aStoredModelChoosesToTheLastBitLikeTheOneThatWasStored(String name) {
    MixtureWorld world = new MixtureWorld(150, 2, 15);
    Clustering found = algorithm(name, world).fit(FitMixture.once(150), 3, 3);
    PersonaModel model = model(found);

    PersonaModel read = ModelText.read(ModelText.of(model)).orElseThrow();

    assertThat(read.clustering().content()).isEqualTo(found.content());
    assertThat(read.training()).isEqualTo(model.training());
    for (List<Feature> session : world.sessions()) {
      assertThat(read.choose(session)).isEqualTo(model.choose(session));
    }
  }

  private static PersonaModel model(Clustering clustering) {
    List<Cluster> clusters = new ArrayList<>();
    for (int place = 0; place < clustering.size(); place++) {
      clusters.add(new Cluster("p" + place, "run-1", 10, 0.5, 0.9));
    }
    return new PersonaModel(
        clustering,
        clusters,
        new Training(
            "v1",
            "settings",
            LocalDate.of(2026, 3, 1),
            "run-1",
            "first",
            new Recipe("k-means", List.of("touchpoint"), 3, 3, 1),
            ""),
        List.of(),
        0,
        null,
        List.of());
  }

  private static Algorithm algorithm(String name, MixtureWorld world) {
    return algorithm(name, new Sample(world.sessions(), world.statistics()));
  }

  private static Algorithm algorithm(String name, Sample sample) {
    PersonaSettings settings =
        MixtureWorld.settings(2, 2, 1)
            .with(
                new Recipe(
                    name,
                    name.equals(PersonaSettings.MARKOV_MIXTURE)
                        ? List.of("move", "device", "depth")
                        : List.of("touchpoint"),
                    2,
                    2,
                    1));
    return Algorithm.of(settings, sample, SparkExtension.session().sparkContext());
  }
}

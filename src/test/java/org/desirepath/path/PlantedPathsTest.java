package org.desirepath.path;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.JourneySequences;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Worlds in which one path raises the odds of winning, and worlds in which nothing does. Each world
 * is a scope, so that its paths are tested together and with no other's.
 */
@ExtendWith(SparkExtension.class)
class PlantedPathsTest {

  private static final int WORLDS = 100;
  private static final int JOURNEYS = 500;
  private static final int TOUCHPOINTS = 8;
  private static final double ODDS_RATIO = 4;
  private static final double ODDS_WITHOUT = 0.4;
  private static final String PLANTED = "t2 > t5";

  private static Dataset<Row> paths;

  @BeforeAll
  static void mineAllWorlds() {
    MapFunction<Long, Row> journey = PlantedPathsTest::journey;
    JourneySequences journeys =
        new JourneySequences(
            SparkExtension.session()
                .range(0, 2L * WORLDS * JOURNEYS, 1, 2)
                .map(journey, Encoders.row(JourneySequences.CONTRACT.schema()))
                .persist(StorageLevel.MEMORY_ONLY()));
    paths =
        MinePaths.from(journeys, Set.of(), new PathSettings(0.1, 5, 3, 500, 99, 20, 30))
            .rows()
            .persist(StorageLevel.MEMORY_ONLY());
  }

  /** Every journey is in a world where the path matters and in one where nothing does. */
  private static Row journey(long number) {
    long world = number / 2 / JOURNEYS;
    Random random = new Random(1_000_003 * world + number / 2 % JOURNEYS);
    List<String> steps = steps(random);
    double odds =
        String.join(" > ", steps).contains(PLANTED) ? ODDS_RATIO * ODDS_WITHOUT : ODDS_WITHOUT;
    boolean isWon = random.nextDouble() < odds / (1 + odds);
    return number % 2 == 0
        ? row(number, "planted" + world, steps, isWon)
        : row(number, "nothing" + world, steps, random.nextDouble() < 0.4);
  }

  @Test
  void thePathThatRaisesTheOddsIsFoundWithTheOddsWithinTheInterval() {
    Dataset<Row> planted =
        paths
            .where("startswith(scope, 'planted')")
            .where(col("path").equalTo(PLANTED).and(col("path_type").equalTo("contiguous")));

    assertThat(planted.count()).isEqualTo(WORLDS);
    assertThat(planted.where("q_value < 0.05").count()).isGreaterThanOrEqualTo(95);
    assertThat(
            planted
                .where(
                    "q_value < 0.05 AND odds_ratio_low <= %1$s AND odds_ratio_high >= %1$s"
                        .formatted(ODDS_RATIO))
                .count())
        .isGreaterThanOrEqualTo(95);
  }

  @Test
  void whereNothingMattersHardlyAnyWorldHasAPathThatSeemsTo() {
    Dataset<Row> nothing = paths.where("startswith(scope, 'nothing')");

    assertThat(nothing.count()).isGreaterThan(WORLDS * 50);
    assertThat(nothing.where("q_value < 0.05").select("scope").distinct().count())
        .isLessThanOrEqualTo((long) (0.05 * WORLDS));
  }

  private static List<String> steps(Random random) {
    List<String> steps = new ArrayList<>();
    int before = -1;
    for (int i = 3 + random.nextInt(6); i > 0; i--) {
      int next = random.nextInt(TOUCHPOINTS);
      if (before == 2 && random.nextInt(3) == 0) {
        next = 5;
      }
      if (next != before) {
        steps.add("t" + next);
        before = next;
      }
    }
    return steps;
  }

  private static Row row(long number, String world, List<String> steps, boolean isWon) {
    return RowFactory.create(
        "j" + number,
        "person",
        "p" + number,
        null,
        isWon ? "won" : "lost",
        CollectionConverters.asScala(List.of(RowFactory.create(world, "all"))).toSeq(),
        CollectionConverters.asScala(steps).toSeq(),
        CollectionConverters.asScala(Collections.nCopies(steps.size(), 0L)).toSeq());
  }
}

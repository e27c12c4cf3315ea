package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.persona.ClusterIndices.Placed;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ClusterIndicesTest {

  private static final int CLUSTERS = 4;

  @Test
  void theyAreWhatTheirDefinitionsSay(SparkSession spark) {
    Random random = new Random(5);
    for (int round = 0; round < 12; round++) {
      World world = new World(4 + random.nextInt(25), random);

      ClusterIndices indices = world.indices(spark, 1 + round % 3);

      assertThat(indices.sizes()).isEqualTo(world.sizes());
      assertThat(indices.silhouette().value()).isCloseTo(world.silhouette(), within(1e-5));
      assertThat(indices.daviesBouldin()).isCloseTo(world.daviesBouldin(), within(1e-5));
      assertThat(indices.calinskiHarabasz())
          .isCloseTo(world.calinskiHarabasz(), within(1e-5 * world.calinskiHarabasz()));
    }
  }

  @Test
  void theSilhouetteIsThatOfSparksEvaluator(SparkSession spark) {
    World world = new World(60, new Random(8));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < world.owners.length; i++) {
      rows.add(RowFactory.create(Vectors.dense(world.points.get(i)), (double) world.owners[i]));
    }
    StructType schema =
        new StructType()
            .add("features", org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
            .add("prediction", DataTypes.DoubleType);

    double evaluated = new ClusteringEvaluator().evaluate(spark.createDataFrame(rows, schema));

    assertThat(world.indices(spark, 2).silhouette().value()).isCloseTo(evaluated, within(1e-5));
  }

  @Test
  void partitionsChangeNothing(SparkSession spark) {
    World world = new World(40, new Random(6));

    assertThat(world.indices(spark, 7)).isEqualTo(world.indices(spark, 1));
  }

  @Test
  void oneClusterStandsApartFromNothing(SparkSession spark) {
    List<Placed> sessions = List.of(new Placed(1, point(0, 1)), new Placed(1, point(1, 1)));

    ClusterIndices indices =
        ClusterIndices.of(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(sessions, 1), 2, 2);

    assertThat(indices.sizes()).containsExactly(0L, 2L);
    assertThat(indices.silhouette()).isNull();
    assertThat(indices.daviesBouldin()).isNull();
    assertThat(indices.calinskiHarabasz()).isNull();
  }

  private static SessionVector point(double x, double y) {
    return new SessionVector(new int[] {0, 1}, new double[] {x, y});
  }

  /** Points on a grid with clusters drawn at random, two of them at least in use. */
  private static final class World {

    private final List<double[]> points = new ArrayList<>();
    private final int[] owners;

    World(int count, Random random) {
      owners = new int[count];
      for (int i = 0; i < count; i++) {
        owners[i] = i < 2 ? i : random.nextInt(3);
        points.add(new double[] {(owners[i] + random.nextInt(9)) / 8.0, random.nextInt(9) / 8.0});
      }
    }

    ClusterIndices indices(SparkSession spark, int partitions) {
      List<Placed> placed =
          IntStream.range(0, owners.length)
              .mapToObj(i -> new Placed(owners[i], point(points.get(i)[0], points.get(i)[1])))
              .toList();
      return ClusterIndices.of(
          JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(placed, partitions),
          CLUSTERS,
          2);
    }

    List<Long> sizes() {
      return IntStream.range(0, CLUSTERS).mapToObj(c -> (long) members(c).size()).toList();
    }

    double silhouette() {
      double sum = 0;
      for (int i = 0; i < owners.length; i++) {
        double within = 0;
        double next = Double.MAX_VALUE;
        for (int c = 0; c < CLUSTERS; c++) {
          List<Integer> others = new ArrayList<>(members(c));
          others.remove((Integer) i);
          int own = i;
          double mean =
              others.stream()
                  .mapToDouble(j -> squared(points.get(own), points.get(j)))
                  .average()
                  .orElse(Double.NaN);
          if (c == owners[i]) {
            within = mean;
          } else if (!others.isEmpty()) {
            next = Math.min(next, mean);
          }
        }
        boolean isAlone = Double.isNaN(within);
        sum +=
            isAlone || Math.max(within, next) == 0 ? 0 : (next - within) / Math.max(within, next);
      }
      return sum / owners.length;
    }

    double daviesBouldin() {
      List<Integer> used = used();
      double sum = 0;
      for (int c : used) {
        double worst = 0;
        for (int d : used) {
          if (c != d) {
            worst =
                Math.max(
                    worst,
                    (spread(c) + spread(d))
                        / Math.sqrt(squared(centre(members(c)), centre(members(d)))));
          }
        }
        sum += worst;
      }
      return sum / used.size();
    }

    double calinskiHarabasz() {
      List<Integer> used = used();
      double[] middle = centre(IntStream.range(0, owners.length).boxed().toList());
      double between = 0;
      double within = 0;
      for (int c : used) {
        double[] centre = centre(members(c));
        between += members(c).size() * squared(centre, middle);
        within += members(c).stream().mapToDouble(i -> squared(points.get(i), centre)).sum();
      }
      return between / (used.size() - 1) / (within / (owners.length - used.size()));
    }

    private List<Integer> used() {
      return IntStream.range(0, CLUSTERS).filter(c -> !members(c).isEmpty()).boxed().toList();
    }

    private double spread(int cluster) {
      double[] centre = centre(members(cluster));
      return members(cluster).stream()
          .mapToDouble(i -> Math.sqrt(squared(points.get(i), centre)))
          .average()
          .orElseThrow();
    }

    private List<Integer> members(int cluster) {
      return IntStream.range(0, owners.length).filter(i -> owners[i] == cluster).boxed().toList();
    }

    private double[] centre(List<Integer> members) {
      return new double[] {
        members.stream().mapToDouble(i -> points.get(i)[0]).average().orElseThrow(),
        members.stream().mapToDouble(i -> points.get(i)[1]).average().orElseThrow()
      };
    }

    private static double squared(double[] one, double[] other) {
      return Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2);
    }
  }
}

package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.identity.ConnectedComponents.Limits;
import org.desirepath.testing.CompiledPlansExtension;
import org.desirepath.testing.RestoredSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, RestoredSession.class, CompiledPlansExtension.class})
class ConnectedComponentsTest {

  private static final StructType EDGES =
      new StructType()
          .add(ConnectedComponents.LEFT.name(), DataTypes.StringType)
          .add(ConnectedComponents.RIGHT.name(), DataTypes.StringType);

  private static final Limits ROUNDS_ALONE = new Limits(0, 0, 500, 1_000_000);

  private record Edge(String left, String right) {}

  @Test
  void roundsAloneFindTheComponentsOfThousandsOfGraphs(SparkSession spark) {
    List<Edge> edges = manyGraphs(20260401, 3000, 10_000);
    Collections.shuffle(edges, new Random(5));

    ConnectedComponents found =
        ConnectedComponents.of(dataset(spark, edges).repartition(7), ROUNDS_ALONE);

    assertThat(components(found.rows())).isEqualTo(walked(edges));
    assertThat(found.changedEdges()).endsWith(0L).hasSizeBetween(2, 20);
  }

  @Test
  void tasksThatContractBunchByBunchFindTheComponentsOfThousandsOfGraphs(SparkSession spark) {
    List<Edge> edges = manyGraphs(11, 3000, 10_000);
    Dataset<Row> sorted = dataset(spark, edges).sort(ConnectedComponents.RIGHT.col());

    ConnectedComponents found =
        ConnectedComponents.of(sorted, new Limits(0, Integer.MAX_VALUE, 1000, 1_000_000));

    assertThat(components(found.rows())).isEqualTo(walked(edges));
    assertThat(found.changedEdges()).isEmpty();
  }

  @Test
  void hubsThatAreBroadcastChangeNothing(SparkSession spark) {
    List<Edge> edges = manyGraphs(7, 300, 50);

    ConnectedComponents found =
        ConnectedComponents.of(dataset(spark, edges), new Limits(0, 0, 2, 20));

    assertThat(components(found.rows())).isEqualTo(walked(edges));
  }

  @Test
  void oneTaskFindsTheComponentsOfThousandsOfGraphs(SparkSession spark) {
    List<Edge> edges = manyGraphs(42, 3000, 10_000);

    assertThat(components(ConnectedComponents.of(dataset(spark, edges)))).isEqualTo(walked(edges));
  }

  @Test
  void noEdgesHaveNoComponents(SparkSession spark) {
    Dataset<Row> loops = dataset(spark, List.of(new Edge("a", "a")));

    assertThat(components(ConnectedComponents.of(loops))).isEmpty();
    assertThat(components(ConnectedComponents.of(loops, new Limits(-1, -1, 2, 10)).rows()))
        .isEmpty();
  }

  @Test
  void theLeastNameIsTheLeastByBytesOnEveryWay(SparkSession spark) {
    // U+FF5E comes before U+1F600 by bytes, and after it by UTF-16 units.
    List<Edge> edges =
        List.of(
            new Edge("\uD83D\uDE00", "\uFF5E"),
            new Edge("email:a\u0000b", "email:a"),
            new Edge("", " "),
            new Edge("x:'\"\\%\n", "x:\u00E9"),
            new Edge("x:e\u0301", "x:'\"\\%\n"));
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("\uFF5E", "\uFF5E"),
            Map.entry("\uD83D\uDE00", "\uFF5E"),
            Map.entry("email:a", "email:a"),
            Map.entry("email:a\u0000b", "email:a"),
            Map.entry("", ""),
            Map.entry(" ", ""),
            Map.entry("x:'\"\\%\n", "x:'\"\\%\n"),
            Map.entry("x:\u00E9", "x:'\"\\%\n"),
            Map.entry("x:e\u0301", "x:'\"\\%\n"));

    assertThat(components(ConnectedComponents.of(dataset(spark, edges)))).isEqualTo(expected);
    assertThat(components(ConnectedComponents.of(dataset(spark, edges), ROUNDS_ALONE).rows()))
        .isEqualTo(expected);
  }

  /**
   * Graphs of all shapes side by side, and one long chain and star; with doubles, loops and edges
   * in both directions.
   */
  private static List<Edge> manyGraphs(long seed, int graphs, int longest) {
    Random random = new Random(seed);
    List<Edge> edges = new ArrayList<>();
    for (int graph = 0; graph < graphs; graph++) {
      int nodes = 2 + random.nextInt(40);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        names.add("g%04d:%08x".formatted(graph, random.nextInt()));
      }
      switch (graph % 6) {
        case 0 -> chain(edges, names);
        case 1 -> {
          Collections.sort(names);
          chain(edges, names);
        }
        case 2 -> names.forEach(name -> edges.add(new Edge(names.get(0), name)));
        case 3 -> {
          for (int i = 1; i < nodes; i++) {
            // The earlier a node, the likelier it is chosen: degrees fall by a power law.
            int chosen = (int) (i * Math.pow(random.nextDouble(), 3));
            edges.add(new Edge(names.get(i), names.get(chosen)));
          }
        }
        case 4 -> {
          for (int i = 0; i < nodes; i++) {
            edges.add(new Edge(names.get(random.nextInt(nodes)), names.get(random.nextInt(nodes))));
          }
        }
        default -> {
          chain(edges, names);
          edges.add(new Edge(names.get(nodes - 1), names.get(0)));
          edges.add(new Edge(names.get(0), names.get(1)));
        }
      }
    }
    List<String> longChain = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      longChain.add("chain:%05d".formatted(i));
    }
    chain(edges, longChain);
    for (int i = 0; i < longest; i++) {
      edges.add(new Edge("star:9", "star:%06d".formatted(i)));
    }
    return edges;
  }

  private static void chain(List<Edge> edges, List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      edges.add(new Edge(names.get(i), names.get(i - 1)));
    }
  }

  private static Dataset<Row> dataset(SparkSession spark, List<Edge> edges) {
    return spark.createDataFrame(
        edges.stream().map(edge -> RowFactory.create(edge.left(), edge.right())).toList(), EDGES);
  }

  private static Map<String, String> components(Dataset<Row> rows) {
    Map<String, String> components = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      assertThat(components.put(row.getString(0), row.getString(1))).isNull();
    }
    return components;
  }

  /** The oracle: walks each graph from its least node. */
  private static Map<String, String> walked(List<Edge> edges) {
    Map<String, List<String>> neighbours = new HashMap<>();
    for (Edge edge : edges) {
      if (!edge.left().equals(edge.right())) {
        neighbours.computeIfAbsent(edge.left(), node -> new ArrayList<>()).add(edge.right());
        neighbours.computeIfAbsent(edge.right(), node -> new ArrayList<>()).add(edge.left());
      }
    }
    Map<String, String> components = new TreeMap<>();
    for (String start : new TreeSet<>(neighbours.keySet())) {
      Deque<String> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        String node = open.pop();
        if (components.putIfAbsent(node, start) == null) {
          open.addAll(neighbours.get(node));
        }
      }
    }
    return components;
  }
}

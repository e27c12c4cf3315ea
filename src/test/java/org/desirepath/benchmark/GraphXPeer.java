package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.graphx.Graph;
import org.apache.spark.graphx.lib.ConnectedComponents;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.Tuple2;
import scala.reflect.ClassTag;

/** Connected components by GraphX, which knows nodes by numbers. */
final class GraphXPeer {

  private static final ClassTag<Object> ANY = ClassTag.apply(Object.class);

  private GraphXPeer() {}

  /**
   * One row per node: its name and that of the least node of its component.
   *
   * @param edges edges of {@link GraphShape#edges}, of which it reads the numbers
   */
  static Dataset<Row> components(Dataset<Row> edges) {
    RDD<Tuple2<Object, Object>> pairs =
        edges
            .select(col(GraphShape.LEFT_NUMBER), col(GraphShape.RIGHT_NUMBER))
            .toJavaRDD()
            .map(edge -> new Tuple2<Object, Object>(edge.getLong(0), edge.getLong(1)))
            .rdd();
    StorageLevel level = StorageLevel.MEMORY_AND_DISK();
    Graph<Object, Object> graph = Graph.fromEdgeTuples(pairs, 0, Option.empty(), level, level, ANY);
    RDD<Tuple2<Object, Object>> found = ConnectedComponents.run(graph, ANY, ANY).vertices();
    Dataset<Row> numbers =
        edges
            .sparkSession()
            .createDataset(
                found
                    .toJavaRDD()
                    .map(node -> new Tuple2<>((Long) node._1(), (Long) node._2()))
                    .rdd(),
                Encoders.tuple(Encoders.LONG(), Encoders.LONG()))
            .toDF("node", "component");
    return numbers.select(
        GraphShape.name(col("node")).as("node"), GraphShape.name(col("component")).as("component"));
  }
}

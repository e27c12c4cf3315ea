package org.desirepath.benchmark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.xxhash64;

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

/**
 * Connected components by GraphX, which knows nodes by numbers only: so names are numbered by their
 * hash and named again by joins, which is the least that its users do.
 */
final class GraphXPeer {

  private static final ClassTag<Object> ANY = ClassTag.apply(Object.class);

  private GraphXPeer() {}

  /**
   * One row per node: its name and that of one node of its component.
   *
   * @param edges rows with the two names of {@link GraphShape#edges}
   */
  static Dataset<Row> components(Dataset<Row> edges) {
    RDD<Tuple2<Object, Object>> pairs =
        edges
            .select(xxhash64(col(GraphShape.LEFT_NAME)), xxhash64(col(GraphShape.RIGHT_NAME)))
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
            .toDF("number", "centre");
    Dataset<Row> names =
        edges
            .select(
                explode(array(col(GraphShape.LEFT_NAME), col(GraphShape.RIGHT_NAME))).as("name"))
            .distinct()
            .withColumn("number", xxhash64(col("name")))
            .persist(level);
    return numbers
        .join(names.select(col("number"), col("name").as("node")), "number")
        .join(names.select(col("number").as("centre"), col("name").as("component")), "centre")
        .select("node", "component");
  }
}

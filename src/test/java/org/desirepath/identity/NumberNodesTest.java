package org.desirepath.identity;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class NumberNodesTest {

  @Test
  void aHashUnderWhichTwoNamesCollideIsNotTaken(SparkSession spark) {
    NumberNodes numbered =
        NumberNodes.of(
            edges(spark, "ada", "bob"),
            (name, attempt) ->
                attempt == 0 ? length(name).cast(DataTypes.LongType) : xxhash64(name));

    assertThat(numbered.nodes().select(NumberNodes.NUMBER.col()).distinct().count()).isEqualTo(2);
  }

  @Test
  void anEdgeHasTheNumbersOfItsNodesTheGreaterOneFirst(SparkSession spark) {
    NumberNodes numbered =
        NumberNodes.of(
            edges(spark, "a", "bcd"), (name, attempt) -> length(name).cast(DataTypes.LongType));

    assertThat(numbered.edges().first().getLong(0)).isEqualTo(3);
    assertThat(numbered.edges().first().getLong(1)).isEqualTo(1);
  }

  private static Dataset<Row> edges(SparkSession spark, String left, String right) {
    return spark
        .range(1)
        .select(ConnectedComponents.LEFT.is(lit(left)), ConnectedComponents.RIGHT.is(lit(right)));
  }
}

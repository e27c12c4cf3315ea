package org.desirepath.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class WilsonTest {

  @Test
  void theIntervalIsThatOfHisFormula(SparkSession spark) {
    Row bounds =
        spark
            .range(10, 11)
            .select(
                Wilson.low(lit(8), col("id")),
                Wilson.high(lit(8), col("id")),
                Wilson.low(lit(0), col("id")),
                Wilson.high(lit(0), col("id").minus(10)))
            .head();

    assertThat(bounds.getDouble(0)).isCloseTo(0.4901625, within(1e-6));
    assertThat(bounds.getDouble(1)).isCloseTo(0.9433178, within(1e-6));
    assertThat(bounds.getDouble(2)).isCloseTo(0, within(1e-12));
    assertThat(bounds.isNullAt(3)).isTrue();
  }
}

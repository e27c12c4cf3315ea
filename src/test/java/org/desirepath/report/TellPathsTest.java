package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Paths;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TellPathsTest {

  @Test
  void everyPathIsALineAndWhatIsNotKnownIsLeftOut(SparkSession spark) {
    Paths paths =
        new Paths(
            TextTable.of(
                spark,
                Paths.CONTRACT,
                """
                path  | support_share | journey_count | person_count | account_count | lift | outcome_count | outcome_rate | outcome_rate_low | outcome_rate_high | odds_ratio | q_value | median_duration_seconds
                a > b | 0.25          | 1200          | 3            | 2             | 150  | 8             | 0.5          | 0.2              | 0.8               | 2.5        | 0.01    | 5400
                c     | 0.1           | 7             | 1            | 1             |      | 0             |              |                  |                   |            |         |
                """));

    List<String> lines = TellPaths.lines(paths.rows().orderBy("path"), true);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).strip().replaceAll(" +", " "))
        .isEqualTo("25% 1,200 3 2 150 50% of 8 (20 to 80%) 2.50 0.010 1.5 h a … b");
    assertThat(lines.get(2).strip().replaceAll(" +", " ")).isEqualTo("10% 7 1 1 c");
    assertThat(lines.get(1).indexOf("a …"))
        .isEqualTo(lines.get(0).indexOf("Path"))
        .isEqualTo(lines.get(2).indexOf("c"));
  }

  @Test
  void timesAreToldInTheLargestUnitTheyFill() {
    assertThat(TellPaths.duration(59)).isEqualTo("59 s");
    assertThat(TellPaths.duration(60)).isEqualTo("1 min");
    assertThat(TellPaths.duration(3600)).isEqualTo("1.0 h");
    assertThat(TellPaths.duration(86_400 * 2.5)).isEqualTo("2.5 d");
  }
}

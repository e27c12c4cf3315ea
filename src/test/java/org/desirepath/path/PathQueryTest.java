package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.mining.Answer;
import org.desirepath.path.PathQuery.Order;
import org.desirepath.table.Paths;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class PathQueryTest {

  private static final String PATHS =
      """
      journey_level | scope   | scope_value | path_type  | path       | path_length | journey_count | lift | odds_ratio | q_value | is_closed | is_maximal
      person        | all     | all         | gapped     | a          | 1           | 9             | 1.0  | 1.0        | 1.0     | true      | false
      person        | all     | all         | gapped     | a > b      | 2           | 7             | 2.0  | 3.0        | 0.04    | true      | false
      person        | all     | all         | gapped     | a > b > a  | 3           | 5             | 3.0  | 0.1        | 0.01    | true      | true
      person        | all     | all         | gapped     | b > ab     | 2           | 5             |      |            |         | false     | false
      person        | all     | all         | contiguous | a > b      | 2           | 3             | 1.0  |            |         | true      | true
      person        | outcome | won         | gapped     | a > b      | 2           | 4             | 1.0  |            |         | true      | true
      account       | all     | all         | gapped     | a > b > ab | 3           | 2             | 1.0  |            |         | true      | true
      """;

  @Test
  void everyConditionNarrowsTheAnswer(SparkSession spark) {
    Paths paths = new Paths(TextTable.of(spark, Paths.CONTRACT, PATHS));

    assertThat(told(paths, asked(null, null, List.of(), List.of(), Answer.ALL, null)))
        .containsExactly("a", "a > b", "b > ab", "a > b > a");
    assertThat(told(paths, asked("b", null, List.of(), List.of(), Answer.ALL, null)))
        .containsExactly("b > ab");
    assertThat(told(paths, asked("a", "b", List.of(), List.of(), Answer.ALL, null)))
        .containsExactly("a > b");
    assertThat(told(paths, asked(null, null, List.of("b", "a"), List.of(), Answer.ALL, null)))
        .containsExactly("a > b", "a > b > a");
    assertThat(told(paths, asked(null, null, List.of(), List.of("b"), Answer.ALL, null)))
        .containsExactly("a");
    assertThat(told(paths, asked(null, null, List.of(), List.of(), Answer.CLOSED, 0.05)))
        .containsExactly("a > b", "a > b > a");
    assertThat(told(paths, asked(null, null, List.of(), List.of(), Answer.MAXIMAL, null)))
        .containsExactly("a > b > a");
    assertThat(
            told(
                paths,
                new PathQuery(
                    "account",
                    "all",
                    "all",
                    PathType.GAPPED,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    3,
                    3,
                    Answer.ALL,
                    null)))
        .containsExactly("a > b > ab");
  }

  @Test
  void everyOrderPutsTheBestFirstAndWhatHasNoValueLast(SparkSession spark) {
    Paths paths = new Paths(TextTable.of(spark, Paths.CONTRACT, PATHS));
    PathQuery all = asked(null, null, List.of(), List.of(), Answer.ALL, null);

    assertThat(told(paths, all, Order.LIFT)).containsExactly("a > b > a", "a > b", "a", "b > ab");
    assertThat(told(paths, all, Order.ODDS)).containsExactly("a > b > a", "a > b", "a", "b > ab");
    assertThat(told(paths, all, Order.Q)).containsExactly("a > b > a", "a > b", "a", "b > ab");
    assertThat(told(paths, all, Order.MARKOV)).containsExactly("a", "a > b", "b > ab", "a > b > a");
  }

  private static PathQuery asked(
      String from,
      String to,
      List<String> contains,
      List<String> without,
      Answer answer,
      Double maxQ) {
    return new PathQuery(
        "person", "all", "all", PathType.GAPPED, from, to, contains, without, 1, 20, answer, maxQ);
  }

  private static List<String> told(Paths paths, PathQuery query) {
    return told(paths, query, Order.SUPPORT);
  }

  private static List<String> told(Paths paths, PathQuery query, Order order) {
    return query.rows(paths, order).select(Paths.PATH.col()).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}

package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.CaseEvents;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class SplitCasesTest {

  @Test
  void theLatestCasesAreTheTestAndOfTheOthersTheLatestTheValidation(SparkSession spark) {
    CaseLog log = new CaseLog();
    for (int i = 0; i < 25; i++) {
      log.add("c" + (10 + i), i, "a", "b");
    }

    assertThat(parts(log, spark, 3)).isEqualTo(Map.of(0, 4, 1, 4, 2, 4, 3, 4, 4, 2, 5, 2, 6, 5));
    assertThat(SplitCases.of(log.events(spark, 3), 0.2).start(SplitCases.TEST).id())
        .isEqualTo("c30");
  }

  @Test
  void casesThatStartAtOnceFollowTheirIds(SparkSession spark) {
    CaseLog log = new CaseLog();
    for (int i = 0; i < 10; i++) {
      log.add("c" + i, 7, "a");
    }

    assertThat(SplitCases.of(log.events(spark, 2), 0.3).starts())
        .extracting(SplitCases.Start::id)
        .containsExactly("c1", "c2", "c3", "c5", "c6", "c7");
  }

  @Test
  void withoutCasesEverythingWouldTeach(SparkSession spark) {
    SplitCases none = SplitCases.of(new CaseLog().events(spark, 1), 0.2);

    assertThat(none.starts()).hasSize(6).allMatch(start -> start.millis() == Long.MAX_VALUE);
  }

  private static Map<Integer, Integer> parts(CaseLog log, SparkSession spark, int partitions) {
    CaseEvents events = log.events(spark, partitions);
    Map<Integer, Integer> parts = new TreeMap<>();
    events
        .rows()
        .select(CaseEvents.CASE_ID.col(), SplitCases.of(events, 0.2).part())
        .distinct()
        .collectAsList()
        .forEach(row -> parts.merge(row.getInt(1), 1, Integer::sum));
    return parts;
  }
}

package org.desirepath.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RecallSessionsTest {

  @Test
  void touchpointsStandInTheOrderInWhichTheyWereCut(SparkSession spark) {
    TouchpointFacts facts =
        new TouchpointFacts(
            TextTable.of(
                spark,
                TouchpointFacts.CONTRACT,
                """
                touchpoint_event_id | occurred_at         | event_date | person_id | account_id | session_id | touchpoint_id | channel | stage    | direction | source_kind | source_system | is_final
                e3                  | 2026-01-05 09:00:00 | 2026-01-05 | ada       | acme       | s1         | trial         | web     | decision | customer  | web         | ga4           | true
                e1                  | 2026-01-05 09:10:00 | 2026-01-05 | ada       | acme       | s1         | demo          | web     | decision | customer  | web         | ga4           | true
                e2                  | 2026-01-05 09:00:00 | 2026-01-05 | ada       | acme       | s1         | home          | web     | use      | customer  | web         | ga4           | true
                e4                  | 2026-01-06 09:00:00 | 2026-01-06 | ada       | acme       | s2         | home          | web     | use      | customer  | web         | ga4           | true
                e5                  | 2026-01-06 10:00:00 | 2026-01-06 | unknown   | unknown    |            | home          | web     | use      | customer  | web         | ga4           | true
                """));

    assertThat(
            RecallSessions.touchpoints(facts)
                .rows()
                .orderBy("session_id", "session_position")
                .selectExpr("concat_ws(' ', session_id, session_position, touchpoint_id)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("s1 1 home", "s1 2 trial", "s1 3 demo", "s2 1 home");
  }
}

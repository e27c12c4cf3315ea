package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ListFeaturesTest {

  private static final SessionLog LOG =
      new SessionLog()
          .session("s1", 1_772_000_000_000L, "use", "docs", "docs", "api")
          .session("s2", 1_772_000_000_000L, "use", "docs", "home", "home");

  @Test
  void everyFeatureIsToldWithUnitAndFormula(SparkSession spark) {
    List<Row> rows =
        ListFeatures.of(LOG.features(spark), MixtureWorld.settings(1, 2, 1))
            .catalogue()
            .rows()
            .filter("attribute_value in ('docs', 'docs > api', 'touchpoints')")
            .filter("attribute not like '%_touchpoint'")
            .orderBy("attribute")
            .selectExpr(
                "concat_ws('|', attribute, attribute_value, unit, weight, is_used,"
                    + " training_session_count)",
                "formula")
            .collectAsList();

    assertThat(rows)
        .extracting(row -> row.getString(0))
        .containsExactly(
            "depth|touchpoints|touchpoints|0.3|true|2",
            "move|docs > api|moves|0.4|true|1",
            "touchpoint|docs|touchpoints|1.0|false|2");
    assertThat(rows).allSatisfy(row -> assertThat(row.getString(1)).isNotBlank());
  }

  @Test
  void coordinatesAreThoseThatAlgorithmsSee(SparkSession spark) {
    SessionFeatures features = LOG.features(spark);
    SessionFacts facts =
        new SessionFacts(
            TextTable.of(
                spark,
                SessionFacts.CONTRACT,
                """
                session_id | person_id | account_id | session_date | started_at          | ended_at            | duration_seconds | touchpoint_count | distinct_touchpoint_count | entry_touchpoint_id | exit_touchpoint_id | entry_channel | is_bounce | persona_id | persona_confidence | is_final
                s1         | ada       | acme       | 2026-01-05   | 2026-01-05 09:00:00 | 2026-01-05 09:10:00 | 600              | 3                | 2                         | docs                | api                | web           | false     | p1         | 0.9                | true
                s2         | ada       | acme       | 2026-01-06   | 2026-01-06 09:00:00 | 2026-01-06 09:00:00 | 0                | 3                | 2                         | docs                | home               | web           | false     | p2         | 0.8                | true
                """));

    List<Row> rows =
        ListFeatures.of(features, MixtureWorld.settings(1, 2, 1))
            .values(facts)
            .rows()
            .filter("session_id = 's1' and attribute = 'touchpoint'")
            .orderBy("attribute_value")
            .select("persona_id", "attribute_value", "measure", "coordinate")
            .collectAsList();

    assertThat(rows).extracting(row -> row.getString(0)).containsExactly("p1", "p1");
    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("api", "docs");
    assertThat(rows).extracting(row -> row.getDouble(2)).containsExactly(1.0, 2.0);
    // Every session has docs, which therefore tells nothing; what is left has length one.
    assertThat(rows.get(0).getDouble(3)).isCloseTo(1, within(1e-12));
    assertThat(rows.get(1).getDouble(3)).isCloseTo(0, within(1e-12));
  }
}

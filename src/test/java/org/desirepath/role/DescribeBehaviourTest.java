package org.desirepath.role;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DescribeBehaviourTest {

  private static final InferredRoleSettings SETTINGS =
      new InferredRoleSettings(3, 20, 0.6, 0.3, 1000, 1);

  @Test
  void whatAPersonDidOfTheirOwnIsCounted(SparkSession spark) {
    Touchpoints touchpoints =
        new Touchpoints(
            TextTable.of(
                spark,
                Touchpoints.CONTRACT,
                """
                person_id | touchpoint_id | stage    | channel | device | direction | source_kind | outcome | occurred_at
                ada       | pricing       | decision | web     | phone  | customer  | web         |         | 2026-01-05 05:59:59
                ada       | pricing       | decision | web     |        | customer  | web         |         | 2026-01-05 06:00:00
                ada       | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 18:00:00
                ada       | meeting       | decision | sales   |        | customer  | crm         |         | 2026-01-05 12:00:00
                ada       | mailing       | decision | email   |        | company   | web         |         | 2026-01-05 12:00:00
                ada       | signed        | decision | web     |        | customer  | web         | won     | 2026-01-05 12:00:00
                bob       | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 12:00:00
                bob       | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 12:00:01
                unknown   | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 12:00:00
                unknown   | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 12:00:01
                unknown   | docs          | use      | web     | phone  | customer  | web         |         | 2026-01-05 12:00:02
                """));

    assertThat(
            TextTable.show(
                DescribeBehaviour.from(touchpoints, SETTINGS)
                    .rows()
                    .withColumn(
                        "features",
                        concat_ws(
                            ", ",
                            expr(
                                "transform(features, f -> f.attribute || ' ' || f.attribute_value"
                                    + " || ' ' || int(f.measure))"))),
                "person_id",
                "touchpoint_count",
                "features"))
        .isEqualTo(
            "ada | 3 | channel web 3, device phone 2, device unknown 1, hour_band evening 1,"
                + " hour_band morning 1, hour_band night 1, stage decision 2, stage use 1,"
                + " touchpoint docs 1, touchpoint pricing 2");
  }
}

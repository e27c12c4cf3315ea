package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CheckPromotionTest {

  @Test
  void whatIsPromotedAndNotTakenIsWarnedOf(SparkSession spark) {
    Optional<String> one = Optional.of(new Promotion("one", "k-means-3", "other", "").text());

    assertThat(told(spark, Optional.empty(), "")).isEqualTo("pass | No model is promoted");
    assertThat(told(spark, one, "one")).isEqualTo("pass | k-means-3 was promoted and taken");
    assertThat(told(spark, one, "")).startsWith("warn | k-means-3 was promoted for other settings");
    assertThat(told(spark, Optional.of("{\"later\": 1}"), ""))
        .startsWith("warn | What was promoted cannot be read");
  }

  private static String told(SparkSession spark, Optional<String> promoted, String taken) {
    PersonaModel model =
        new PersonaModel(
            new CentreClusters(FeatureSpace.of(0, false, List.of()), new double[0][]),
            List.of(),
            new Training("v", "s", LocalDate.of(2026, 3, 1), "run-1", "first", null, taken),
            List.of(),
            0,
            null,
            List.of());
    return TextTable.show(CheckPromotion.from(spark, promoted, model).rows(), "status", "message");
  }
}

package org.desirepath.persona;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Checks;

/** Tells whether the model that people promoted is the one that nights go by. */
public final class CheckPromotion {

  private CheckPromotion() {}

  /**
   * One row: a warning where a model was promoted that this release cannot read, or that was
   * promoted for other settings of personas and so was not taken. No job.
   *
   * @param promoted the last promotion as text, if there is one
   * @param model the model of the night
   */
  public static Checks from(SparkSession spark, Optional<String> promoted, PersonaModel model) {
    Optional<Promotion> read = promoted.flatMap(Promotion::read);
    String status = "pass";
    String message = "No model is promoted";
    if (read.isPresent() && read.get().id().equals(model.training().promotion())) {
      message = read.get().candidate() + " was promoted and taken";
    } else if (read.isPresent()) {
      status = "warn";
      message =
          read.get().candidate()
              + " was promoted for other settings of personas and not taken; promote it again, or"
              + " withdraw it";
    } else if (promoted.isPresent()) {
      status = "warn";
      message = "What was promoted cannot be read by this release; tune and promote again";
    }
    return new Checks(
        spark.createDataFrame(
            List.of(RowFactory.create("persona_promotion", status, null, null, message)),
            Checks.CONTRACT.schema()));
  }
}

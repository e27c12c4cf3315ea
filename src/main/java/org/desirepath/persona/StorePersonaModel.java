package org.desirepath.persona;

import static org.desirepath.table.PersonaModels.MODEL_TEXT;

import java.sql.Date;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.table.PersonaModels;

/** Keeps the model, so that the next night can go on with it. */
public final class StorePersonaModel {

  private StorePersonaModel() {}

  /** One row. No job. */
  public static PersonaModels from(SparkSession spark, PersonaModel model) {
    Training training = model.training();
    Row row =
        RowFactory.create(
            model.version(),
            training.recipe().algorithm(),
            Date.valueOf(training.trainedOn()),
            training.runId(),
            training.because(),
            model.sessionCount(),
            model.drift().map(Drift::index).orElse(null),
            ModelText.of(model));
    return new PersonaModels(spark.createDataFrame(List.of(row), PersonaModels.CONTRACT.schema()));
  }

  /** The model that was kept; nothing where none was, or another release wrote it. */
  static Optional<PersonaModel> read(PersonaModels models) {
    return models.rows().select(MODEL_TEXT.col()).collectAsList().stream()
        .findFirst()
        .flatMap(row -> ModelText.read(row.getString(0)));
  }
}

package org.desirepath.prediction;

import static org.desirepath.table.PersonaModels.MODEL_TEXT;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.prediction.FrozenForecaster.Training;
import org.desirepath.table.PredictionModels;

/** Keeps the model, so that the next night can go on with it. */
public final class StoreForecaster {

  private StoreForecaster() {}

  /** One row. No job. */
  public static PredictionModels from(SparkSession spark, FrozenForecaster model, Moves moves) {
    Training training = model.training();
    Row row =
        RowFactory.create(
            training.version(),
            model.chosen().candidate().label(),
            Date.valueOf(training.trainedOn()),
            training.runId(),
            training.because().label(),
            Timestamp.from(model.countedUntil()),
            moves.total(),
            model.answerCount(),
            ForecasterText.of(model));
    return new PredictionModels(
        spark.createDataFrame(List.of(row), PredictionModels.CONTRACT.schema()));
  }

  /** The model that was kept; nothing where another release wrote it. */
  static Optional<FrozenForecaster> read(SparkSession spark, PredictionModels models) {
    return models.rows().select(MODEL_TEXT.col()).collectAsList().stream()
        .findFirst()
        .flatMap(row -> ForecasterText.read(spark, row.getString(0)));
  }
}

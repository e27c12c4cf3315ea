package org.desirepath.prediction;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Pool;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.ModelScores;
import org.desirepath.testing.TextTable;

/** Models for tests, made by hand. */
final class Models {

  private Models() {}

  /** A model that counts and has learnt nothing. */
  static FrozenForecaster counting(
      SparkSession spark,
      PredictionSettings settings,
      LocalDate trainedOn,
      Collection<String> names,
      Instant asOf) {
    HalfLives halfLives = new HalfLives(settings.halfLives());
    return frozen(
        settings,
        trainedOn,
        new ChosenForecaster(
            Candidate.POOLED_VIEWS,
            new Forecaster(3, 1, Pool.even(experts(halfLives)), null),
            new Codes(List.of()),
            OutcomeModel.unknown(),
            new ModelScores(TextTable.of(spark, ModelScores.CONTRACT, "model"))),
        names,
        asOf);
  }

  /** A model that was trained when it was asked. */
  static FrozenForecaster frozen(
      PredictionSettings settings,
      LocalDate trainedOn,
      ChosenForecaster chosen,
      Collection<String> names,
      Instant asOf) {
    return new FrozenForecaster(
        new FrozenForecaster.Training(
            "v1", settings.shape(), trainedOn, "run-1", TrainedBecause.FIRST),
        chosen,
        chosen.codes().and(names),
        asOf,
        asOf,
        CompareCandidates.tallies(EnumSet.of(CompareCandidates.BASELINE, chosen.candidate())));
  }

  /** How many experts a pool weighs. */
  static int experts(HalfLives halfLives) {
    return new Experts(
            new Contexts(JourneyCases.ATTRIBUTE_NAMES),
            halfLives.texts(),
            1,
            halfLives.units(Duration.ZERO))
        .size();
  }
}

package org.desirepath.prediction;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.desirepath.forecast.Contexts;
import org.desirepath.prediction.FrozenForecaster.Training;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Goes on with the model of the version before, or trains another. */
public final class FindForecaster {

  private FindForecaster() {}

  /**
   * The night whose forecaster is looked for.
   *
   * @param today the day the data is taken as of
   * @param asOf the first moment of that day
   * @param runId the run in which a model would be trained
   * @param release of Desirepath; another one may count contexts otherwise
   */
  public record Night(LocalDate today, Instant asOf, String runId, String release) {}

  /**
   * The model of the version before, unless there is none that can be read, settings or a release
   * that shape a model have changed, it has seen a later day, is {@code retrainAfter} old, was
   * tested on fewer than 500 questions, or foretold what came since its training worse than its
   * back-test said ({@link FrozenForecaster#isAdrift}). Then the one that {@link ChooseForecaster}
   * finds.
   *
   * <p>Jobs: those of {@link ScoreAnswers} on the journeys that changed; those of {@link
   * ChooseForecaster} for training.
   *
   * @param moves of all journeys
   */
  public static FrozenForecaster from(
      JourneySteps steps,
      JourneyFacts journeys,
      Moves moves,
      Optional<VersionBefore> before,
      ChangedJourneys changed,
      PredictionSettings settings,
      String level,
      Night night) {
    String shape =
        "%s, level %s, contexts %s, release %s"
            .formatted(
                settings.shape(),
                level,
                new Contexts(JourneyCases.ATTRIBUTE_NAMES).fingerprint(),
                night.release());
    Optional<FrozenForecaster> last =
        before.flatMap(
            version -> StoreForecaster.read(steps.rows().sparkSession(), version.models()));
    Optional<TrainedBecause> because =
        last.isPresent()
            ? unfit(last.get(), shape, settings.retrainAfter(), night)
            : Optional.of(before.isPresent() ? TrainedBecause.UNREADABLE : TrainedBecause.FIRST);
    if (because.isEmpty()) {
      FrozenForecaster kept =
          kept(
              last.orElseThrow(),
              before.orElseThrow().counts(),
              JourneyCases.of(steps, CountJourneys.only(journeys, changed), level),
              moves,
              new HalfLives(settings.halfLives()),
              night.asOf());
      if (!kept.isAdrift(settings.maxDrift())) {
        return kept;
      }
    }
    ChosenForecaster chosen = ChooseForecaster.from(steps, journeys, settings, level, night.asOf());
    Training training =
        new Training(
            Fingerprint.of(List.of(ForecasterText.learnt(chosen), shape)),
            shape,
            night.today(),
            night.runId(),
            because.orElse(TrainedBecause.DRIFT));
    return new FrozenForecaster(
        // The same model of the same day goes on under the name of the run that found it first.
        last.map(FrozenForecaster::training).filter(training::isSame).orElse(training),
        chosen,
        chosen.codes().and(moves.names()),
        night.asOf(),
        night.asOf(),
        CompareCandidates.tallies(EnumSet.of(CompareCandidates.BASELINE, chosen.candidate())));
  }

  /** The model after another night: judged by what came in cases that changed. */
  private static FrozenForecaster kept(
      FrozenForecaster model,
      ContextCounts counts,
      CaseEvents changed,
      Moves moves,
      HalfLives halfLives,
      Instant asOf) {
    CountedCases counted =
        new CountedCases(
            counts,
            model.codes(),
            new Contexts(JourneyCases.ATTRIBUTE_NAMES),
            halfLives,
            model.reference(),
            model.countedUntil());
    boolean isWornOut = halfLives.isWornOut(Duration.between(model.reference(), asOf));
    return model.kept(
        model.codes().and(moves.names()),
        isWornOut ? asOf : model.reference(),
        asOf,
        ScoreAnswers.of(changed, counted, model.chosen()));
  }

  /** Why a model cannot go on, whatever came since. */
  static Optional<TrainedBecause> unfit(
      FrozenForecaster model, String shape, Duration retrainAfter, Night night) {
    Training training = model.training();
    if (!training.shape().equals(shape)) {
      return Optional.of(TrainedBecause.SETTINGS);
    }
    if (model.countedUntil().isAfter(night.asOf())) {
      return Optional.of(TrainedBecause.LATER);
    }
    if (!training.trainedOn().plusDays(retrainAfter.toDays()).isAfter(night.today())) {
      return Optional.of(TrainedBecause.AGE);
    }
    return model.isUntested() ? Optional.of(TrainedBecause.UNTESTED) : Optional.empty();
  }
}

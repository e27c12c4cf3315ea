package org.desirepath.prediction;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Tally;
import org.desirepath.prediction.FrozenForecaster.Training;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Goes on with the model of the night before, or trains another. */
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
   * that shape a model have changed, it was trained on a later day, is {@code retrainAfter} old, or
   * foretold what came since its training worse than its back-test said ({@link
   * FrozenForecaster#isAdrift}). Then the one that {@link ChooseForecaster} finds.
   *
   * <p>Jobs: those of {@link ScoreAnswers} on the journeys that changed; those of {@link
   * ChooseForecaster} for training; a small aggregate for the codes.
   */
  public static FrozenForecaster from(
      JourneySteps steps,
      JourneyFacts journeys,
      Optional<LastNight> before,
      ChangedJourneys changed,
      PredictionSettings settings,
      String level,
      Night night) {
    CaseEvents cases = JourneyCases.of(steps, journeys, level);
    String shape = "%s, level %s, release %s".formatted(settings.shape(), level, night.release());
    Optional<FrozenForecaster> last =
        before.flatMap(
            version -> StoreForecaster.read(steps.rows().sparkSession(), version.models()));
    String because = null;
    if (last.isEmpty()) {
      because = before.isPresent() ? "unreadable" : "first";
    } else {
      because = unfit(last.get().training(), shape, settings.retrainAfter(), night.today());
    }
    if (because == null) {
      CaseEvents touched = JourneyCases.of(steps, CountJourneys.only(journeys, changed), level);
      FrozenForecaster kept =
          kept(
              last.get(), before.get(), cases, touched, new HalfLives(settings.halfLives()), night);
      if (!kept.isAdrift(settings.maxDrift())) {
        return kept;
      }
      because = "drift";
    }
    ChosenForecaster chosen = ChooseForecaster.from(steps, journeys, settings, level, night.asOf());
    String version =
        Fingerprint.of(
            List.of(
                chosen.candidate().label(),
                chosen.forecaster().text(),
                chosen.outcomes().text(),
                shape,
                night.today().toString()));
    return new FrozenForecaster(
        new Training(version, shape, night.today(), night.runId(), because),
        chosen,
        chosen.codes().and(Moves.names(cases)),
        night.asOf(),
        night.asOf(),
        CompareCandidates.tallies(EnumSet.of(CompareCandidates.BASELINE, chosen.candidate())));
  }

  /** Why a model cannot go on, whatever came since; null if it can. */
  static String unfit(Training training, String shape, Duration retrainAfter, LocalDate today) {
    if (!training.shape().equals(shape)) {
      return "settings";
    }
    if (training.trainedOn().isAfter(today)) {
      return "later";
    }
    return training.trainedOn().plusDays(retrainAfter.toDays()).isAfter(today) ? null : "age";
  }

  private static FrozenForecaster kept(
      FrozenForecaster model,
      LastNight before,
      CaseEvents cases,
      CaseEvents touched,
      HalfLives halfLives,
      Night night) {
    CountedCases counted =
        new CountedCases(
            before.counts(),
            model.codes(),
            new Contexts(JourneyCases.ATTRIBUTE_NAMES),
            halfLives,
            model.reference(),
            model.countedUntil());
    Map<Candidate, Tally> answers =
        ScoreAnswers.of(touched, counted, model.chosen(), model.countedUntil());
    Map<Candidate, Tally> all = new EnumMap<>(model.answers());
    answers.forEach((candidate, tally) -> all.merge(candidate, tally, Tally::plus));
    boolean isWornOut = halfLives.isWornOut(Duration.between(model.reference(), night.asOf()));
    return model.kept(
        model.codes().and(Moves.names(cases)),
        isWornOut ? night.asOf() : model.reference(),
        night.asOf(),
        all);
  }
}

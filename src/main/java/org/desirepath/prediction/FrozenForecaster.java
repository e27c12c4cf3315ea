package org.desirepath.prediction;

import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.ModelScores.METRIC;
import static org.desirepath.table.ModelScores.MODEL;
import static org.desirepath.table.ModelScores.SPLIT;
import static org.desirepath.table.ModelScores.VALUE_HIGH;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.desirepath.forecast.Tally;
import org.desirepath.table.ModelScores;

/**
 * A model that foretells night after night until another is trained.
 *
 * @param training when and why it was trained
 * @param chosen what the back-test of that night found
 * @param codes of all that has come next until now; the first are those that learners know
 * @param reference what came then, or later, has not lost weight in the counts
 * @param countedUntil what happened before was counted, and judged
 * @param answers how well the published candidate and the baseline foretold what came since the
 *     training
 */
public record FrozenForecaster(
    Training training,
    ChosenForecaster chosen,
    Codes codes,
    Instant reference,
    Instant countedUntil,
    Map<Candidate, Tally> answers) {

  private static final String SINCE = "since_training";

  /** Copies what it is given. */
  public FrozenForecaster {
    answers = Map.copyOf(answers);
  }

  /**
   * When and why a model was trained.
   *
   * @param version hash of all that was learnt
   * @param shape the settings that shape a model, and the release
   * @param trainedOn the day the data was taken as of
   * @param because first, settings, age, drift, later or unreadable
   */
  record Training(
      String version, String shape, LocalDate trainedOn, String runId, String because) {}

  /** Hash of all that was learnt. */
  public String version() {
    return training.version();
  }

  /** Whether all journeys are counted tonight, not only those that changed. */
  boolean countsAnew() {
    return reference.equals(countedUntil);
  }

  /** The scores of the back-test, and those of what came since. */
  public ModelScores scores() {
    List<Row> since =
        answers.get(chosen.candidate()).asked() == 0
            ? List.of()
            : CompareCandidates.rows(SINCE, new EnumMap<>(answers), chosen.candidate());
    return new ModelScores(
        chosen
            .scores()
            .rows()
            .unionByName(
                chosen
                    .scores()
                    .rows()
                    .sparkSession()
                    .createDataFrame(since, ModelScores.CONTRACT.schema())));
  }

  /** Questions whose answer came since the training. */
  long answerCount() {
    return answers.get(chosen.candidate()).asked();
  }

  /**
   * Whether the model foretells worse than its back-test said: the 95 % interval of its log-loss
   * since lies above that of the test by more than a share of it. Of fewer than 500 answers nothing
   * is concluded.
   *
   * @param share of the log-loss; what is asked of journeys that go on is a little harder than what
   *     the test asks of those that started last, so some of it is no drift
   */
  boolean isAdrift(double share) {
    List<Row> tested =
        chosen
            .scores()
            .rows()
            .filter(
                MODEL
                    .col()
                    .equalTo(CompareCandidates.MODEL)
                    .and(CANDIDATE.col().equalTo(chosen.candidate().label()))
                    .and(SPLIT.col().equalTo(CompareCandidates.Split.STRICT.label() + "_test"))
                    .and(METRIC.col().equalTo("log_loss"))
                    .and(VALUE_HIGH.col().isNotNull()))
            .select(VALUE_HIGH.col())
            .collectAsList();
    return answerCount() >= CompareCandidates.FEWEST
        && !tested.isEmpty()
        && answers.get(chosen.candidate()).logLossInterval().low()
            > (1 + share) * tested.get(0).getDouble(0);
  }

  /** Another night of the same model. */
  FrozenForecaster kept(
      Codes allCodes, Instant newReference, Instant until, Map<Candidate, Tally> since) {
    return new FrozenForecaster(training, chosen, allCodes, newReference, until, since);
  }
}

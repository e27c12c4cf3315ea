package org.desirepath.prediction;

import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.ModelScores.CASE_COUNT;
import static org.desirepath.table.ModelScores.METRIC;
import static org.desirepath.table.ModelScores.MODEL;
import static org.desirepath.table.ModelScores.SPLIT;
import static org.desirepath.table.ModelScores.VALUE_HIGH;
import static org.desirepath.table.ModelScores.VALUE_LOW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   */
  record Training(
      String version, String shape, LocalDate trainedOn, String runId, TrainedBecause because) {

    /** Whether the same was learnt from the data of the same day. */
    boolean isSame(Training other) {
      return version.equals(other.version) && trainedOn.equals(other.trainedOn);
    }
  }

  /** Hash of all that was learnt. */
  public String version() {
    return training.version();
  }

  /**
   * Whether all journeys are counted, not only those that changed: on the night that the reference
   * was set to, be it of the training or because the one before was worn out.
   */
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

  /** Whether its test told too little to go by: had fewer than 500 questions. */
  boolean isUntested() {
    return tested("log_loss").map(row -> row.getLong(2)).orElse(0L) < CompareCandidates.FEWEST;
  }

  /**
   * Whether the model foretells worse than its back-test said: its gain over the baseline since is
   * less than in the test, or its log-loss larger by more than a share of it. In both cases the 95
   * % intervals are apart. Of fewer than 500 answers nothing is concluded.
   *
   * @param share of the log-loss; what is asked of journeys that go on is a little harder, for the
   *     baseline, too, than what the test asks of those that started last, so some of it is no
   *     drift
   */
  boolean isAdrift(double share) {
    if (answerCount() < CompareCandidates.FEWEST || isUntested()) {
      return false;
    }
    Tally since = answers.get(chosen.candidate());
    boolean gainsLess =
        since.gainOver(answers.get(CompareCandidates.BASELINE)).high()
            < tested("log_loss_gain").orElseThrow().getDouble(0);
    boolean losesMore =
        since.logLossInterval().low() > (1 + share) * tested("log_loss").orElseThrow().getDouble(1);
    return gainsLess || losesMore;
  }

  /** The bounds of a measure in the test, and its questions; nothing where none was asked. */
  private Optional<Row> tested(String metric) {
    return chosen
        .scores()
        .rows()
        .filter(
            MODEL
                .col()
                .equalTo(CompareCandidates.MODEL)
                .and(CANDIDATE.col().equalTo(chosen.candidate().label()))
                .and(SPLIT.col().equalTo(CompareCandidates.Split.STRICT.label() + "_test"))
                .and(METRIC.col().equalTo(metric))
                .and(VALUE_HIGH.col().isNotNull()))
        .select(VALUE_LOW.col(), VALUE_HIGH.col(), CASE_COUNT.col())
        .collectAsList()
        .stream()
        .findFirst();
  }

  /**
   * Another night of the same model.
   *
   * @param more how well it foretold what came since the night before
   */
  FrozenForecaster kept(
      Codes allCodes, Instant newReference, Instant until, Map<Candidate, Tally> more) {
    Map<Candidate, Tally> all = CompareCandidates.tallies(answers.keySet());
    all.forEach((candidate, tally) -> tally.plus(answers.get(candidate)).plus(more.get(candidate)));
    return new FrozenForecaster(training, chosen, allCodes, newReference, until, all);
  }
}

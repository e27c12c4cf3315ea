package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Measure;
import org.desirepath.forecast.Tally;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ModelScores;
import scala.Tuple2;

/** Asks candidates what came next in the latest cases, and measures what they say. */
public final class CompareCandidates {

  /** What may come next is told apart up to so many. */
  public static final int MOST_DIFFERENT = 5000;

  static final String MODEL = "next_touchpoint";

  /** Whoever is published must beat it. */
  static final Candidate BASELINE = Candidate.VARIABLE_ORDER;

  /** Fewer questions of the validation do not tell candidates apart. */
  public static final long FEWEST = 500;

  private CompareCandidates() {}

  /** When candidates are asked what comes next. */
  enum Asked {
    /** After each event, as soon as it has happened. */
    AT_ONCE,
    /**
     * As a night asks: after each event that something was long in coming after, once for each step
     * of {@code Silence} that it took, not knowing when it would come.
     */
    IN_SILENCE
  }

  /** What candidates learn from. */
  public enum Split {
    /** Everything in cases that start before those of the test, as published comparisons do. */
    PUBLIC,
    /** Of these cases only what came before the first case of the test started. */
    STRICT;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Scores of all candidates, on the validation and on the test.
   *
   * <p>Cases are ordered by their start; the last {@code share} are the test, of the others the
   * last {@code share} the validation. After every event of a case each candidate is asked what
   * comes next, the end included, having learnt from earlier cases. Candidates are tuned on the
   * earlier half of the validation and compared on the later; those that are tested were tuned on
   * both and then learnt from all cases but the test. Published is the candidate with the least
   * log-loss on the later half of those that beat the variable-order model there beyond chance; if
   * nobody does, that model. Where the later half has fewer than 500 questions, the test tells.
   *
   * <p>Everything that training does not know is one answer, with one probability for all of it.
   * Cases are passed over twice to be parted and twice to be described; then each of the two
   * learnings counts contexts and looks up those of the questions, in four shuffles. Counts that
   * the catalogue bounds and sums per task come to the driver.
   *
   * @param attributes names of the attributes of events, in their order
   * @param learner who takes part beside those who count, of {@link PredictionSettings#LEARNERS}
   * @throws IllegalArgumentException if more than 5000 different things may come next
   */
  public static ChosenForecaster of(
      CaseEvents events,
      List<String> attributes,
      HalfLives halfLives,
      double share,
      Split split,
      String learner) {
    return of(
        events, attributes, halfLives, SplitCases.of(events, share), split, Asked.AT_ONCE, learner);
  }

  /** The same for cases that were cut, asked at once or in silence. */
  static ChosenForecaster of(
      CaseEvents events,
      List<String> attributes,
      HalfLives halfLives,
      SplitCases cases,
      Split split,
      Asked when,
      String learner) {
    Contexts contexts =
        switch (when) {
          case AT_ONCE -> Contexts.atOnce(attributes);
          case IN_SILENCE -> new Contexts(attributes);
        };
    try (Questions questions = new Questions(events, cases, split, when, contexts, halfLives)) {
      TuneLearners.Pair untuned =
          new TuneLearners.Pair(
              Forecaster.untuned(questions.experts()), Forecaster.untuned(questions.experts()));
      if (!questions.areTaught()) {
        Map<Candidate, Tally> untold = tallies(untuned.tuned().candidates());
        return chosen(untuned, untold, untold, questions, split);
      }
      JavaRDD<AskedCase> validation =
          questions.validation().persist(StorageLevel.MEMORY_AND_DISK());
      JavaRDD<AskedCase> firstHalf = validation.filter(one -> one.part() == SplitCases.FIRST_HALF);
      Experts experts = questions.experts();
      TuneLearners.Pair tuned =
          new TuneLearners(questions, halfLives, learner)
              .on(
                  new TuneLearners.Pair(
                      TuneForecaster.on(firstHalf, experts, halfLives.size()),
                      TuneForecaster.on(validation, experts, halfLives.size())),
                  validation,
                  firstHalf);
      Map<Candidate, Tally> validated =
          tallies(
              tuned.early().candidates(),
              tuned.early(),
              validation.filter(one -> one.part() == SplitCases.SECOND_HALF),
              experts);
      validation.unpersist(false);
      Map<Candidate, Tally> tested =
          tallies(tuned.tuned().candidates(), tuned.tuned(), questions.test(), experts);
      return chosen(tuned, validated, tested, questions, split);
    }
  }

  private static ChosenForecaster chosen(
      TuneLearners.Pair tuned,
      Map<Candidate, Tally> validated,
      Map<Candidate, Tally> tested,
      Questions questions,
      Split split) {
    Candidate published = published(validated.get(BASELINE).asked() < FEWEST ? tested : validated);
    List<Row> rows = new ArrayList<>();
    rows.addAll(rows(split.label() + "_validation", validated, published));
    rows.addAll(rows(split.label() + "_test", tested, published));
    return new ChosenForecaster(
        published,
        tuned.tuned(),
        questions.codes(),
        OutcomeModel.unknown(),
        new ModelScores(questions.spark().createDataFrame(rows, ModelScores.CONTRACT.schema())));
  }

  /** Of candidates that were not asked yet. */
  static Map<Candidate, Tally> tallies(Collection<Candidate> candidates) {
    Map<Candidate, Tally> tallies = new EnumMap<>(Candidate.class);
    candidates.forEach(candidate -> tallies.put(candidate, new Tally()));
    return tallies;
  }

  /** How well candidates answer. One job; sums of each task meet in a small shuffle. */
  static Map<Candidate, Tally> tallies(
      Collection<Candidate> candidates,
      Forecaster forecaster,
      JavaRDD<AskedCase> asked,
      Experts experts) {
    Map<Candidate, Tally> tallies = tallies(candidates);
    List<Candidate> answering = List.copyOf(candidates);
    Broadcast<Forecaster> shared = Shared.with(asked, forecaster);
    asked
        .mapPartitionsToPair(cases -> tallied(cases, answering, shared.value(), experts))
        .reduceByKey(Tally::plus, tallies.size())
        .collect()
        .forEach(one -> tallies.get(Candidate.of(one._1())).plus(one._2()));
    return tallies;
  }

  private static Iterator<Tuple2<String, Tally>> tallied(
      Iterator<AskedCase> cases,
      List<Candidate> candidates,
      Forecaster forecaster,
      Experts experts) {
    Map<Candidate, Tally> tallies = tallies(candidates);
    Answers answers = new Answers(cases, candidates, forecaster, experts);
    answers.forEachRemaining(
        answer ->
            tallies.forEach(
                (candidate, tally) ->
                    tally.add(
                        answer.asked().place().caseId().hashCode(),
                        answer.probabilities().get(candidate),
                        answer.asked().came())));
    // Under its name, for the hash of an enum differs between processes.
    return tallies.entrySet().stream()
        .map(one -> new Tuple2<>(one.getKey().label(), one.getValue()))
        .iterator();
  }

  /** The best of those that beat the baseline; if none does, the baseline. */
  private static Candidate published(Map<Candidate, Tally> tallies) {
    Tally baseline = tallies.get(BASELINE);
    Candidate published = BASELINE;
    for (Map.Entry<Candidate, Tally> one : tallies.entrySet()) {
      if (one.getValue().beats(baseline)
          && one.getValue().logLoss() < tallies.get(published).logLoss()) {
        published = one.getKey();
      }
    }
    return published;
  }

  /** Scores as rows of {@code ModelScores}; the baseline must be among the candidates. */
  static List<Row> rows(String split, Map<Candidate, Tally> tallies, Candidate published) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Candidate, Tally> one : tallies.entrySet()) {
      List<Measure> measures = new ArrayList<>(one.getValue().measures());
      measures.add(one.getValue().gainOver(tallies.get(BASELINE)));
      for (Measure measure : measures) {
        rows.add(
            RowFactory.create(
                MODEL,
                one.getKey().label(),
                split,
                measure.metric(),
                measure.value(),
                measure.low(),
                measure.high(),
                one.getValue().asked(),
                one.getKey() == published));
      }
    }
    return rows;
  }
}

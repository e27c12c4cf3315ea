package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Measure;
import org.desirepath.forecast.Tally;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ModelScores;
import scala.Tuple2;

/** Asks candidates what came next in the latest cases, and measures what they say. */
public final class CompareCandidates {

  /** What may come next is told apart up to so many. */
  public static final int MOST_DIFFERENT = 5000;

  static final String MODEL = "next_touchpoint";

  private CompareCandidates() {}

  /** What candidates learn from. */
  public enum Split {
    /** Everything in cases that start before those of the test, as published comparisons do. */
    PUBLIC,
    /** Of these cases only what came before the first case of the test started. */
    STRICT;

    private String label() {
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
   * log-loss on the later half, the simpler one where it is equal.
   *
   * <p>Everything that training does not know is one answer, with one probability for all of it.
   * Cases are passed over twice to be parted and twice to be described; then each of the two
   * learnings counts contexts and looks up those of the questions, in four shuffles. Counts that
   * the catalogue bounds and sums per task come to the driver.
   *
   * @param attributes names of the attributes of events, in their order
   * @param secondLook whether boosted trees take part
   * @throws IllegalArgumentException if more than 5000 different things may come next
   */
  public static ChosenForecaster of(
      CaseEvents events,
      List<String> attributes,
      HalfLives halfLives,
      double share,
      Split split,
      boolean secondLook) {
    return of(events, attributes, halfLives, SplitCases.of(events, share), split, secondLook);
  }

  /** The same for cases that were cut. */
  static ChosenForecaster of(
      CaseEvents events,
      List<String> attributes,
      HalfLives halfLives,
      SplitCases cases,
      Split split,
      boolean secondLook) {
    List<Candidate> candidates =
        Arrays.stream(Candidate.values())
            .filter(one -> secondLook || one != Candidate.RERANKED_VIEWS)
            .toList();
    Map<Candidate, Tally> validated = tallies(candidates);
    Map<Candidate, Tally> tested = tallies(candidates);
    Forecaster tuned;
    try (Questions questions =
        new Questions(events, cases, split, new Contexts(attributes), halfLives)) {
      tuned =
          questions.areTaught()
              ? compared(questions, halfLives, validated, tested)
              : Forecaster.untuned(questions.experts());
    }
    Candidate published = published(validated);
    List<Row> rows = new ArrayList<>();
    rows.addAll(rows(split.label() + "_validation", validated, published));
    rows.addAll(rows(split.label() + "_test", tested, published));
    return new ChosenForecaster(
        published,
        tuned,
        new ModelScores(
            events.rows().sparkSession().createDataFrame(rows, ModelScores.CONTRACT.schema())));
  }

  private static Forecaster compared(
      Questions questions,
      HalfLives halfLives,
      Map<Candidate, Tally> validated,
      Map<Candidate, Tally> tested) {
    Experts experts = questions.experts();
    JavaRDD<AskedCase> validation = questions.validation().persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<AskedCase> firstHalf = validation.filter(one -> one.part() == SplitCases.FIRST_HALF);
    Forecaster early = TuneForecaster.on(firstHalf, experts, halfLives.size());
    Forecaster tuned = TuneForecaster.on(validation, experts, halfLives.size());
    if (validated.containsKey(Candidate.RERANKED_VIEWS)) {
      JavaRDD<AskedCase> training = questions.training().persist(StorageLevel.MEMORY_AND_DISK());
      if (training.isEmpty()) {
        // Too few cases to teach anybody a second look.
        validated.remove(Candidate.RERANKED_VIEWS);
        tested.remove(Candidate.RERANKED_VIEWS);
      } else {
        Reranking reranking = TrainReranker.on(training, firstHalf, early, experts);
        early = early.with(reranking);
        tuned =
            tuned.with(
                new Reranking(
                    TrainReranker.trained(
                        training.union(validation), tuned, experts, reranking.trees()),
                    reranking.trees(),
                    reranking.sharpness()));
      }
      training.unpersist(false);
    }
    addTallies(
        validated, validation.filter(one -> one.part() == SplitCases.SECOND_HALF), early, experts);
    validation.unpersist(false);
    addTallies(tested, questions.test(), tuned, experts);
    return tuned;
  }

  private static Map<Candidate, Tally> tallies(Collection<Candidate> candidates) {
    Map<Candidate, Tally> tallies = new EnumMap<>(Candidate.class);
    for (Candidate candidate : candidates) {
      tallies.put(candidate, new Tally());
    }
    return tallies;
  }

  private static void addTallies(
      Map<Candidate, Tally> tallies,
      JavaRDD<AskedCase> asked,
      Forecaster forecaster,
      Experts experts) {
    List<Candidate> candidates = List.copyOf(tallies.keySet());
    asked
        .mapPartitionsToPair(
            cases -> tallied(new Answers(cases, candidates, forecaster, experts), candidates))
        .reduceByKey(Tally::plus, tallies.size())
        .collect()
        .forEach(one -> tallies.get(Candidate.of(one._1())).plus(one._2()));
  }

  private static Iterator<Tuple2<String, Tally>> tallied(
      Answers answers, Collection<Candidate> candidates) {
    Map<Candidate, Tally> tallies = tallies(candidates);
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

  private static Candidate published(Map<Candidate, Tally> tallies) {
    Candidate published = Candidate.MOST_FREQUENT;
    for (Map.Entry<Candidate, Tally> one : tallies.entrySet()) {
      if (one.getValue().logLoss() < tallies.get(published).logLoss()) {
        published = one.getKey();
      }
    }
    return published;
  }

  private static List<Row> rows(String split, Map<Candidate, Tally> tallies, Candidate published) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Candidate, Tally> one : tallies.entrySet()) {
      for (Measure measure : one.getValue().measures()) {
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

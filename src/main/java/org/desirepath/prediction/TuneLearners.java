package org.desirepath.prediction;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Logistic;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.PooledCase;
import org.desirepath.settings.PredictionSettings;

/** Lets learners learn from cases, and blends what they say with the views. */
final class TuneLearners {

  /** What may come is told apart by classes up to so many; beyond, only the views are looked at. */
  private static final int MOST_CLASSES = 60;

  private final Questions questions;
  private final HalfLives halfLives;
  private final String learner;
  private final Experts experts;

  /**
   * Learners about some questions.
   *
   * @param learner of {@link PredictionSettings#LEARNERS}
   */
  TuneLearners(Questions questions, HalfLives halfLives, String learner) {
    this.questions = questions;
    this.halfLives = halfLives;
    this.learner = learner;
    this.experts = questions.experts();
  }

  /**
   * Forecasters of two times.
   *
   * @param early tuned on the first half of the validation; its learners learn from the training
   * @param tuned on the whole validation; its learners learn from all but the test, as the early
   *     ones were tuned
   */
  record Pair(Forecaster early, Forecaster tuned) {

    private Pair with(UnaryOperator<Learnt> forEarly, UnaryOperator<Learnt> forTuned) {
      return new Pair(
          early.with(forEarly.apply(early.learnt())), tuned.with(forTuned.apply(tuned.learnt())));
    }
  }

  /**
   * Lets them learn, if anything teaches them.
   *
   * <p>Each learner is trained in one task, on a sample of about 60,000 questions where there are
   * more. The blend is fitted on the validation, which none of its members had learnt from: so it
   * calibrates them, too.
   *
   * @param validation kept in memory by the caller
   */
  Pair on(Pair counting, JavaRDD<AskedCase> validation, JavaRDD<AskedCase> firstHalf) {
    boolean isXgboost = PredictionSettings.XGBOOST.equals(learner);
    boolean areFew = experts.codes() <= MOST_CLASSES;
    JavaRDD<Lesson> lessons = questions.lessons(SplitCases.FIRST_HALF);
    if (PredictionSettings.NO_LEARNER.equals(learner)
        || (!isXgboost && !areFew)
        || firstHalf.isEmpty()
        || lessons.isEmpty()) {
      return counting;
    }
    Learnt nothing = Learnt.nothing(experts.codes());
    Pair learnt = counting.with(any -> nothing, any -> nothing);
    if (areFew) {
      learnt = logistic(learnt, lessons, firstHalf);
    }
    if (areFew && isXgboost) {
      learnt = classifier(learnt, lessons, firstHalf);
    }
    if (isXgboost) {
      learnt = reranker(learnt, validation, firstHalf);
    }
    Pool early = blend(firstHalf, learnt.early());
    Pool late = blend(validation, learnt.early());
    return learnt.with(one -> one.withBlend(early), one -> one.withBlend(late));
  }

  private Pair logistic(Pair pair, JavaRDD<Lesson> lessons, JavaRDD<AskedCase> firstHalf) {
    TrainLogistic.Tuned tuned =
        TrainLogistic.on(questions.spark(), lessons, firstHalf, experts.codes(), decays());
    Logistic late =
        TrainLogistic.trained(
            questions.spark(),
            lessonsBeforeTest(),
            experts.codes(),
            lateDecay(tuned.decay()),
            TrainLogistic.RIDGE);
    return pair.with(one -> one.withLogistic(tuned.model()), one -> one.withLogistic(late));
  }

  private Pair classifier(Pair pair, JavaRDD<Lesson> lessons, JavaRDD<AskedCase> firstHalf) {
    TrainClassifier.Tuned tuned = TrainClassifier.on(lessons, firstHalf, experts.codes(), decays());
    TunedTrees late =
        TrainClassifier.trained(
            lessonsBeforeTest(), experts.codes(), lateDecay(tuned.decay()), tuned.trees().count());
    return pair.with(one -> one.withClassifier(tuned.trees()), one -> one.withClassifier(late));
  }

  /** Learns from questions of all parts but the first, which nobody had learnt to answer before. */
  private Pair reranker(Pair pair, JavaRDD<AskedCase> validation, JavaRDD<AskedCase> firstHalf) {
    JavaRDD<AskedCase> training = questions.training().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      if (training.isEmpty()) {
        return pair;
      }
      TunedTrees early = TrainReranker.on(training, firstHalf, pair.early().counting(), experts);
      TunedTrees late =
          TrainReranker.trained(
              training.union(validation), pair.tuned().counting(), experts, early.count());
      return pair.with(one -> one.withReranker(early), one -> one.withReranker(late));
    } finally {
      training.unpersist(false);
    }
  }

  private List<Decay> decays() {
    return Decay.all(halfLives, questions.startedAt(SplitCases.FIRST_HALF));
  }

  private Decay lateDecay(Decay early) {
    return early.at(questions.startedAt(SplitCases.TEST));
  }

  private JavaRDD<Lesson> lessonsBeforeTest() {
    return questions.lessons(SplitCases.TEST);
  }

  private Pool blend(JavaRDD<AskedCase> asked, Forecaster forecaster) {
    List<Candidate> members = forecaster.learnt().members();
    Experts answering = experts;
    Broadcast<Forecaster> shared = Shared.with(asked, forecaster);
    return TuneForecaster.pool(
        asked
            .mapPartitions(some -> new Answers(some, members, shared.value(), answering))
            .map(
                answer ->
                    new PooledCase(
                        members.stream()
                            .map(member -> answer.probabilities().get(member))
                            .toArray(double[][]::new),
                        answer.asked().came())),
        members.size());
  }
}

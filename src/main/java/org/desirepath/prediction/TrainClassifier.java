package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.forecast.CaseFeatures;
import scala.Tuple2;

/** Trains and tunes boosted trees that tell apart what may come next. */
final class TrainClassifier {

  private static final int ROUNDS_APART = 20;

  /** Every round grows a tree for each class. */
  private static final int MOST_TREES = 4000;

  private static final int MOST_ROUNDS = 160;

  private TrainClassifier() {}

  /**
   * Trees, tuned.
   *
   * @param decay by which lessons were weighed
   */
  record Tuned(TunedTrees trees, Decay decay) {}

  /**
   * Models that were trained in one task each, with each of some decays; the one with the least
   * log-loss on other questions, with the number of rounds.
   *
   * @param tuning questions to tune on
   * @param codes of what may come, below 61 so that there are not too many trees
   */
  static Tuned on(
      JavaRDD<Lesson> lessons, JavaRDD<AskedCase> tuning, int codes, List<Decay> decays) {
    int choices = mostRounds(codes) / ROUNDS_APART;
    List<BoostedTrees> models = trained(lessons, codes, decays, mostRounds(codes));
    Broadcast<List<BoostedTrees>> shared = Shared.with(tuning, models);
    int choice =
        LogLosses.least(
            tuning,
            asked -> {
              List<BoostedTrees> told = shared.value();
              List<AskedCase> all = new ArrayList<>();
              asked.forEachRemaining(all::add);
              long[] sums = new long[told.size() * choices];
              for (int model = 0; model < told.size(); model++) {
                addLosses(told.get(model), all, codes, sums, model * choices, choices);
              }
              return sums;
            });
    return new Tuned(
        new TunedTrees(models.get(choice / choices), ROUNDS_APART * (1 + choice % choices)),
        decays.get(choice / choices));
  }

  /** A model, trained in one task on lessons in their order. */
  static TunedTrees trained(JavaRDD<Lesson> lessons, int codes, Decay decay, int rounds) {
    return new TunedTrees(trained(lessons, codes, List.of(decay), rounds).get(0), rounds);
  }

  private static List<BoostedTrees> trained(
      JavaRDD<Lesson> lessons, int codes, List<Decay> decays, int rounds) {
    return lessons
        .flatMapToPair(
            lesson ->
                IntStream.range(0, decays.size())
                    .mapToObj(decay -> new Tuple2<>(new ByDecay.Key(decay, lesson.place()), lesson))
                    .iterator())
        .repartitionAndSortWithinPartitions(new ByDecay(decays.size()))
        .mapPartitionsWithIndex(
            (decay, sorted) ->
                List.of(trained(sorted, codes, decays.get(decay), rounds)).iterator(),
            true)
        .collect();
  }

  private static BoostedTrees trained(
      Iterator<Tuple2<ByDecay.Key, Lesson>> sorted, int codes, Decay decay, int rounds) {
    List<CaseFeatures> features = new ArrayList<>();
    List<Lesson> lessons = new ArrayList<>();
    sorted.forEachRemaining(
        one -> {
          lessons.add(one._2());
          features.add(one._2().features());
        });
    float[] labels = new float[lessons.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = lessons.get(i).came();
    }
    return XgboostTrees.classifying(
        Rows.features(features, codes),
        features.get(0).width(codes),
        labels,
        decay.weights(lessons),
        codes,
        rounds);
  }

  private static int mostRounds(int codes) {
    return Math.max(ROUNDS_APART, Math.min(MOST_ROUNDS, MOST_TREES / codes));
  }

  private static void addLosses(
      BoostedTrees model, List<AskedCase> asked, int codes, long[] sums, int first, int choices) {
    Iterator<AskedCase> questions = asked.iterator();
    try (BoostedTrees.Session session = model.open()) {
      while (questions.hasNext()) {
        Batch batch = Answers.batch(questions, null, null);
        for (int choice = 0; choice < choices; choice++) {
          List<double[]> said = batch.classified(session, codes, ROUNDS_APART * (1 + choice));
          for (int i = 0; i < said.size(); i++) {
            sums[first + choice] += LogLosses.of(said.get(i)[batch.asked().get(i).came()]);
          }
        }
      }
    }
  }
}

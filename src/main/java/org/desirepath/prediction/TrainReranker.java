package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Shortlist;
import scala.Tuple2;

/** Trains and tunes a second look at the likeliest answers. */
final class TrainReranker {

  private static final int MOST_ROUNDS = 240;
  private static final int ROUNDS_APART = 20;

  private TrainReranker() {}

  /**
   * A model that was trained in one task, on questions whose answers nobody who answers them had
   * learnt from; the number of rounds with the least log-loss on other questions.
   *
   * @param training questions to train on, no more than a task can hold: about 3 KB each
   * @param tuning questions to tune on
   */
  static TunedTrees on(
      JavaRDD<AskedCase> training,
      JavaRDD<AskedCase> tuning,
      Forecaster forecaster,
      Experts experts) {
    BoostedTrees trees = trained(training, forecaster, experts, MOST_ROUNDS).model();
    Broadcast<BoostedTrees> shared = Shared.with(tuning, trees);
    int choice =
        LogLosses.least(tuning, asked -> losses(shared.value(), asked, forecaster, experts));
    return new TunedTrees(trees, rounds(choice));
  }

  /** A model of so many rounds, trained in one task on questions in their order. */
  static TunedTrees trained(
      JavaRDD<AskedCase> training, Forecaster forecaster, Experts experts, int rounds) {
    return training
        .mapToPair(one -> new Tuple2<>(one.place(), one))
        .repartitionAndSortWithinPartitions(new HashPartitioner(1))
        .mapPartitions(sorted -> List.of(trained(sorted, forecaster, experts, rounds)).iterator())
        .first();
  }

  private static TunedTrees trained(
      Iterator<Tuple2<AskedCase.Place, AskedCase>> sorted,
      Forecaster forecaster,
      Experts experts,
      int rounds) {
    List<Shortlist> shortlists = new ArrayList<>();
    List<float[]> labels = new ArrayList<>();
    sorted.forEachRemaining(
        one -> {
          Shortlist shortlist =
              new Batch(List.of(one._2()), forecaster, experts).shortlists().get(0);
          shortlists.add(shortlist);
          labels.add(shortlist.labels(one._2().came()));
        });
    return new TunedTrees(
        XgboostTrees.choosing(
            Rows.joined(shortlists.stream().map(Shortlist::features).toList()),
            shortlists.get(0).width(),
            Rows.joined(shortlists.stream().map(Shortlist::logProbabilities).toList()),
            Rows.joined(labels),
            shortlists.stream().mapToInt(Shortlist::size).toArray(),
            rounds),
        rounds);
  }

  private static int rounds(int choice) {
    return ROUNDS_APART * (1 + choice);
  }

  /** The sum of the log-losses by rounds. */
  private static long[] losses(
      BoostedTrees trees, Iterator<AskedCase> asked, Forecaster forecaster, Experts experts) {
    long[] sums = new long[MOST_ROUNDS / ROUNDS_APART];
    try (BoostedTrees.Session session = trees.open()) {
      while (asked.hasNext()) {
        Batch batch = Answers.batch(asked, forecaster, experts);
        List<Shortlist> shortlists = batch.shortlists();
        for (int choice = 0; choice < sums.length; choice++) {
          List<double[]> reranked = batch.reranked(session, shortlists, rounds(choice));
          for (int i = 0; i < reranked.size(); i++) {
            sums[choice] += LogLosses.of(reranked.get(i)[batch.asked().get(i).came()]);
          }
        }
      }
    }
    return sums;
  }
}

package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Shortlist;
import scala.Tuple2;

/** Trains and tunes a second look at the likeliest answers. */
final class TrainReranker {

  private static final int MOST_TREES = 240;
  private static final int TREES_APART = 20;
  private static final double[] SHARPNESSES = {0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2};

  /** Sums are kept in whole millionths, so that they are exact in any order. */
  private static final double UNIT = 1e6;

  private TrainReranker() {}

  /**
   * A model that was trained in one task, on questions whose answers nobody who answers them had
   * learnt from; the number of trees and the sharpness with the least log-loss on other questions.
   *
   * @param training questions to train on, no more than a task can hold: about 3 KB each
   * @param tuning questions to tune on
   */
  static Reranking on(
      JavaRDD<AskedCase> training,
      JavaRDD<AskedCase> tuning,
      Forecaster forecaster,
      Experts experts) {
    return tuned(trained(training, forecaster, experts, MOST_TREES), tuning, forecaster, experts);
  }

  /** A model of so many trees, trained in one task on questions in their order. */
  static Reranker trained(
      JavaRDD<AskedCase> training, Forecaster forecaster, Experts experts, int trees) {
    return training
        .mapToPair(
            one ->
                new Tuple2<>(
                    one.place(),
                    new Labelled(Answers.shortlist(forecaster, experts, one), one.came())))
        .repartitionAndSortWithinPartitions(new HashPartitioner(1))
        .mapPartitions(sorted -> List.of(trained(sorted, trees)).iterator())
        .first();
  }

  private record Labelled(Shortlist shortlist, int came) implements java.io.Serializable {}

  private static Reranker trained(Iterator<Tuple2<AskedCase.Place, Labelled>> sorted, int trees) {
    List<Shortlist> shortlists = new ArrayList<>();
    List<float[]> labels = new ArrayList<>();
    sorted.forEachRemaining(
        one -> {
          shortlists.add(one._2().shortlist());
          labels.add(one._2().shortlist().labels(one._2().came()));
        });
    return XgboostReranker.trained(
        ShortlistRows.features(shortlists),
        ShortlistRows.width(shortlists),
        ShortlistRows.logOdds(shortlists),
        ShortlistRows.joined(labels),
        trees);
  }

  /** The least log-loss, with fewer trees and less sharpness where it is equal. */
  private static Reranking tuned(
      Reranker reranker, JavaRDD<AskedCase> tuning, Forecaster forecaster, Experts experts) {
    List<long[]> parts =
        tuning
            .mapPartitions(
                asked -> List.of(losses(reranker, asked, forecaster, experts)).iterator())
            .collect();
    int[] order = IntStream.range(0, choices()).toArray();
    long[] sums = new long[order.length];
    for (long[] part : parts) {
      for (int choice : order) {
        sums[choice] += part[choice];
      }
    }
    int best = 0;
    for (int choice : order) {
      best = sums[choice] < sums[best] ? choice : best;
    }
    return new Reranking(reranker, trees(best), SHARPNESSES[best % SHARPNESSES.length]);
  }

  private static int choices() {
    return MOST_TREES / TREES_APART * SHARPNESSES.length;
  }

  private static int trees(int choice) {
    return TREES_APART * (1 + choice / SHARPNESSES.length);
  }

  /** The sum of the log-losses by trees and sharpness. */
  private static long[] losses(
      Reranker reranker, Iterator<AskedCase> asked, Forecaster forecaster, Experts experts) {
    long[] sums = new long[choices()];
    try (Reranker.Session session = reranker.open()) {
      while (asked.hasNext()) {
        List<Shortlist> shortlists = new ArrayList<>();
        List<Integer> came = new ArrayList<>();
        while (asked.hasNext() && came.size() < Answers.BATCH) {
          AskedCase one = asked.next();
          shortlists.add(Answers.shortlist(forecaster, experts, one));
          came.add(one.came());
        }
        for (int choice = 0; choice < sums.length; choice += SHARPNESSES.length) {
          float[] margins = Answers.margins(session, shortlists, trees(choice));
          int first = 0;
          for (int i = 0; i < shortlists.size(); i++) {
            for (int sharpness = 0; sharpness < SHARPNESSES.length; sharpness++) {
              double said =
                  shortlists.get(i).reranked(margins, first, SHARPNESSES[sharpness])[came.get(i)];
              sums[choice + sharpness] -=
                  Math.round(StrictMath.log(Math.max(Double.MIN_NORMAL, said)) * UNIT);
            }
            first += shortlists.get(i).size();
          }
        }
      }
    }
    return sums;
  }
}

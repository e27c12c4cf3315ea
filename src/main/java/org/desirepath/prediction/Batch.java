package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.PooledCase;
import org.desirepath.forecast.Shortlist;
import org.desirepath.forecast.Softmax;

/** Some questions and what the views say to them, asked once. */
final class Batch {

  private final List<AskedCase> asked;
  private final Forecaster forecaster;
  private final Experts experts;
  private List<PooledCase> opinions;
  private List<double[]> pooled;

  Batch(List<AskedCase> asked, Forecaster forecaster, Experts experts) {
    this.asked = List.copyOf(asked);
    this.forecaster = forecaster;
    this.experts = experts;
  }

  List<AskedCase> asked() {
    return asked;
  }

  /** What the pool of the views says to each. */
  List<double[]> pooled() {
    if (pooled == null) {
      opinions =
          asked.stream()
              .map(one -> new PooledCase(experts.probabilities(one.counts()), one.came()))
              .toList();
      pooled = opinions.stream().map(forecaster.pool()::probabilities).toList();
    }
    return pooled;
  }

  /** What the pool holds likeliest. */
  List<Shortlist> shortlists() {
    List<double[]> probabilities = pooled();
    return IntStream.range(0, asked.size())
        .mapToObj(
            i ->
                new Shortlist(
                    probabilities.get(i),
                    opinions.get(i),
                    experts.matches(asked.get(i).counts()),
                    asked.get(i).features()))
        .toList();
  }

  /** After a second look at what the pool holds likeliest. */
  List<double[]> reranked(BoostedTrees.Session trees, List<Shortlist> shortlists, int count) {
    float[][] margins =
        trees.margins(
            Rows.joined(shortlists.stream().map(Shortlist::features).toList()),
            shortlists.get(0).width(),
            Rows.joined(shortlists.stream().map(Shortlist::logProbabilities).toList()),
            count);
    List<double[]> reranked = new ArrayList<>();
    int first = 0;
    for (Shortlist one : shortlists) {
      float[] own = new float[one.size()];
      for (int place = 0; place < own.length; place++) {
        own[place] = margins[first + place][0];
      }
      reranked.add(one.reranked(own));
      first += own.length;
    }
    return reranked;
  }

  /** What trees say that tell classes apart. */
  List<double[]> classified(BoostedTrees.Session trees, int codes, int count) {
    float[][] margins =
        trees.margins(
            Rows.features(asked.stream().map(AskedCase::features).toList(), codes),
            asked.get(0).features().width(codes),
            null,
            count);
    List<double[]> classified = new ArrayList<>();
    for (float[] one : margins) {
      double[] scores = new double[one.length];
      for (int code = 0; code < scores.length; code++) {
        scores[code] = one[code];
      }
      classified.add(Softmax.of(scores));
    }
    return classified;
  }
}

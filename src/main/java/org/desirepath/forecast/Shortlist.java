package org.desirepath.forecast;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The likeliest answers of a pool to one question, with what is known of each, for somebody who
 * takes a second look at them.
 */
public final class Shortlist implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 10;
  private static final double LEAST = 1e-6;

  private final double[] pooled;
  private final int[] codes;
  private final float[] features;
  private final int width;

  /**
   * A shortlist of up to ten codes, equally likely ones by code.
   *
   * @param pooled probabilities of all codes
   * @param one what the experts say
   * @param matches how well the views know the case
   * @param numbers what is known of the case by numbers
   */
  public Shortlist(double[] pooled, PooledCase one, float[] matches, float[] numbers) {
    this.pooled = pooled.clone();
    this.codes =
        IntStream.range(0, pooled.length)
            .boxed()
            .sorted(Comparator.comparingDouble(code -> -pooled[code]))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    int experts = one.experts();
    this.width = 4 + experts + matches.length + numbers.length;
    this.features = new float[codes.length * width];
    for (int place = 0; place < codes.length; place++) {
      int next = place * width;
      features[next++] = (float) Math.log(Math.max(LEAST, pooled[codes[place]]));
      features[next++] = place;
      features[next++] = codes[place];
      features[next++] = (float) pooled[codes[0]];
      for (int expert = 0; expert < experts; expert++) {
        features[next++] = (float) one.logarithm(expert, codes[place]);
      }
      System.arraycopy(matches, 0, features, next, matches.length);
      System.arraycopy(numbers, 0, features, next + matches.length, numbers.length);
    }
  }

  /** How many codes are on it. */
  public int size() {
    return codes.length;
  }

  /** Numbers that are known of each. */
  public int width() {
    return width;
  }

  /** What is known of each code, the likeliest first. */
  public float[] features() {
    return features.clone();
  }

  /** The logarithm of the odds of each code, the likeliest first. */
  public float[] logOdds() {
    float[] odds = new float[codes.length];
    for (int place = 0; place < codes.length; place++) {
      double probability = Math.max(LEAST, Math.min(1 - LEAST, pooled[codes[place]]));
      odds[place] = (float) Math.log(probability / (1 - probability));
    }
    return odds;
  }

  /** For each code, the likeliest first, 1 if it is the one and else 0. */
  public float[] labels(int came) {
    float[] labels = new float[codes.length];
    for (int place = 0; place < codes.length; place++) {
      labels[place] = codes[place] == came ? 1 : 0;
    }
    return labels;
  }

  /**
   * Probabilities of all codes after the second look: what the pool gives to the codes of the list
   * together is parted among them by their margins; the others keep what they have.
   *
   * @param margins from {@code first} on one for each code, the likeliest by the pool first
   * @param sharpness margins are multiplied by this
   */
  public double[] reranked(float[] margins, int first, double sharpness) {
    double[] reranked = pooled.clone();
    double together = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < codes.length; place++) {
      together += pooled[codes[place]];
      largest = Math.max(largest, sharpness * margins[first + place]);
    }
    double sum = 0;
    for (int place = 0; place < codes.length; place++) {
      reranked[codes[place]] = Math.exp(sharpness * margins[first + place] - largest);
      sum += reranked[codes[place]];
    }
    for (int code : codes) {
      reranked[code] *= together / sum;
    }
    return reranked;
  }
}

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

  /** Numbers that are known of a code beside what each expert says. */
  private static final int OF_CODE = 6;

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
   */
  public Shortlist(double[] pooled, PooledCase one, float[] matches, CaseFeatures known) {
    int[] occurred = known.occurred();
    this.pooled = pooled.clone();
    this.codes =
        IntStream.range(0, pooled.length)
            .boxed()
            .sorted(Comparator.comparingDouble(code -> -pooled[code]))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    float[] ofCase = ofCase(matches, known);
    int experts = one.experts();
    this.width = OF_CODE + experts + ofCase.length;
    this.features = new float[codes.length * width];
    for (int place = 0; place < codes.length; place++) {
      int code = codes[place];
      int at = Occurrences.find(occurred, code);
      int next = place * width;
      features[next++] = logProbability(place);
      features[next++] = place;
      features[next++] = code;
      features[next++] = (float) pooled[codes[0]];
      features[next++] = at < 0 ? 0 : Occurrences.times(occurred, at);
      features[next++] = at < 0 ? -1 : Occurrences.eventsSince(occurred, at);
      for (int expert = 0; expert < experts; expert++) {
        features[next++] = (float) one.logarithm(expert, code);
      }
      System.arraycopy(ofCase, 0, features, next, ofCase.length);
    }
  }

  /** What is the same for all codes. */
  private static float[] ofCase(float[] matches, CaseFeatures known) {
    float[] numbers = known.numbers();
    int[] occurred = known.occurred();
    float[] ofCase = new float[matches.length + numbers.length + 2 + Occurrences.LATEST_WIDTH];
    System.arraycopy(matches, 0, ofCase, 0, matches.length);
    System.arraycopy(numbers, 0, ofCase, matches.length, numbers.length);
    int next = matches.length + numbers.length;
    ofCase[next] = known.silence();
    ofCase[next + 1] = Occurrences.count(occurred);
    Occurrences.writeLatest(occurred, ofCase, next + 2);
    return ofCase;
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

  /** The logarithm of the probability of each code, the likeliest first. */
  public float[] logProbabilities() {
    float[] logarithms = new float[codes.length];
    for (int place = 0; place < codes.length; place++) {
      logarithms[place] = logProbability(place);
    }
    return logarithms;
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
   * together is parted among them in proportion to the exponentials of their margins; the others
   * keep what they have.
   *
   * @param margins one for each code, the likeliest by the pool first
   */
  public double[] reranked(float[] margins) {
    double together = 0;
    double[] scores = new double[codes.length];
    for (int place = 0; place < codes.length; place++) {
      together += pooled[codes[place]];
      scores[place] = margins[place];
    }
    double[] shares = Softmax.of(scores);
    double[] reranked = pooled.clone();
    for (int place = 0; place < codes.length; place++) {
      reranked[codes[place]] = together * shares[place];
    }
    return reranked;
  }

  private float logProbability(int place) {
    return (float) Math.log(Math.max(LEAST, pooled[codes[place]]));
  }
}

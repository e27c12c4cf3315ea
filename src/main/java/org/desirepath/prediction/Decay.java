package org.desirepath.prediction;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How lessons lose weight with age.
 *
 * @param halfLife the time in which half of it is lost; null for never
 * @param reference from when on age is counted, in ms since 1970, UTC
 */
record Decay(Duration halfLife, long reference) implements Serializable {

  /** What came after the reference weighs more than what came then, up to so many doublings. */
  private static final double MOST_DOUBLINGS = 20;

  /** Everything weighs the same. */
  static final Decay NONE = new Decay(null, 0);

  /** Without decay, and with each half-life. */
  static List<Decay> all(HalfLives halfLives, long reference) {
    List<Decay> all = new ArrayList<>(List.of(NONE));
    halfLives.times().forEach(time -> all.add(new Decay(time, reference)));
    return all;
  }

  /** The same with another reference. */
  Decay at(long newReference) {
    return new Decay(halfLife, newReference);
  }

  /** The weights of lessons; their mean is one. */
  float[] weights(List<Lesson> lessons) {
    double[] weights =
        lessons.stream().mapToDouble(lesson -> weight(lesson.cameMillis())).toArray();
    double sum = 0;
    for (double one : weights) {
      sum += one;
    }
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * scaled.length / sum);
    }
    return scaled;
  }

  private double weight(long millis) {
    return halfLife == null
        ? 1
        : Math.pow(
            2, Math.min(MOST_DOUBLINGS, (millis - reference) / (double) halfLife.toMillis()));
  }
}

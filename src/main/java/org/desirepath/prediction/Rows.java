package org.desirepath.prediction;

import java.util.List;
import org.desirepath.forecast.CaseFeatures;

/** Writes the rows of a matrix one after the other. */
final class Rows {

  private Rows() {}

  /** The dense features of cases; touchpoints are told of whose code is below {@code codes}. */
  static float[] features(List<CaseFeatures> cases, int codes) {
    int width = cases.get(0).width(codes);
    float[] features = new float[cases.size() * width];
    for (int i = 0; i < cases.size(); i++) {
      cases.get(i).write(codes, features, i * width);
    }
    return features;
  }

  /** One array after the other. */
  static float[] joined(List<float[]> parts) {
    int length = parts.stream().mapToInt(part -> part.length).sum();
    float[] joined = new float[length];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, next, part.length);
      next += part.length;
    }
    return joined;
  }
}

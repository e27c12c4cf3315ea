package org.desirepath.prediction;

import java.util.List;
import org.desirepath.forecast.Shortlist;

/** Writes the answers of several shortlists one after the other. */
final class ShortlistRows {

  private ShortlistRows() {}

  /** Features of one answer. */
  static int width(List<Shortlist> shortlists) {
    return shortlists.get(0).width();
  }

  static float[] features(List<Shortlist> shortlists) {
    return joined(shortlists.stream().map(Shortlist::features).toList());
  }

  static float[] logOdds(List<Shortlist> shortlists) {
    return joined(shortlists.stream().map(Shortlist::logOdds).toList());
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

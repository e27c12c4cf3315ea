package org.desirepath.prediction;

import java.io.Serializable;
import java.util.Comparator;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.NextCounts;

/** A case at one of its events: what followed the contexts that it stands in, and what came. */
final class AskedCase implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Place place;
  private final long at;
  private final int part;
  private final int came;
  private final CaseFeatures features;
  private final NextCounts[] counts;

  /**
   * Which event of which case, and what of it is asked.
   *
   * @param question tells questions about one event apart
   */
  record Place(String caseId, long eventNumber, int question)
      implements Comparable<Place>, Serializable {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::caseId)
            .thenComparingLong(Place::eventNumber)
            .thenComparingInt(Place::question);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  AskedCase(Place place, long at, int part, int came, CaseFeatures features, NextCounts[] counts) {
    this.place = place;
    this.at = at;
    this.part = part;
    this.came = came;
    this.features = features;
    this.counts = counts.clone();
  }

  Place place() {
    return place;
  }

  /** When the event was, in ms since 1970, UTC. */
  long at() {
    return at;
  }

  /** The part of the case, as {@link SplitCases} numbers them. */
  int part() {
    return part;
  }

  /** The code of what came. */
  int came() {
    return came;
  }

  /** What is known of the case itself. */
  CaseFeatures features() {
    return features;
  }

  /** By place of the context; null where nothing followed it. */
  NextCounts[] counts() {
    return counts.clone();
  }
}

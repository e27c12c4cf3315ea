package org.desirepath.prediction;

import java.io.Serializable;
import org.desirepath.forecast.NextCounts;

/** A case at one of its events: what followed the contexts that it stands in, and what came. */
final class AskedCase implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String caseId;
  private final int part;
  private final int came;
  private final NextCounts[] counts;

  AskedCase(String caseId, int part, int came, NextCounts[] counts) {
    this.caseId = caseId;
    this.part = part;
    this.came = came;
    this.counts = counts.clone();
  }

  String caseId() {
    return caseId;
  }

  /** The part of the case, as {@link SplitCases} numbers them. */
  int part() {
    return part;
  }

  /** The code of what came. */
  int came() {
    return came;
  }

  /** By place of the context; null where nothing followed it. */
  NextCounts[] counts() {
    return counts.clone();
  }
}

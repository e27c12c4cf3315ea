package org.desirepath.path;

import java.util.Locale;

/** What may lie between two steps of a path. */
enum PathType {
  /** Nothing. */
  CONTIGUOUS,
  /** Any number of other touchpoints. */
  GAPPED;

  /** As published. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

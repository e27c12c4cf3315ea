package org.desirepath.path;

import java.util.Locale;
import org.desirepath.mining.Limits;

/** What may lie between two steps of a path. */
public enum PathType {
  /** Nothing. */
  CONTIGUOUS,
  /** Any number of other touchpoints. */
  GAPPED;

  /** Where a journey holds a path of this type. */
  Limits limits(int maxLength) {
    return this == CONTIGUOUS ? Limits.contiguous(maxLength) : Limits.gapped(maxLength);
  }

  /** The type that is published under a text. */
  static PathType of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** As published. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As published. */
  @Override
  public String toString() {
    return text();
  }
}

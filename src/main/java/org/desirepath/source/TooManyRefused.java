package org.desirepath.source;

/** More rows were refused than the settings allow: the export is not what the mapping says. */
public final class TooManyRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooManyRefused(String message) {
    super(message);
  }
}

package org.desirepath.source;

/** Files of the exports were replaced, continued or removed while a night read them. */
public final class ExportsChanged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExportsChanged(String message) {
    super(message);
  }
}

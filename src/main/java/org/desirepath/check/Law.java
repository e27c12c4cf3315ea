package org.desirepath.check;

/**
 * One law of published tables, and how it is told.
 *
 * @param name the law, unique
 * @param words what those are that break it, after "3 of 17 "
 * @param threshold how many may break it; for a warning, the share that may
 * @param severity what becomes of a law that is broken
 */
record Law(String name, String words, double threshold, Severity severity) {

  /** What becomes of a law that is broken. */
  enum Severity {
    /** Nothing is published. */
    FAIL,
    /** Published, but told. */
    WARN
  }

  /** A law that nothing may break. */
  static Law strict(String name, String words) {
    return new Law(name, words, 0, Severity.FAIL);
  }

  /** A law that at most a share may break, or it is told. */
  static Law warning(String name, String words, double share) {
    return new Law(name, words, share, Severity.WARN);
  }
}

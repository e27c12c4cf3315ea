package org.desirepath.lake;

/**
 * A published version: the number readers follow, and the run whose tables it shows.
 *
 * @param number its number, from 1, without gaps
 * @param runId the run whose tables are published
 * @param baseVersion the version that was current when the run started; 0 for none
 * @param reason {@code run}, or {@code rollback to version N}
 */
public record Version(long number, RunId runId, long baseVersion, String reason) {

  /** The base of a run that started in an empty warehouse. */
  static final long NONE = 0;

  static final String PUBLISHED_BY_RUN = "run";
}

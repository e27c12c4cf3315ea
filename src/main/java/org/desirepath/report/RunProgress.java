package org.desirepath.report;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Tells how a run goes. Tables are made side by side, so several threads may tell of them. */
public interface RunProgress extends AutoCloseable {

  /**
   * The run begins.
   *
   * @param version of Desirepath
   * @param runId its name
   * @param snapshot the day its data is taken as of
   */
  void began(String version, String runId, LocalDate snapshot);

  /** Something people should know, in a sentence. */
  void noticed(String sentence);

  /** A table begins to be made. */
  void started(String table);

  /** A table was made, with this many rows in this time. */
  void finished(String table, long rows, Duration took);

  /**
   * The run is published.
   *
   * @param folder of its tables
   * @param took since it began
   * @param summary for people, line by line
   */
  void published(String folder, Duration took, List<String> summary);

  /**
   * The run failed.
   *
   * @param exitCode what the scheduler is told
   * @param message what people are told on standard error
   */
  void failed(int exitCode, String message);

  /** Nothing more is told. */
  @Override
  void close();
}

package org.desirepath.path;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Counts what one journey after another tells of the paths it holds. */
final class PathTally implements PathMatcher.Listener {

  private final long[] journeys;
  private final long[] won;
  private final long[] lost;
  private final long[] subjects;
  private final long[] lastSubject;
  private Ending ending = Ending.UNKNOWN;
  private String subject;
  private long subjectNumber;

  PathTally(int paths) {
    journeys = new long[paths];
    won = new long[paths];
    lost = new long[paths];
    subjects = new long[paths];
    lastSubject = new long[paths];
  }

  /**
   * The journey that is told of from now on. Journeys of one subject come one after another.
   *
   * @param journeysSubject whose it is; null where that is not known
   */
  void start(Ending journeysEnding, String journeysSubject) {
    ending = journeysEnding;
    if (journeysSubject != null && !journeysSubject.equals(subject)) {
      subjectNumber++;
    }
    subject = journeysSubject;
  }

  @Override
  public void hold(int path, int from, int to) {
    journeys[path]++;
    won[path] += ending == Ending.WON ? 1 : 0;
    lost[path] += ending == Ending.LOST ? 1 : 0;
    if (subject != null && lastSubject[path] != subjectNumber) {
      lastSubject[path] = subjectNumber;
      subjects[path]++;
    }
  }

  /** What was counted, a row for each path that any journey holds. */
  Iterator<Row> rows() {
    return IntStream.range(0, journeys.length)
        .filter(path -> journeys[path] > 0)
        .mapToObj(
            path -> RowFactory.create(path, journeys[path], won[path], lost[path], subjects[path]))
        .iterator();
  }
}

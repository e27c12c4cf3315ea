package org.desirepath.forecast;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What has happened so far in one case, told event by event, in order. Touchpoints and attributes
 * are numbers, such as hashes of their names. Takes room for the different touchpoints of a case,
 * however long it is.
 */
public final class CaseHistory {

  /** So many of the last touchpoints are known one by one. */
  public static final int RECENT = 6;

  /** So many numbers are known of every case, before those of its attributes. */
  static final int MEASURES = 6;

  /** Attributes are told apart by numbers below this. */
  private static final int ATTRIBUTE_BITS = 16;

  private final long[] recent = new long[RECENT];
  private final Set<Long> seen = new HashSet<>();
  private final long[] attributes;
  private final long[] attributesBefore;
  private long count;
  private long run;
  private long seenSum;
  private long everySum;
  private long startedAt;
  private long at;
  private long gap;

  /**
   * A history without events.
   *
   * @param attributes how many attributes every event has
   */
  public CaseHistory(int attributes) {
    this.attributes = new long[attributes];
    this.attributesBefore = new long[attributes];
  }

  /** Forgets everything: the next event is the first of another case. */
  public void clear() {
    count = 0;
    run = 0;
    seenSum = 0;
    everySum = 0;
    seen.clear();
    Arrays.fill(recent, 0);
    Arrays.fill(attributes, 0);
    Arrays.fill(attributesBefore, 0);
  }

  /**
   * Takes the next event.
   *
   * @param moment in ms since 1970, UTC
   * @param values an attribute each; read, not kept
   */
  public void add(long touchpoint, long moment, long[] values) {
    run = count > 0 && touchpoint == recent[0] ? run + 1 : 1;
    System.arraycopy(recent, 0, recent, 1, RECENT - 1);
    recent[0] = touchpoint;
    long spread = Mixing.finish(touchpoint);
    everySum += spread;
    seenSum += seen.add(touchpoint) ? spread : 0;
    startedAt = count == 0 ? moment : startedAt;
    gap = count == 0 ? -1 : moment - at;
    at = moment;
    System.arraycopy(attributes, 0, attributesBefore, 0, attributes.length);
    System.arraycopy(values, 0, attributes, 0, attributes.length);
    count++;
  }

  /** Events so far. */
  long count() {
    return count;
  }

  /** The touchpoint so many events before the last one; nought before the first. */
  long recent(int before) {
    return recent[before];
  }

  /** How often the last touchpoint came in a row. */
  long run() {
    return run;
  }

  /** A number of the set of touchpoints so far, whatever their order. */
  long seenSum() {
    return seenSum;
  }

  /** A number of the touchpoints so far and how often each came, whatever their order. */
  long everySum() {
    return everySum;
  }

  /** When the last event was, in ms since 1970, UTC. */
  long at() {
    return at;
  }

  /** Milliseconds from the event before the last one; negative if there is none. */
  long gap() {
    return gap;
  }

  /** Milliseconds from the first event to the last one. */
  long elapsed() {
    return at - startedAt;
  }

  /** An attribute of the last event. */
  long attribute(int number) {
    return attributes[number];
  }

  /** The same attribute of the event before; nought if there is none. */
  long attributeBefore(int number) {
    return attributesBefore[number];
  }

  /**
   * What is known of the case by numbers: events, length of the run, logarithms of the seconds of
   * the gap (-1 if there is none) and of the age, hour and day of the week in UTC; then a whole
   * number for each attribute, in no meaningful order.
   */
  public float[] numbers() {
    float[] numbers = new float[MEASURES + attributes.length];
    numbers[0] = count;
    numbers[1] = run;
    numbers[2] = gap < 0 ? -1 : (float) Math.log1p(gap / 1000.0);
    numbers[3] = (float) Math.log1p(elapsed() / 1000.0);
    numbers[4] = CaseView.hour(at);
    numbers[5] = CaseView.weekday(at);
    for (int number = 0; number < attributes.length; number++) {
      numbers[MEASURES + number] =
          Mixing.finish(attributes[number]) >>> (Long.SIZE - ATTRIBUTE_BITS);
    }
    return numbers;
  }

  int attributeCount() {
    return attributes.length;
  }
}

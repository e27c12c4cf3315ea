package org.desirepath.path;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** One journey: what it is and where it ended, and its touchpoints in order. */
final class Journey {

  private final String id;
  private final String level;
  private final String person;
  private final String account;
  private final String outcome;
  private final Long outcomeAt;
  private final List<Row> memberships;
  private String[] touchpoints = new String[16];
  private long[] moments = new long[16];
  private int length;

  /**
   * A journey without touchpoints yet.
   *
   * @param person whose journey it is; null for an account's
   * @param account the account it belongs to; null where none is known
   * @param outcomeAt when the outcome came, in milliseconds; null where that is not known
   * @param memberships the scopes and values it belongs to, a row of two strings each
   */
  Journey(
      String id,
      String level,
      String person,
      String account,
      String outcome,
      Long outcomeAt,
      List<Row> memberships) {
    this.id = id;
    this.level = level;
    this.person = person;
    this.account = account;
    this.outcome = outcome;
    this.outcomeAt = outcomeAt;
    this.memberships = memberships;
  }

  void add(String touchpoint, long at) {
    if (length == touchpoints.length) {
      touchpoints = Arrays.copyOf(touchpoints, 2 * length);
      moments = Arrays.copyOf(moments, 2 * length);
    }
    touchpoints[length] = touchpoint;
    moments[length] = at;
    length++;
  }

  String id() {
    return id;
  }

  String person() {
    return person;
  }

  String account() {
    return account;
  }

  String level() {
    return level;
  }

  /** As in the table; {@code open} while there is none. */
  String outcome() {
    return outcome;
  }

  Long outcomeAt() {
    return outcomeAt;
  }

  List<Row> memberships() {
    return memberships;
  }

  int length() {
    return length;
  }

  String touchpoint(int place) {
    return touchpoints[place];
  }

  /** When the touchpoint at this place occurred, in milliseconds. */
  long at(int place) {
    return moments[place];
  }
}

package org.desirepath.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which touchpoints came in one case so far, how often each, and how long ago. Takes room for the
 * different touchpoints of a case, however long it is.
 *
 * <p>They are told as an array of three numbers for each of the different touchpoints, the last one
 * first: its code, how often it came, and how many events came since.
 */
public final class Occurrences {

  private static final int WIDTH = 3;

  /** So many different touchpoints are told of. */
  private static final int MOST = 32;

  /** So many of the latest different touchpoints are features one by one. */
  private static final int LATEST = 3;

  /** Numbers that {@link #writeLatest} writes. */
  static final int LATEST_WIDTH = 2 * LATEST;

  private final Map<Integer, long[]> byCode = new HashMap<>();
  private long events;

  /** Forgets everything: the next event is the first of another case. */
  public void clear() {
    byCode.clear();
    events = 0;
  }

  /** Takes the next event. */
  public void add(int code) {
    events++;
    long[] one = byCode.computeIfAbsent(code, any -> new long[2]);
    one[0]++;
    one[1] = events;
  }

  /** All that is told. */
  public int[] told() {
    List<Map.Entry<Integer, long[]>> latest = new ArrayList<>(byCode.entrySet());
    latest.sort(Comparator.comparingLong(one -> -one.getValue()[1]));
    int[] told = new int[WIDTH * Math.min(MOST, latest.size())];
    for (int at = 0; at < count(told); at++) {
      Map.Entry<Integer, long[]> one = latest.get(at);
      told[WIDTH * at] = one.getKey();
      told[WIDTH * at + 1] = (int) Math.min(Integer.MAX_VALUE, one.getValue()[0]);
      told[WIDTH * at + 2] = (int) Math.min(Integer.MAX_VALUE, events - one.getValue()[1]);
    }
    return told;
  }

  /** How many different touchpoints are told of. */
  static int count(int[] told) {
    return told.length / WIDTH;
  }

  static int code(int[] told, int at) {
    return told[WIDTH * at];
  }

  static int times(int[] told, int at) {
    return told[WIDTH * at + 1];
  }

  static int eventsSince(int[] told, int at) {
    return told[WIDTH * at + 2];
  }

  /** Where a touchpoint is told of, negative if it is not. */
  static int find(int[] told, int code) {
    int at = count(told) - 1;
    while (at >= 0 && code(told, at) != code) {
      at--;
    }
    return at;
  }

  /** The latest different touchpoints, code and how often each; -1 and 0 where there are fewer. */
  static void writeLatest(int[] told, float[] target, int first) {
    for (int at = 0; at < LATEST; at++) {
      target[first + 2 * at] = at < count(told) ? code(told, at) : -1;
      target[first + 2 * at + 1] = at < count(told) ? times(told, at) : 0;
    }
  }
}

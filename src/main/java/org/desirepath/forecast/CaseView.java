package org.desirepath.forecast;

import java.util.Locale;

/** Views of what every case has: touchpoints and moments. */
enum CaseView implements View {
  /** The touchpoints before the last one, the start of the case as one of them. */
  RECENT(CaseHistory.RECENT - 1) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      long chain = last;
      for (int before = 1; before <= depth(); before++) {
        chain = Mixing.mix(chain, history.recent(before));
        target[first + before - 1] = before <= history.count() ? chain : Contexts.NONE;
      }
    }
  },

  /**
   * Any touchpoint, and the last one: to be told apart by how long nothing has come since, which
   * only those know who ask.
   */
  SILENCE(2) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      target[first] = Mixing.finish(SILENCE_SEED);
      target[first + 1] = last;
    }
  },

  /** How often the last touchpoint came in a row, and how long the case is. */
  RUN(2) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      target[first] = Mixing.mix(last, Math.min(history.run(), LONGEST_RUN));
      target[first + 1] =
          Mixing.mix(
              target[first],
              history.count() <= POSITIONS
                  ? history.count()
                  : POSITIONS + magnitude(history.count() - POSITIONS));
    }
  },

  /** Which touchpoints came so far, and how often each. */
  SEEN(2) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      target[first] = Mixing.mix(last, history.seenSum());
      target[first + 1] = Mixing.mix(target[first], history.everySum());
    }
  },

  /** How long the last touchpoint was waited for, and how old the case is; both by magnitude. */
  PACE(2) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      target[first] = Mixing.mix(last, history.gap() < 0 ? -1 : magnitude(history.gap() / SECOND));
      target[first + 1] = Mixing.mix(target[first], magnitude(history.elapsed() / SECOND) / 2);
    }
  },

  /** Whether it is a weekend, which hour, which day of the week; UTC. */
  CLOCK(3) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      long weekday = weekday(history.at());
      target[first] = Mixing.mix(last, weekday >= SATURDAY ? 1 : 0);
      target[first + 1] = Mixing.mix(target[first], hour(history.at()) / 2);
      target[first + 2] = Mixing.mix(target[first + 1], weekday);
    }
  },

  /** Which attributes changed with the last event, and the touchpoint before it. */
  CHANGES(2) {
    @Override
    public void write(CaseHistory history, long last, long[] target, int first) {
      long changed = last;
      for (int number = 0; number < history.attributeCount(); number++) {
        boolean same = history.attribute(number) == history.attributeBefore(number);
        changed = Mixing.mix(changed, same ? 0 : 1);
      }
      target[first] = changed;
      target[first + 1] = Mixing.mix(changed, history.recent(1));
    }
  };

  private static final long SILENCE_SEED = 2;
  private static final long SECOND = 1000;
  private static final long HOUR = 3600 * SECOND;
  private static final long DAY = 24 * HOUR;
  private static final long SATURDAY = 5;
  private static final long LONGEST_RUN = 5;

  /** So many events are told apart one by one. */
  private static final long POSITIONS = 8;

  private final int depth;

  CaseView(int depth) {
    this.depth = depth;
  }

  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int depth() {
    return depth;
  }

  /** The hour of a moment in UTC, from 0. */
  static long hour(long millis) {
    return Math.floorMod(millis, DAY) / HOUR;
  }

  /** The day of the week of a moment in UTC, Monday 0. */
  static long weekday(long millis) {
    // The first of January 1970 was a Thursday.
    return Math.floorMod(Math.floorDiv(millis, DAY) + 3, 7L);
  }

  /** The binary logarithm of one more than a number, rounded down; nought of negative ones. */
  static long magnitude(long number) {
    return number < 0 ? 0 : 63 - Long.numberOfLeadingZeros(number + 1);
  }
}

package org.desirepath.demo;

/**
 * A browser at a trade show that strangers use one after the other, one every twelve minutes.
 *
 * <p>Twenty neighbouring accounts share one; the first twelve of them send a visitor each.
 */
final class Kiosk {

  static final int LONGEST_PATH = 8;

  private static final int ACCOUNTS = 20;
  private static final int VISITORS = 12;
  private static final long TURN = 12 * Window.MINUTE;
  private static final int OPENING_HOUR = 9;

  private final Browser browser;
  private final long opensAt;
  private final int turn;

  private Kiosk(Browser browser, long opensAt, int turn) {
    this.browser = browser;
    this.opensAt = opensAt;
    this.turn = turn;
  }

  /** The kiosk at which an account's visitor has a turn. */
  static Kiosk of(long seed, Window window, int account) {
    Dice dice = Dice.of(seed, "kiosk", account / ACCOUNTS);
    Browser browser = Browser.of(Browser.Kind.DESKTOP, false, dice);
    long opensAt = window.midnight(dice.below(window.days())) + OPENING_HOUR * Window.HOUR;
    return new Kiosk(browser, opensAt, account % ACCOUNTS);
  }

  Browser browser() {
    return browser;
  }

  boolean isVisitedBy(Person person) {
    return turn < VISITORS && person.number() == 0 && person.from() == 0;
  }

  /** The first visitor opens the browser for the first time. */
  boolean isFirstTurn() {
    return turn == 0;
  }

  int turn() {
    return turn;
  }

  long opensAt() {
    return opensAt;
  }

  long startsAt() {
    return opensAt + turn * TURN;
  }

  long endsAt() {
    return startsAt() + TURN;
  }

  int block() {
    return OPENING_HOUR / (24 / PersonaModel.BLOCKS);
  }
}

package org.desirepath.demo;

import java.util.Collections;
import java.util.List;

/**
 * One true visit: touchpoints of one person without a pause longer than {@link Window#INACTIVITY}.
 *
 * <p>A visit may go on in a second browser; until {@code switchAt} it is in the first.
 */
final class WebSession {

  final Person person;
  final Phase phase;
  final String dealId;
  final Planted planted;
  final Persona persona;
  final PersonaModel.Guess guess;
  final Channel channel;
  final List<WebTouchpoint> path;
  private final long[] moments;
  private final Browser first;
  private final Browser second;
  private final int switchAt;

  /** Kind of visit that was put into the story on purpose. */
  enum Planted {
    NONE,
    WIN_PATH,
    FRICTION_LOOP,
    DRIFT_PATH,
    GAP_EXACTLY_30_MIN,
    GAP_30_MIN_AND_1_MS,
    CROSS_DEVICE,
    KIOSK;

    String label() {
      return this == NONE ? "" : Labels.of(this);
    }
  }

  WebSession(
      Person person,
      Phase phase,
      String dealId,
      Planted planted,
      Persona persona,
      PersonaModel.Guess guess,
      Channel channel,
      List<WebTouchpoint> path,
      long[] moments,
      Browser first,
      Browser second,
      int switchAt) {
    this.person = person;
    this.phase = phase;
    this.dealId = dealId;
    this.planted = planted;
    this.persona = persona;
    this.guess = guess;
    this.channel = channel;
    this.path = path;
    this.moments = moments.clone();
    this.first = first;
    this.second = second;
    this.switchAt = switchAt;
  }

  long startedAt() {
    return moments[0];
  }

  long endedAt() {
    return moments[moments.length - 1];
  }

  long at(int step) {
    return moments[step];
  }

  Browser browser(int step) {
    return step < switchAt ? first : second;
  }

  /** Whether a browser is opened at this step: the first, or another one than before. */
  boolean opensBrowser(int step) {
    return step == 0 || step == switchAt;
  }

  int browserCount() {
    return switchAt < path.size() ? 2 : 1;
  }

  /** Whether the touchpoints stand in the visit in this order with nothing between them. */
  boolean holds(List<WebTouchpoint> steps) {
    return Collections.indexOfSubList(path, steps) >= 0;
  }
}

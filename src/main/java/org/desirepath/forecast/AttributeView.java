package org.desirepath.forecast;

/**
 * An attribute of the last event, the same of the event before, and the touchpoint before.
 *
 * @param number which one
 */
record AttributeView(int number, String text) implements View {

  @Override
  public int depth() {
    return 3;
  }

  @Override
  public void write(CaseHistory history, long last, long[] target, int first) {
    target[first] = Mixing.mix(last, history.attribute(number));
    target[first + 1] = Mixing.mix(target[first], history.attributeBefore(number));
    target[first + 2] = Mixing.mix(target[first + 1], history.recent(1));
  }
}

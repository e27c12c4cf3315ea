package org.desirepath.path;

import java.util.Arrays;
import org.desirepath.mining.SequenceDatabase;

/** Writes what a reader reads in the codes of one scope. */
final class ScopeCoder {

  private final int scope;
  private final ScopeProfile profile;
  private int[] codes = new int[0];

  ScopeCoder(int scope, ScopeProfile profile) {
    this.scope = scope;
    this.profile = profile;
  }

  /** The number of the scope among all. */
  int scope() {
    return scope;
  }

  /** Codes are below this. */
  int alphabet() {
    return profile.alphabet();
  }

  /**
   * Codes the touchpoints of the journey that a reader stands at, always the same reader; of
   * several that no frequent path holds, one blank is left, and none at the ends. Tells how many
   * codes there are.
   */
  int code(StepReader reader, int[] target) {
    learn(reader);
    int[] steps = reader.steps();
    int length = 0;
    for (int place = 0; place < reader.length(); place++) {
      int code = codes[steps[place]];
      boolean isBlank = code == SequenceDatabase.BLANK;
      if (!isBlank || (length > 0 && target[length - 1] != SequenceDatabase.BLANK)) {
        target[length++] = code;
      }
    }
    return length > 0 && target[length - 1] == SequenceDatabase.BLANK ? length - 1 : length;
  }

  private void learn(StepReader reader) {
    int known = codes.length;
    if (known < reader.touchpointCount()) {
      codes = Arrays.copyOf(codes, reader.touchpointCount());
      for (int number = known; number < codes.length; number++) {
        codes[number] = profile.code(reader.touchpoint(number));
      }
    }
  }
}

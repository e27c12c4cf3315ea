package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void whatLearnersNeverSawHasWhatThePoolSaysOfIt() {
    assertThat(Answers.whole(new double[] {0.5, 0.5}, new double[] {0.3, 0.3, 0.3, 0.1}))
        .containsExactly(new double[] {0.3, 0.3, 0.3, 0.1}, within(1e-12));
    assertThat(Answers.whole(new double[] {0.1, 0.9}, new double[] {0.5, 0.3, 0.2}))
        .containsExactly(new double[] {0.08, 0.72, 0.2}, within(1e-12));
    assertThat(Answers.whole(new double[] {0.1, 0.9}, new double[] {0.5, 0.5}))
        .containsExactly(new double[] {0.1, 0.9}, within(1e-12));
  }
}

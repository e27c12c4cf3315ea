package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XgboostRerankerTest {

  private static final int WIDTH = 3;
  private static final int ANSWERS = 4000;

  private final float[] features = new float[ANSWERS * WIDTH];
  private final float[] logOdds = new float[ANSWERS];
  private final float[] labels = new float[ANSWERS];

  /** An answer is right where the first two features are large; the third is noise. */
  XgboostRerankerTest() {
    Random random = new Random(1);
    for (int answer = 0; answer < ANSWERS; answer++) {
      for (int feature = 0; feature < WIDTH; feature++) {
        features[answer * WIDTH + feature] = random.nextFloat();
      }
      boolean both = features[answer * WIDTH] > 0.3 && features[answer * WIDTH + 1] > 0.4;
      labels[answer] = both ? 1 : 0;
    }
  }

  @Test
  void answersThatAreRightHaveLargerMargins() {
    float[] margins = margins(train(), 40);

    int told = 0;
    for (int answer = 0; answer < ANSWERS; answer++) {
      told += margins[answer] > 0 == (labels[answer] == 1) ? 1 : 0;
    }
    assertThat(told).isGreaterThan((int) (0.97 * ANSWERS));
  }

  @Test
  void fewerTreesSayLessAndStartFromThePool() {
    Reranker reranker = train();
    double few = spread(margins(reranker, 5));
    assertThat(few).isLessThan(spread(margins(reranker, 40)));

    logOdds[0] = 3;
    float raised = margins(reranker, 5)[0];
    logOdds[0] = 0;
    assertThat(raised - margins(reranker, 5)[0]).isBetween(2.99f, 3.01f);
  }

  @Test
  void trainedAgainOrSentToAnotherProcessItSaysTheSame()
      throws IOException, ClassNotFoundException {
    Reranker reranker = train();
    float[] expected = margins(reranker, 40);

    assertThat(margins(train(), 40)).isEqualTo(expected);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(reranker);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(margins((Reranker) in.readObject(), 40)).isEqualTo(expected);
    }
  }

  private Reranker train() {
    return XgboostReranker.trained(features, WIDTH, logOdds, labels, 40);
  }

  private float[] margins(Reranker reranker, int trees) {
    try (Reranker.Session session = reranker.open()) {
      return session.margins(features, WIDTH, logOdds, trees);
    }
  }

  private static double spread(float[] margins) {
    double sum = 0;
    for (float margin : margins) {
      sum += Math.abs(margin);
    }
    return sum / margins.length;
  }
}

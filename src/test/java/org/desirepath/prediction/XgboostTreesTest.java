package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XgboostTreesTest {

  private static final int WIDTH = 3;
  private static final int QUESTIONS = 2000;
  private static final int ANSWERS = 3;
  private static final int ROUNDS = 40;

  private final float[] features = new float[QUESTIONS * ANSWERS * WIDTH];
  private final float[] starts = new float[QUESTIONS * ANSWERS];
  private final float[] labels = new float[QUESTIONS * ANSWERS];
  private final int[] sizes = new int[QUESTIONS];

  /** The answer is right whose first feature is the largest; the others are noise. */
  XgboostTreesTest() {
    Random random = new Random(1);
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    for (int question = 0; question < QUESTIONS; question++) {
      sizes[question] = ANSWERS;
      labels[question * ANSWERS + largest(features, question * ANSWERS, WIDTH)] = 1;
    }
  }

  @Test
  void theRightAnswerHasTheLargestMargin() {
    assertThat(right(margins(choosing(), ROUNDS))).isGreaterThan(0.85);
    assertThat(right(margins(choosing(), 1))).isLessThan(right(margins(choosing(), ROUNDS)));
  }

  @Test
  void marginsStartFromWhatIsKnownWithoutTrees() {
    BoostedTrees trees = choosing();
    float before = margins(trees, 5)[0];
    starts[0] = 3;

    assertThat(margins(trees, 5)[0] - before).isBetween(2.99f, 3.01f);
  }

  @Test
  void questionsWithoutARightAnswerTeachNothing() {
    float[] expected = margins(choosing(), ROUNDS);
    float[] more = Arrays.copyOf(features, features.length + ANSWERS * WIDTH);
    int[] moreSizes = Arrays.copyOf(sizes, QUESTIONS + 1);
    moreSizes[QUESTIONS] = ANSWERS;

    BoostedTrees trees =
        XgboostTrees.choosing(
            more,
            WIDTH,
            Arrays.copyOf(starts, starts.length + ANSWERS),
            Arrays.copyOf(labels, labels.length + ANSWERS),
            moreSizes,
            ROUNDS);

    // Rows are sampled by place, so that trees are not the same to the last digit.
    assertThat(right(margins(trees, ROUNDS))).isCloseTo(right(expected), within(0.02));
  }

  @Test
  void classesAreToldApartAndWeightsCount() {
    float[] weights = new float[QUESTIONS];
    float[] classes = new float[QUESTIONS];
    float[] rows = Arrays.copyOf(features, QUESTIONS * WIDTH);
    for (int row = 0; row < QUESTIONS; row++) {
      boolean isOld = row % 2 == 0;
      boolean isLarge = rows[row * WIDTH] > 0.5;
      // What was so long ago is the other way round now.
      classes[row] = isOld == isLarge ? 1 : 2;
      weights[row] = isOld ? 0.1f : 1.9f;
    }
    BoostedTrees trees = XgboostTrees.classifying(rows, WIDTH, classes, weights, 3, 20);

    try (BoostedTrees.Session session = trees.open()) {
      float[][] margins = session.margins(new float[] {0.9f, 0, 0, 0.1f, 0, 0}, WIDTH, null, 20);
      assertThat(largest(margins[0], 0, 1)).isEqualTo(2);
      assertThat(largest(margins[1], 0, 1)).isEqualTo(1);
    }
  }

  @Test
  void trainedAgainOrSentToAnotherProcessTheySayTheSame()
      throws IOException, ClassNotFoundException {
    BoostedTrees trees = choosing();
    float[] expected = margins(trees, ROUNDS);

    assertThat(margins(choosing(), ROUNDS)).isEqualTo(expected);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trees);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(margins((BoostedTrees) in.readObject(), ROUNDS)).isEqualTo(expected);
    }
  }

  private BoostedTrees choosing() {
    return XgboostTrees.choosing(features, WIDTH, starts, labels, sizes, ROUNDS);
  }

  private float[] margins(BoostedTrees trees, int rounds) {
    try (BoostedTrees.Session session = trees.open()) {
      float[][] margins = session.margins(features, WIDTH, starts, rounds);
      float[] first = new float[margins.length];
      for (int i = 0; i < first.length; i++) {
        first[i] = margins[i][0];
      }
      return first;
    }
  }

  private double right(float[] margins) {
    int right = 0;
    for (int question = 0; question < QUESTIONS; question++) {
      int first = question * ANSWERS;
      right += labels[first + largest(margins, first, 1)] == 1 ? 1 : 0;
    }
    return (double) right / QUESTIONS;
  }

  /** The place of the largest of three values. */
  private static int largest(float[] values, int row, int width) {
    int largest = 0;
    for (int place = 1; place < ANSWERS; place++) {
      if (values[(row + place) * width] > values[(row + largest) * width]) {
        largest = place;
      }
    }
    return largest;
  }
}

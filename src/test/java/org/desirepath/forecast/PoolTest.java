package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolTest {

  private static final int CODES = 5;

  @Test
  void theWeightsThatMadeTheAnswersAreFoundAgain() {
    // Three experts who know something, of whom the second is always unsure of itself.
    double[] planted = {0.8, 1.7, -0.4};
    List<PooledCase> cases = cases(20_000, planted, new Random(5));

    Pool pool = fitted(cases, planted.length);

    for (int expert = 0; expert < planted.length; expert++) {
      assertThat(pool.weights().get(expert)).isCloseTo(planted[expert], within(0.06));
    }
  }

  @Test
  void noWeightsNearbyAreBetter() {
    List<PooledCase> cases = cases(3000, new double[] {0.5, 0.5, 0.5, 0.5}, new Random(6));
    Pool pool = fitted(cases, 4);
    // Without the pull the slope at the best weights is that of the pull.
    double[] slope = sums(pool, cases, 4).slope();
    for (int expert = 0; expert < 4; expert++) {
      assertThat(slope[expert]).isCloseTo(-10 * pool.weights().get(expert), within(0.05));
    }
  }

  @Test
  void slopeAndCurvatureAreThoseOfSmallSteps() {
    List<PooledCase> cases = cases(200, new double[] {1, 0.2}, new Random(7));
    Pool even = Pool.even(2);
    double step = 1e-4;
    PoolSums here = sums(even, cases, 2);

    // Two copies of one expert share its weight: moving both is moving one twice as far.
    double[] losses = new double[3];
    for (int i = -1; i <= 1; i++) {
      losses[i + 1] = scaledLoss(cases, 1 + i * step);
    }
    double slope = (here.slope()[0] + here.slope()[1]) / 2;
    double curvature =
        (here.curvature()[0][0] + 2 * here.curvature()[0][1] + here.curvature()[1][1]) / 4;
    assertThat((losses[2] - losses[0]) / (2 * step)).isCloseTo(slope, within(0.05));
    assertThat((losses[2] - 2 * losses[1] + losses[0]) / (step * step))
        .isCloseTo(curvature, within(0.02 * curvature));
    assertThat(here.curvature()[0][1]).isEqualTo(here.curvature()[1][0]);
  }

  @Test
  void probabilitiesSumToOneAndNoExpertHasAVeto() {
    double[][] said = {{1, 0, 0}, {0.2, 0.3, 0.5}};
    double[] pooled = Pool.even(2).probabilities(new PooledCase(said, 0));

    assertThat(Arrays.stream(pooled).sum()).isCloseTo(1, within(1e-12));
    assertThat(pooled[1]).isPositive();
  }

  @Test
  void withoutAnyCaseAllWeightsAreNought() {
    assertThat(fitted(List.of(), 3).weights()).containsOnly(0.0);
  }

  @Test
  void expertsWhoSayTheSameShareTheWeight() {
    List<PooledCase> cases = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 5000; i++) {
      double[] said = distribution(random);
      cases.add(new PooledCase(new double[][] {said, said}, drawn(said, random)));
    }
    List<Double> weights = fitted(cases, 2).weights();

    assertThat(weights.get(0)).isCloseTo(weights.get(1), within(1e-5));
    assertThat(weights.get(0) + weights.get(1)).isCloseTo(1, within(0.05));
  }

  private static double scaledLoss(List<PooledCase> cases, double scale) {
    double loss = 0;
    for (PooledCase one : cases) {
      double[] scores = new double[CODES];
      for (int code = 0; code < CODES; code++) {
        scores[code] = scale * (one.logarithm(0, code) + one.logarithm(1, code)) / 2;
      }
      double sum = Arrays.stream(scores).map(Math::exp).sum();
      loss -= scores[one.came()] - Math.log(sum);
    }
    return loss;
  }

  private static Pool fitted(List<PooledCase> cases, int experts) {
    return Pool.fitted(experts, pool -> sums(pool, cases, experts));
  }

  private static PoolSums sums(Pool pool, List<PooledCase> cases, int experts) {
    PoolSums sums = new PoolSums(experts);
    cases.forEach(one -> sums.add(pool, one));
    return sums;
  }

  private static List<PooledCase> cases(int count, double[] weights, Random random) {
    List<PooledCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[][] said = new double[weights.length][];
      double[] scores = new double[CODES];
      for (int expert = 0; expert < weights.length; expert++) {
        said[expert] = distribution(random);
        for (int code = 0; code < CODES; code++) {
          scores[code] += weights[expert] * Math.log(said[expert][code]);
        }
      }
      double sum = Arrays.stream(scores).map(Math::exp).sum();
      double[] pooled = Arrays.stream(scores).map(one -> Math.exp(one) / sum).toArray();
      cases.add(new PooledCase(said, drawn(pooled, random)));
    }
    return cases;
  }

  private static double[] distribution(Random random) {
    double[] drawn = random.doubles(CODES).map(one -> 0.02 + one * one).toArray();
    double sum = Arrays.stream(drawn).sum();
    return Arrays.stream(drawn).map(one -> one / sum).toArray();
  }

  private static int drawn(double[] probabilities, Random random) {
    double left = random.nextDouble();
    for (int code = 0; code < probabilities.length - 1; code++) {
      left -= probabilities[code];
      if (left < 0) {
        return code;
      }
    }
    return probabilities.length - 1;
  }
}

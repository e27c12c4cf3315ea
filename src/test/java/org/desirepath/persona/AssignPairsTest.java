package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignPairsTest {

  @Test
  void noOtherAssignmentHasAHigherTotal() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      int rows = random.nextInt(6);
      int columns = random.nextInt(6);
      double[][] values = new double[rows][columns];
      for (double[] row : values) {
        Arrays.setAll(row, column -> random.nextInt(8) / 8.0);
      }

      int[] columnOf = AssignPairs.of(values, columns);

      int[] used = IntStream.of(columnOf).filter(column -> column >= 0).toArray();
      assertThat(IntStream.of(used).distinct().count()).isEqualTo(used.length);
      assertThat(used).hasSize(Math.min(rows, columns));
      double total =
          IntStream.range(0, rows)
              .filter(row -> columnOf[row] >= 0)
              .mapToDouble(row -> values[row][columnOf[row]])
              .sum();
      assertThat(total).isCloseTo(best(values, columns, 0, 0), within(1e-12));
    }
  }

  /** Tries everything. */
  private static double best(double[][] values, int columns, int row, int taken) {
    if (row == values.length) {
      return 0;
    }
    double best = best(values, columns, row + 1, taken);
    for (int column = 0; column < columns; column++) {
      if ((taken & (1 << column)) == 0) {
        best =
            Math.max(
                best, values[row][column] + best(values, columns, row + 1, taken | (1 << column)));
      }
    }
    return best;
  }
}

package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilhouetteTest {

  @Test
  void itIsWhatTheDefinitionSays() {
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      int count = 2 + random.nextInt(15);
      List<double[]> points = new ArrayList<>();
      List<SessionVector> rows = new ArrayList<>();
      int[] owners = new int[count];
      for (int i = 0; i < count; i++) {
        double[] point = {random.nextInt(9) / 8.0, random.nextInt(9) / 8.0};
        points.add(point);
        rows.add(new SessionVector(new int[] {0, 1}, point));
        owners[i] = i < 2 ? i : random.nextInt(3);
      }

      double[] silhouettes = Silhouette.of(rows, 2, owners, 4);

      for (int i = 0; i < count; i++) {
        assertThat(silhouettes[i]).isCloseTo(byDefinition(points, owners, i), within(1e-9));
      }
    }
  }

  private static double byDefinition(List<double[]> points, int[] owners, int i) {
    double within = Double.NaN;
    double next = Double.MAX_VALUE;
    for (int cluster = 0; cluster < 4; cluster++) {
      double sum = 0;
      int others = 0;
      for (int j = 0; j < owners.length; j++) {
        if (owners[j] == cluster && j != i) {
          sum +=
              Math.hypot(points.get(i)[0] - points.get(j)[0], points.get(i)[1] - points.get(j)[1]);
          others++;
        }
      }
      if (cluster == owners[i]) {
        within = others == 0 ? Double.NaN : sum / others;
      } else if (others > 0) {
        next = Math.min(next, sum / others);
      }
    }
    if (Double.isNaN(within) || Math.max(within, next) == 0) {
      return 0;
    }
    return (next - within) / Math.max(within, next);
  }
}

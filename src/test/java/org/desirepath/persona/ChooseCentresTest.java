package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChooseCentresTest {

  @Test
  void wellSeparatedHeapsGetACentreEach() {
    Random random = new Random(3);
    List<SessionVector> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add(point((i / 2) % 2 + random.nextInt(3) / 64.0, i % 2 + random.nextInt(3) / 64.0));
    }

    double[][] centres = ChooseCentres.from(rows, 2, false, 4, 10, 1);

    assertThat(List.of(centres))
        .extracting(centre -> Math.floor(centre[0]) + " " + Math.floor(centre[1]))
        .containsExactlyInAnyOrder("0.0 0.0", "0.0 1.0", "1.0 0.0", "1.0 1.0");
  }

  @Test
  void everyCentreIsTheMeanOfTheRowsNearestToIt() {
    Random random = new Random(4);
    List<SessionVector> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(point(random.nextInt(64) / 64.0, random.nextInt(64) / 64.0));
    }
    double[][] centres = ChooseCentres.from(rows, 2, false, 5, 10, 1);
    double[] lengths = ChooseCentres.lengths(centres);

    for (int i = 0; i < centres.length; i++) {
      int own = i;
      List<double[]> members =
          rows.stream()
              .filter(row -> ChooseCentres.nearest(row, centres, lengths) == own)
              .map(row -> row.dense(2))
              .toList();
      assertThat(centres[i])
          .containsExactly(
              members.stream().mapToDouble(row -> row[0]).sum() / members.size(),
              members.stream().mapToDouble(row -> row[1]).sum() / members.size());
    }
  }

  @Test
  void thereAreNoMoreCentresThanDifferentRows() {
    List<SessionVector> rows = List.of(point(0, 1), point(0, 1), point(1, 0), point(1, 0));

    assertThat(ChooseCentres.from(rows, 2, false, 3, 10, 1)).hasDimensions(2, 2);
    assertThat(ChooseCentres.from(List.of(), 2, false, 3, 10, 1)).isEmpty();
  }

  @Test
  void coordinatesAreRoundedSoThatTheirSumsAreExactInAnyOrder() {
    Random random = new Random(6);
    double[] values = random.doubles(1000, -1, 1).toArray();
    double[] forwards = new double[1];
    double[] backwards = new double[1];
    for (int i = 0; i < values.length; i++) {
      new SessionVector(new int[] {0}, new double[] {values[i]}).addTo(forwards);
      new SessionVector(new int[] {0}, new double[] {values[values.length - 1 - i]})
          .addTo(backwards);
    }

    assertThat(forwards).isEqualTo(backwards);
    assertThat(forwards[0]).isNotEqualTo(Arrays.stream(values).sum());
  }

  private static SessionVector point(double x, double y) {
    return new SessionVector(new int[] {0, 1}, new double[] {x, y});
  }
}

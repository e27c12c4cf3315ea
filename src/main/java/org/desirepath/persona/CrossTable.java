package org.desirepath.persona;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** How many sessions each pair of clusters of two models shares. */
final class CrossTable implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[][] counts;

  CrossTable(int rows, int columns) {
    this.counts = new long[rows][columns];
  }

  CrossTable add(int row, int column) {
    counts[row][column]++;
    return this;
  }

  CrossTable merge(CrossTable other) {
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        counts[row][column] += other.counts[row][column];
      }
    }
    return this;
  }

  /** The table of two models with personas, over all training sessions. One aggregate. */
  static CrossTable of(TrainingSessions sessions, PersonaModel one, PersonaModel other) {
    Broadcast<List<PersonaModel>> sent =
        JavaSparkContext.fromSparkContext(sessions.rows().sparkSession().sparkContext())
            .broadcast(List.of(one, other));
    try {
      return sessions
          .each(
              features -> {
                List<PersonaModel> models = sent.value();
                return new int[] {
                  models.get(0).place(features).orElseThrow(),
                  models.get(1).place(features).orElseThrow()
                };
              })
          .treeAggregate(
              new CrossTable(one.clusters().size(), other.clusters().size()),
              (table, places) -> table.add(places[0], places[1]),
              CrossTable::merge);
    } finally {
      sent.destroy();
    }
  }

  long count(int row, int column) {
    return counts[row][column];
  }

  /**
   * How far the two agree beyond chance: 1 if they are the same but for names, about 0 if they have
   * nothing to do with each other (Hubert and Arabie, "Comparing partitions", 1985). Two partitions
   * that chance alone could not tell apart, such as two of one cluster, agree.
   */
  double adjustedRandIndex() {
    double together = 0;
    double inRows = 0;
    double all = 0;
    double[] columns = new double[counts.length == 0 ? 0 : counts[0].length];
    for (long[] row : counts) {
      double sum = 0;
      for (int column = 0; column < row.length; column++) {
        together += pairs((double) row[column]);
        sum += row[column];
        columns[column] += row[column];
      }
      inRows += pairs(sum);
      all += sum;
    }
    double inColumns = 0;
    for (double sum : columns) {
      inColumns += pairs(sum);
    }
    double expected = all < 2 ? 0 : inRows * inColumns / pairs(all);
    double most = (inRows + inColumns) / 2;
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  private static double pairs(double count) {
    return count * (count - 1) / 2;
  }
}

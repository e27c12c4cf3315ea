package org.desirepath.persona;

import java.util.Arrays;

/**
 * The assignment of rows to columns with the highest total (Kuhn, "The Hungarian method for the
 * assignment problem", 1955, by shortest augmenting paths: Jonker and Volgenant, 1987).
 */
final class AssignPairs {

  /** A row without a column. */
  static final int NONE = -1;

  private AssignPairs() {}

  /**
   * The column of each row, {@link #NONE} for rows beyond the columns. Every column is given at
   * most once. Cubic in the larger side.
   *
   * @param values of each row and column, rows of equal length
   * @param columns how many there are
   */
  static int[] of(double[][] values, int columns) {
    int size = Math.max(values.length, columns);
    double[] rowPotentials = new double[size + 1];
    double[] columnPotentials = new double[size + 1];
    // Of each column, counted from 1, the row it has; column 0 holds the row to be given one.
    int[] rowOf = new int[size + 1];
    for (int row = 1; row <= size; row++) {
      rowOf[0] = row;
      int[] before = new int[size + 1];
      double[] slack = new double[size + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      boolean[] isReached = new boolean[size + 1];
      int column = 0;
      do {
        isReached[column] = true;
        int at = rowOf[column];
        int next = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int other = 1; other <= size; other++) {
          if (!isReached[other]) {
            double cost =
                cost(values, columns, at, other) - rowPotentials[at] - columnPotentials[other];
            if (cost < slack[other]) {
              slack[other] = cost;
              before[other] = column;
            }
            if (slack[other] < least) {
              least = slack[other];
              next = other;
            }
          }
        }
        for (int other = 0; other <= size; other++) {
          if (isReached[other]) {
            rowPotentials[rowOf[other]] += least;
            columnPotentials[other] -= least;
          } else {
            slack[other] -= least;
          }
        }
        column = next;
      } while (rowOf[column] != 0);
      while (column != 0) {
        rowOf[column] = rowOf[before[column]];
        column = before[column];
      }
    }
    int[] columnOf = new int[values.length];
    Arrays.fill(columnOf, NONE);
    for (int column = 1; column <= columns; column++) {
      if (rowOf[column] <= values.length) {
        columnOf[rowOf[column] - 1] = column - 1;
      }
    }
    return columnOf;
  }

  private static double cost(double[][] values, int columns, int row, int column) {
    return row <= values.length && column <= columns ? -values[row - 1][column - 1] : 0;
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.Persons.IDENTIFIER_COUNT;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.Persons;

/** Counts persons by how many identifiers they have. */
final class PersonSizes {

  private static final List<Size> SIZES =
      List.of(
          new Size("1", 1, 1),
          new Size("2", 2, 2),
          new Size("3-5", 3, 5),
          new Size("6-10", 6, 10),
          new Size("11-50", 11, 50),
          new Size("51+", 51, Long.MAX_VALUE));

  private PersonSizes() {}

  /** Persons with at least and at most so many identifiers. */
  private record Size(String name, long least, long most) {}

  /** One figure for each size, those that nobody has included. One aggregate. */
  static Dataset<Row> from(Persons persons) {
    return Figure.rows(
        persons.rows().groupBy(),
        SIZES.stream()
            .map(
                size ->
                    Figure.of(
                        Measure.PERSONS_OF_SIZE,
                        lit(size.name()),
                        count_if(IDENTIFIER_COUNT.col().between(size.least(), size.most())),
                        count(lit(1)),
                        "persons have so many identifiers"))
            .toArray(Column[]::new));
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.IS_BRIDGE;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.IDENTIFIER_COUNT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.Persons;

/** Counts the identifiers of each kind, and the persons who have one. */
final class IdentifierKinds {

  private static final Field PERSON_COUNT =
      Field.required("person_count", LongType, "Persons who have an identifier of the kind");
  private static final Field REFUSED_COUNT =
      Field.required("refused_count", LongType, "Identifiers that may not join others");

  /** How many identifiers there are. */
  static final Field ALL_IDENTIFIERS =
      Field.required("all_identifiers", LongType, "Identifiers of all kinds");

  private static final Field ALL_PERSONS = Field.required("all_persons", LongType, "All persons");

  private IdentifierKinds() {}

  /** One row: how many identifiers and persons there are. */
  static Dataset<Row> all(Persons persons) {
    return persons
        .rows()
        .agg(
            ALL_IDENTIFIERS.is(coalesce(sum(IDENTIFIER_COUNT.col()), lit(0))),
            ALL_PERSONS.is(count(lit(1))));
  }

  /**
   * Three figures for each kind: its identifiers, the persons who have one, and the identifiers
   * that are kept from joining others. One shuffle by person and kind, and small ones.
   */
  static Dataset<Row> from(Identifiers identifiers, Persons persons) {
    Column kind = IDENTIFIER_KIND.col();
    Dataset<Row> kinds =
        identifiers
            .rows()
            .groupBy(kind, PERSON_ID.col())
            .agg(
                IDENTIFIER_COUNT.is(count(lit(1))),
                REFUSED_COUNT.is(count_if(not(IS_BRIDGE.col()))))
            .groupBy(kind)
            .agg(
                IDENTIFIER_COUNT.is(sum(IDENTIFIER_COUNT.col())),
                REFUSED_COUNT.is(sum(REFUSED_COUNT.col())),
                PERSON_COUNT.is(count(lit(1))));
    return Figure.rows(
        kinds.crossJoin(all(persons)),
        Figure.of(
            Measure.IDENTIFIERS_OF_KIND,
            kind,
            IDENTIFIER_COUNT.col(),
            ALL_IDENTIFIERS.col(),
            "identifiers are of this kind"),
        Figure.of(
            Measure.PERSONS_WITH_KIND,
            kind,
            PERSON_COUNT.col(),
            ALL_PERSONS.col(),
            "persons have one of this kind"),
        Figure.of(
            Measure.BRIDGES_REFUSED,
            kind,
            REFUSED_COUNT.col(),
            IDENTIFIER_COUNT.col(),
            "identifiers of this kind are kept from joining others"));
  }
}

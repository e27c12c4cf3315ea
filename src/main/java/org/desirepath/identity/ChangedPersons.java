package org.desirepath.identity;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.IdentityQuality.ALL;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality.Measure;

/** Counts what became of the persons of the version before. */
final class ChangedPersons {

  private static final List<Measure> MEASURES =
      List.of(
          Measure.PERSONS_NEW,
          Measure.PERSONS_KEPT,
          Measure.PERSONS_MERGED,
          Measure.PERSONS_SPLIT,
          Measure.PERSONS_GONE);

  private static final Field BEFORE =
      Field.optional("before_person_id", PERSON_ID.type(), "Who had the identifiers before");
  private static final Field SOURCES =
      Field.required("sources", LongType, "Persons of before whose identifiers a person has now");
  private static final Field PARTS =
      Field.required("parts", LongType, "Persons who have the identifiers of one of before");
  private static final Field IS_ABSORBED =
      Field.required("is_absorbed", BooleanType, "Whether another person took the identifiers");

  private ChangedPersons() {}

  /**
   * One figure each of the persons who are new, kept, merged, split and gone; without a number
   * where there was no version before.
   *
   * <p>Each person of before is exactly one of four. Gone: no identifier is left. Split: the
   * identifiers have several persons now. Merged: they have one, who goes by another id and has
   * identifiers of others as well. Kept: all else, be it under another id. Who takes in others and
   * keeps the id is kept. New is a person none of whose identifiers was there before.
   *
   * <p>One shuffle by identifier; those that follow are of persons.
   */
  static Dataset<Row> from(Optional<Identifiers> before, Identifiers now) {
    if (before.isEmpty()) {
      Column none = lit(null).cast(LongType);
      Column message = lit("There is no version before to compare with");
      return Figure.rows(
          now.rows().sparkSession().range(1).toDF(),
          MEASURES.stream()
              .map(measure -> Figure.told(measure, lit(ALL), none, none, message))
              .toArray(Column[]::new));
    }
    Dataset<Row> pairs =
        before
            .get()
            .rows()
            .select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), BEFORE.is(PERSON_ID.col()))
            .join(
                now.rows().select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col()),
                new String[] {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()},
                "full")
            .select(BEFORE.col(), PERSON_ID.col())
            .distinct();
    Dataset<Row> persons =
        pairs
            .filter(PERSON_ID.col().isNotNull())
            .groupBy(PERSON_ID.col())
            .agg(SOURCES.is(count(BEFORE.col())));
    return arrived(persons).unionByName(ofBefore(pairs, persons));
  }

  private static Dataset<Row> arrived(Dataset<Row> persons) {
    return Figure.rows(
        persons.groupBy(),
        Figure.of(
            Measure.PERSONS_NEW,
            lit(ALL),
            count_if(SOURCES.col().equalTo(0)),
            count(lit(1)),
            "persons have only identifiers that the version before had not"));
  }

  private static Dataset<Row> ofBefore(Dataset<Row> pairs, Dataset<Row> persons) {
    Column isAbsorbed = PERSON_ID.col().notEqual(BEFORE.col()).and(SOURCES.col().gt(1));
    Dataset<Row> fates =
        pairs
            .filter(BEFORE.col().isNotNull())
            .join(persons, new String[] {PERSON_ID.name()}, "left")
            .groupBy(BEFORE.col())
            .agg(
                PARTS.is(count(PERSON_ID.col())),
                IS_ABSORBED.is(coalesce(bool_or(isAbsorbed), lit(false))));
    Column isOne = PARTS.col().equalTo(1);
    return Figure.rows(
        fates.groupBy(),
        fate(Measure.PERSONS_KEPT, isOne.and(not(IS_ABSORBED.col())), "are one person still"),
        fate(Measure.PERSONS_MERGED, isOne.and(IS_ABSORBED.col()), "went into another"),
        fate(Measure.PERSONS_SPLIT, PARTS.col().gt(1), "came apart into several"),
        fate(Measure.PERSONS_GONE, PARTS.col().equalTo(0), "have no identifier left"));
  }

  private static Column fate(Measure measure, Column isSo, String words) {
    return Figure.of(
        measure, lit(ALL), count_if(isSo), count(lit(1)), "persons of the version before " + words);
  }
}

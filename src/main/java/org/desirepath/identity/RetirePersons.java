package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonAliases.CHANGED_RUN_ID;
import static org.desirepath.table.PersonAliases.REASON;
import static org.desirepath.table.PersonAliases.RETIRED_PERSON_ID;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAliases;

/** Tells which persons of the version before are gone, and who has their identifiers now. */
public final class RetirePersons {

  private static final Field SHARED =
      Field.required("shared", DataTypes.LongType, "Identifiers that went from one to the other");
  private static final Field HEIR =
      Field.required("heir", DataTypes.StringType, "The person with most of them");

  private static final Field HEIR_COUNT =
      Field.required("heir_count", DataTypes.LongType, "Persons who have some of them");

  private RetirePersons() {}

  /**
   * One row for each person who was there before and is no longer: the person with most of the
   * identifiers, the greater id where there are as many. Aliases that were known before stay, and
   * lead to whoever is there now. Persons without any identifier left have no heir and no row, nor
   * have those whose alias led to them: exports forget, and a version before of a later day knows
   * people who are yet to come. A person whose identifiers went to one other merged with it; if
   * they went to several, it was split.
   *
   * <p>Shuffles: by identifier, by pair of persons, by retired person, by person.
   *
   * @param before the identifiers of the version before
   * @param aliasesBefore the aliases of the version before, if there was one
   * @param now the identifiers of this run
   * @param runId this run
   */
  public static PersonAliases from(
      Identifiers before, Optional<PersonAliases> aliasesBefore, Identifiers now, String runId) {
    Dataset<Row> present = now.rows().select(PERSON_ID.col()).distinct();
    Dataset<Row> retired =
        before
            .rows()
            .select(
                IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), RETIRED_PERSON_ID.is(PERSON_ID.col()))
            .join(
                now.rows().select(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col(), PERSON_ID.col()),
                new String[] {IDENTIFIER_KIND.name(), IDENTIFIER_KEY.name()})
            .where(RETIRED_PERSON_ID.col().notEqual(PERSON_ID.col()))
            .join(
                present.select(RETIRED_PERSON_ID.is(PERSON_ID.col())),
                new String[] {RETIRED_PERSON_ID.name()},
                "left_anti")
            .groupBy(RETIRED_PERSON_ID.col(), PERSON_ID.col())
            .agg(SHARED.is(count(lit(1))))
            .groupBy(RETIRED_PERSON_ID.col())
            .agg(
                max(struct(SHARED.col(), PERSON_ID.col())).as(HEIR.name()),
                HEIR_COUNT.is(count(lit(1))))
            .select(
                RETIRED_PERSON_ID.col(),
                PERSON_ID.is(col(HEIR.name() + "." + PERSON_ID.name())),
                REASON.is(when(HEIR_COUNT.col().gt(1), "split").otherwise("merge")),
                CHANGED_RUN_ID.is(lit(runId)));
    if (aliasesBefore.isEmpty()) {
      return new PersonAliases(retired);
    }
    String known = "known";
    String next = "next";
    Dataset<Row> carried =
        aliasesBefore
            .get()
            .rows()
            .as(known)
            .join(retired.as(next), PERSON_ID.of(known).equalTo(RETIRED_PERSON_ID.of(next)), "left")
            .select(
                RETIRED_PERSON_ID.is(RETIRED_PERSON_ID.of(known)),
                PERSON_ID.is(coalesce(PERSON_ID.of(next), PERSON_ID.of(known))),
                REASON.is(REASON.of(known)),
                CHANGED_RUN_ID.is(CHANGED_RUN_ID.of(known)))
            .join(present, new String[] {PERSON_ID.name()}, "left_semi")
            .select(RETIRED_PERSON_ID.col(), PERSON_ID.col(), REASON.col(), CHANGED_RUN_ID.col());
    return new PersonAliases(
        retired
            .unionByName(
                carried.join(
                    retired.select(RETIRED_PERSON_ID.col()),
                    new String[] {RETIRED_PERSON_ID.name()},
                    "left_anti"))
            .join(
                present.select(RETIRED_PERSON_ID.is(PERSON_ID.col())),
                new String[] {RETIRED_PERSON_ID.name()},
                "left_anti"));
  }
}

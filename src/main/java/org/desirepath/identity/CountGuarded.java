package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.Guard.GUARD;
import static org.desirepath.table.Checks.CHECK_NAME;
import static org.desirepath.table.Checks.MESSAGE;
import static org.desirepath.table.Checks.THRESHOLD;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.Personas.STATUS;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Checks;
import org.desirepath.table.Field;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Sightings;

/** Counts the identifiers that were kept from joining others. */
public final class CountGuarded {

  private static final Field FOUND_COUNT =
      Field.required("found_count", LongType, "Identifiers that a guard found");

  private CountGuarded() {}

  /**
   * One row per guard, those that found nothing included; always {@code pass}, as there is no right
   * number of shared identifiers. An identifier that two guards found counts for the first. Runs
   * the jobs of the guards again: one aggregate over the sightings and what is as large as distinct
   * pairs of identifiers.
   */
  public static Checks from(Sightings sightings, Mailboxes mailboxes, IdentitySettings settings) {
    List<Guard> guards = GuardIdentifiers.guards(mailboxes, settings);
    Dataset<Row> found =
        GuardIdentifiers.from(Lineage.cut(CollectTies.from(sightings)), guards)
            .groupBy(GUARD.col())
            .agg(FOUND_COUNT.is(count(lit(1))));
    List<String> names = guards.stream().map(Guard::name).toList();
    return new Checks(
        sightings
            .rows()
            .sparkSession()
            .createDataset(names, Encoders.STRING())
            .toDF(GUARD.name())
            .join(found, GUARD.name(), "left")
            .select(
                CHECK_NAME.is(concat(lit("identity_"), GUARD.col())),
                STATUS.is(lit("pass")),
                VALUE.is(coalesce(FOUND_COUNT.col(), lit(0))),
                THRESHOLD.isNull(),
                MESSAGE.is(
                    concat(
                        coalesce(FOUND_COUNT.col(), lit(0)).cast("string"),
                        lit(" identifiers are kept from joining others by this guard")))));
  }
}

package org.desirepath.star;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonaAssignments.PERSONA_CONFIDENCE;
import static org.desirepath.table.PersonaMix.CONFIDENCE_MEAN;
import static org.desirepath.table.PersonaMix.MIX_LEVEL;
import static org.desirepath.table.PersonaMix.SESSION_COUNT;
import static org.desirepath.table.PersonaMix.SESSION_SHARE;
import static org.desirepath.table.PersonaMix.SHARE_HIGH;
import static org.desirepath.table.PersonaMix.SHARE_LOW;
import static org.desirepath.table.PersonaMix.SUBJECT_ID;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaMix;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.Wilson;

/** Shares the sessions of persons and accounts out among the personas. */
public final class MixPersonas {

  private static final Field ALL_SESSIONS =
      Field.required("all_sessions", LongType, "Sessions of the subject");

  private MixPersonas() {}

  /**
   * One row per person or account and persona that its sessions have; shares of a subject sum to
   * one, {@code unknown} among them. Sessions without a known person or account count for none. Two
   * shuffles of sessions for each level, after sums on the way.
   */
  public static PersonaMix from(SessionFacts sessions) {
    return new PersonaMix(
        by("person", PERSON_ID, sessions.rows())
            .unionByName(by("account", ACCOUNT_ID, sessions.rows())));
  }

  private static Dataset<Row> by(String level, Field subject, Dataset<Row> sessions) {
    return sessions
        .filter(subject.col().notEqual(TouchpointCatalogue.UNKNOWN))
        .groupBy(subject.col(), PERSONA_ID.col())
        .agg(
            SESSION_COUNT.is(count(lit(1))),
            // Decimals: their sum is the same in any order.
            CONFIDENCE_MEAN.is(
                sum(PERSONA_CONFIDENCE.col().cast(createDecimalType(28, 9)))
                    .cast(DoubleType)
                    .divide(count(lit(1)))))
        .withColumn(
            ALL_SESSIONS.name(), sum(SESSION_COUNT.col()).over(Window.partitionBy(subject.col())))
        .select(
            MIX_LEVEL.is(lit(level)),
            SUBJECT_ID.is(subject.col()),
            PERSONA_ID.col(),
            SESSION_COUNT.col(),
            SESSION_SHARE.is(SESSION_COUNT.col().divide(ALL_SESSIONS.col())),
            SHARE_LOW.is(Wilson.low(SESSION_COUNT.col(), ALL_SESSIONS.col())),
            SHARE_HIGH.is(Wilson.high(SESSION_COUNT.col(), ALL_SESSIONS.col())),
            CONFIDENCE_MEAN.col());
  }
}

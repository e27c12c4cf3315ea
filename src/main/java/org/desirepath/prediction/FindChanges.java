package org.desirepath.prediction;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;

/** Finds the journeys of which something changed since the version before. */
public final class FindChanges {

  private static final Field DIGEST =
      Field.required("digest", LongType, "Hash of all events of the case, in any order");
  private static final Field DIGEST_BEFORE =
      Field.required("digest_before", LongType, "The same in the version before");

  private FindChanges() {}

  /**
   * The journeys of a level that went on, ended, are new or gone, or whose past is told differently
   * now: rows came late, people were recognized as one. All of them where there is no version
   * before. Two journeys that differ are taken for equal once in 2^64.
   *
   * <p>Shuffles: the steps of both versions, by journey.
   */
  public static ChangedJourneys from(
      JourneySteps steps, JourneyFacts journeys, Optional<VersionBefore> before, String level) {
    if (before.isEmpty()) {
      return new ChangedJourneys(
          journeys.rows().filter(JOURNEY_LEVEL.col().equalTo(level)).select(JOURNEY_ID.col()));
    }
    return new ChangedJourneys(
        between(
                JourneyCases.of(before.get().steps(), before.get().journeys(), level),
                JourneyCases.of(steps, journeys, level))
            .select(JOURNEY_ID.is(CASE_ID.col())));
  }

  /** The ids of cases that are not in both, or not alike. */
  static Dataset<Row> between(CaseEvents then, CaseEvents now) {
    return digests(now, DIGEST)
        .join(digests(then, DIGEST_BEFORE), CASE_ID.name(), "full")
        .filter(not(DIGEST.col().eqNullSafe(DIGEST_BEFORE.col())))
        .select(CASE_ID.col());
  }

  private static Dataset<Row> digests(CaseEvents cases, Field digest) {
    return cases
        .rows()
        .groupBy(CASE_ID.col())
        .agg(digest.is(bit_xor(xxhash64(CaseEvents.CONTRACT.columns()))));
  }
}

package org.desirepath.path;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;

/** Counts the journeys, people and accounts that hold each of the kept paths. */
final class TallyPaths {

  static final Field MEMBER = Field.required("member", IntegerType, "Number of the scope");
  static final Field NUMBER = Field.required("number", IntegerType, "The path's number");
  static final Field JOURNEYS = Field.required("journeys", LongType, "Journeys that hold it");
  static final Field WON = Field.required("won", LongType, "Of these, won or renewed");
  static final Field LOST = Field.required("lost", LongType, "Of these, lost or churned");
  static final Field SUBJECTS =
      Field.required("subjects", LongType, "Different people or accounts");

  private static final StructType TALLIED =
      new Contract(
              "tallied_path",
              "one row per task and path",
              List.of(),
              List.of(NUMBER, JOURNEYS, WON, LOST, SUBJECTS))
          .schema();

  private TallyPaths() {}

  /** A row for each path, in which the subjects are the people whose journeys hold it. */
  static Dataset<Row> byPerson(
      JourneySequences sequences, Broadcast<Scopes> scopes, Broadcast<KeptPaths> kept) {
    return tallied(sequences, PERSON_ID.col(), SequencedJourney::person, scopes, kept);
  }

  /** A row for each path, in which the subjects are the accounts whose journeys hold it. */
  static Dataset<Row> byAccount(
      JourneySequences sequences, Broadcast<Scopes> scopes, Broadcast<KeptPaths> kept) {
    return tallied(sequences, ACCOUNT_ID.col(), SequencedJourney::account, scopes, kept);
  }

  /**
   * Journeys of one subject are read by one task one after another, so that subjects are counted
   * without being remembered. One shuffle of the journeys.
   */
  private static Dataset<Row> tallied(
      JourneySequences sequences,
      Column key,
      SubjectOf subject,
      Broadcast<Scopes> scopes,
      Broadcast<KeptPaths> kept) {
    MapPartitionsFunction<Row, Row> tally =
        rows -> tallies(rows, subject, scopes.value(), kept.value());
    return SequencedJourney.without(sequences, JourneySequences.MOMENTS)
        .repartition(coalesce(key, JOURNEY_ID.col()))
        .sortWithinPartitions(key)
        .mapPartitions(tally, Encoders.row(TALLIED))
        .groupBy(NUMBER.col())
        .agg(
            JOURNEYS.is(sum(JOURNEYS.col())),
            WON.is(sum(WON.col())),
            LOST.is(sum(LOST.col())),
            SUBJECTS.is(sum(SUBJECTS.col())));
  }

  private static Iterator<Row> tallies(
      Iterator<Row> rows, SubjectOf subject, Scopes scopes, KeptPaths kept) {
    PathTally tally = new PathTally(kept.size());
    PathMatcher matcher = new PathMatcher(kept, tally);
    int[] steps = new int[64];
    while (rows.hasNext()) {
      SequencedJourney journey = SequencedJourney.of(rows.next());
      steps = steps.length < journey.length() ? new int[2 * journey.length()] : steps;
      tally.start(journey.ending(), subject.apply(journey));
      for (ScopeMember member : journey.members()) {
        int number = scopes.number(member);
        scopes.profile(number).encode(journey.touchpoints(), steps);
        matcher.match(number, steps, journey.length());
      }
    }
    return tally.rows();
  }

  /** Whose a journey is; null where that is not known. */
  private interface SubjectOf extends Function<SequencedJourney, String>, java.io.Serializable {}
}

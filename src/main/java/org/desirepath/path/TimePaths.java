package org.desirepath.path;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.path.TallyPaths.MEMBER;
import static org.desirepath.path.TallyPaths.NUMBER;
import static org.desirepath.table.JourneySequences.MOMENTS;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Paths.MEDIAN_DURATION_SECONDS;
import static org.desirepath.table.Paths.P90_DURATION_SECONDS;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;

/** Measures how long journeys take from the first to the last step of each of the kept paths. */
final class TimePaths {

  /** So many journeys of a scope are measured; of more, about so many, chosen by their ids. */
  static final int MOST_JOURNEYS = 100_000;

  private static final Field STEPS =
      Field.required("steps", BinaryType, "Codes of the touchpoints, packed");

  private static final StructType SENT =
      new Contract(
              "timed_journey",
              "one row per journey and scope",
              List.of(),
              List.of(MEMBER, STEPS, MOMENTS))
          .schema();

  private static final StructType TIMED =
      new Contract(
              "timed_path",
              "one row per path",
              List.of(NUMBER),
              List.of(NUMBER, MEDIAN_DURATION_SECONDS, P90_DURATION_SECONDS))
          .schema();

  private static final Field HASH = Field.required("hash", LongType, "Of the journey's id");

  private TimePaths() {}

  /**
   * The median and the 90th percentile for each path, in each journey of the match that ends first.
   *
   * <p>Exact for scopes of up to 100,000 journeys; of larger ones about as many are measured,
   * always the same. One shuffle, of these; a task holds one scope at a time, about 12 bytes a
   * touchpoint.
   */
  static Dataset<Row> from(
      JourneySequences sequences, Broadcast<Scopes> scopes, Broadcast<KeptPaths> kept, int tasks) {
    int hashAt = JourneySequences.CONTRACT.fields().size();
    MapPartitionsFunction<Row, Row> send =
        rows ->
            StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
                .flatMap(row -> sent(row, row.getLong(hashAt), scopes.value()))
                .iterator();
    MapPartitionsFunction<Row, Row> time =
        rows -> new Groups<>(rows, row -> row.getInt(0), group -> timed(group, kept.value()));
    return sequences
        .rows()
        .select(col("*"), HASH.is(xxhash64(JOURNEY_ID.col())))
        .mapPartitions(send, Encoders.row(SENT))
        .repartition(tasks, MEMBER.col())
        .sortWithinPartitions(MEMBER.col())
        .mapPartitions(time, Encoders.row(TIMED));
  }

  private static Stream<Row> sent(Row row, long hash, Scopes scopes) {
    SequencedJourney journey = SequencedJourney.of(row);
    int[] steps = new int[journey.length()];
    Long[] moments = journey.moments().toArray(Long[]::new);
    return journey.members().stream()
        .map(scopes::number)
        .filter(member -> isMeasured(hash, scopes.profile(member).journeys()))
        .map(
            member -> {
              scopes.profile(member).encode(journey.touchpoints(), steps);
              return RowFactory.create(member, PackedNumbers.pack(steps, 0, steps.length), moments);
            });
  }

  /** Whether a journey is among those that are measured of so many. */
  static boolean isMeasured(long hash, long journeys) {
    return journeys <= MOST_JOURNEYS || Math.floorMod(hash, journeys) < MOST_JOURNEYS;
  }

  private static List<Row> timed(Iterator<Row> journeys, KeptPaths kept) {
    PathTimes times = new PathTimes();
    int member = -1;
    while (journeys.hasNext()) {
      Row row = journeys.next();
      member = row.getInt(0);
      times.add(PackedNumbers.unpack(row.getAs(1)), row.getList(2));
    }
    return times.percentiles(member, kept);
  }
}

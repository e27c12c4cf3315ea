package org.desirepath.path;

import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.path.TallyPaths.MEMBER;
import static org.desirepath.path.TallyPaths.NUMBER;
import static org.desirepath.table.Paths.MARKOV_EXPECTED_SHARE;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
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

/** Tells of the kept paths how often they would be held if steps depended on the one before. */
final class ExpectPaths {

  private static final Field FROM = Field.required("from", IntegerType, "Code of a touchpoint");
  private static final Field TO =
      Field.required("to", IntegerType, "Code of the one that followed");
  private static final Field COUNT = Field.required("count", LongType, "How often it did");

  private static final StructType FOLLOWED =
      new Contract(
              "follower_count",
              "one row per task, scope and pair of touchpoints",
              List.of(),
              List.of(MEMBER, FROM, TO, COUNT))
          .schema();

  private static final StructType EXPECTED =
      new Contract(
              "expected_path",
              "one row per path",
              List.of(NUMBER),
              List.of(NUMBER, MARKOV_EXPECTED_SHARE))
          .schema();

  private ExpectPaths() {}

  /**
   * The expected share of each path, as {@link MarkovSteps} has it. Touchpoints that are on no
   * frequent path are one state of the chain. The shuffles carry pairs of touchpoints; a task holds
   * those of one scope at a time.
   */
  static Dataset<Row> from(
      JourneySequences sequences, Broadcast<Scopes> scopes, Broadcast<KeptPaths> kept, int tasks) {
    MapPartitionsFunction<Row, Row> count = rows -> counted(rows, scopes.value());
    MapPartitionsFunction<Row, Row> expect =
        rows ->
            new Groups<>(
                rows, row -> row.getInt(0), group -> expected(group, scopes.value(), kept.value()));
    return SequencedJourney.stepsOf(sequences)
        .mapPartitions(count, Encoders.row(FOLLOWED))
        .groupBy(MEMBER.col(), FROM.col(), TO.col())
        .agg(COUNT.is(sum(COUNT.col())))
        .repartition(tasks, MEMBER.col())
        .sortWithinPartitions(MEMBER.col())
        .mapPartitions(expect, Encoders.row(EXPECTED));
  }

  private static Iterator<Row> counted(Iterator<Row> rows, Scopes scopes) {
    FollowerCounts[] counts = new FollowerCounts[scopes.size()];
    while (rows.hasNext()) {
      SequencedJourney journey = SequencedJourney.of(rows.next());
      for (ScopeMember member : journey.members()) {
        int number = scopes.number(member);
        if (counts[number] == null) {
          counts[number] = new FollowerCounts(scopes.profile(number));
        }
        counts[number].add(journey);
      }
    }
    return IntStream.range(0, counts.length)
        .filter(number -> counts[number] != null)
        .boxed()
        .flatMap(number -> counts[number].rows(number).stream())
        .iterator();
  }

  private static List<Row> expected(Iterator<Row> followed, Scopes scopes, KeptPaths kept) {
    Row row = followed.next();
    int member = row.getInt(0);
    int states = FollowerCounts.states(scopes.profile(member));
    double[][] counts = new double[states][states];
    while (row != null) {
      counts[row.getInt(1)][row.getInt(2)] = row.getLong(3);
      row = followed.hasNext() ? followed.next() : null;
    }
    MarkovSteps chain = new MarkovSteps(counts);
    return IntStream.range(kept.first(member), kept.first(member + 1))
        .mapToObj(
            number -> {
              KeptPath path = kept.path(number);
              int[] steps = path.steps().stream().mapToInt(Integer::intValue).toArray();
              return RowFactory.create(
                  number,
                  path.type() == PathType.CONTIGUOUS
                      ? chain.contiguous(steps)
                      : chain.gapped(steps));
            })
        .toList();
  }
}

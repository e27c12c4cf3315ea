package org.desirepath.path;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.desirepath.path.ScopeMiner.SCOPE_JOURNEY_COUNT;
import static org.desirepath.path.ScopeMiner.SCOPE_OUTCOME_COUNT;
import static org.desirepath.path.ScopeMiner.SCOPE_WON_COUNT;
import static org.desirepath.path.ScopeMiner.WON_COUNT;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.EXPECTED_SHARE;
import static org.desirepath.table.Paths.IS_CLOSED;
import static org.desirepath.table.Paths.IS_MAXIMAL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.LIFT;
import static org.desirepath.table.Paths.MEDIAN_DURATION_SECONDS;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.OUTCOME_LIFT;
import static org.desirepath.table.Paths.OUTCOME_RATE;
import static org.desirepath.table.Paths.OUTCOME_RATE_HIGH;
import static org.desirepath.table.Paths.OUTCOME_RATE_LOW;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PATH_ID;
import static org.desirepath.table.Paths.PATH_LENGTH;
import static org.desirepath.table.Paths.PATH_TYPE;
import static org.desirepath.table.Paths.P_VALUE;
import static org.desirepath.table.Paths.Q_VALUE;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Paths.SUPPORT_SHARE;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.Wilson;

/** Finds the paths that many journeys share, and what they lead to. */
public final class MinePaths {

  /** Stands between the touchpoints of a path's text; no touchpoint's id holds it. */
  static final String SEPARATOR = " > ";

  /**
   * So many tasks share the levels and scopes; more than these are would be idle, and Spark would
   * merge them into few if it chose by size, though the work lies in the mining.
   */
  private static final int TASKS = 32;

  private static final Field IS_TESTED =
      Field.required("is_tested", BooleanType, "Whether there is a p-value");
  private static final Field TEST_RANK =
      Field.required("test_rank", DoubleType, "Tests with this p-value or a lower one");
  private static final Field TEST_COUNT = Field.required("test_count", DoubleType, "All tests");

  private MinePaths() {}

  /** The same without the scopes that need to know the account and the person. */
  public static Paths from(JourneySteps steps, JourneyFacts journeys, PathSettings settings) {
    return mine(steps, journeys.rows(), JourneyScope.OF_JOURNEYS, settings);
  }

  /**
   * Mines each level's journeys, all together and by persona, outcome, segment and buying role.
   *
   * <p>A journey holds a contiguous path where the path's touchpoints follow one another, repeats
   * of a touchpoint counted as one, and a gapped path where they follow with any others between
   * them; it counts once. A path is frequent if its journeys reach both the least share of the
   * journeys of its scope (rounded upwards) and the least count. Of these the best supported are
   * kept, shorter before longer and then by name where support is equal: exactly, and the same
   * whatever the order of the rows. Closed and maximal refer to all frequent paths of the same type
   * and scope up to the longest length, kept or not.
   *
   * <p>The expected share is that of journeys of the same number and lengths in which every step is
   * drawn by itself (see {@code IndependentSteps}); repeats count as one there too. Won and renewed
   * journeys are set against lost and churned ones; open and dormant ones have no outcome yet and
   * count in neither. The interval is Wilson's ("Probable Inference, the Law of Succession, and
   * Statistical Inference", JASA 22, 1927), the p-value Fisher's exact, two-sided, of journeys with
   * the path against those without; null where the scope knows only one kind of outcome. The
   * q-value takes together all paths of a level and scope, all values and both types of path
   * (Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57, 1995).
   *
   * <p>Two shuffles grow with the steps: one by journey, one that brings each journey to the task
   * of each of its scopes. A task holds one level and scope value at a time, about 30 bytes a step.
   */
  public static Paths from(
      JourneySteps steps,
      JourneyFacts journeys,
      AccountDimension accounts,
      PersonDimension persons,
      PathSettings settings) {
    Dataset<Row> described =
        journeys
            .rows()
            .join(
                accounts.rows().select(ACCOUNT_ID.col(), SEGMENT.col()),
                new String[] {ACCOUNT_ID.name()},
                "left")
            .join(
                persons.rows().select(PERSON_ID.col(), BUYING_ROLE.col()),
                new String[] {PERSON_ID.name()},
                "left");
    return mine(steps, described, JourneyScope.OF_PEOPLE, settings);
  }

  private static Paths mine(
      JourneySteps steps, Dataset<Row> journeys, List<JourneyScope> scopes, PathSettings settings) {
    double minSupportShare = settings.minSupportShare();
    int minSupportCount = settings.minSupportCount();
    int maxLength = settings.maxLength();
    int maxPaths = settings.maxPathsPerScope();
    int maxTouchpoints = settings.maxJourneyTouchpoints();
    MapPartitionsFunction<Row, Row> take =
        rows -> flatMap(new JourneyReader(rows), one -> ScopeMiner.take(one, maxTouchpoints));
    MapPartitionsFunction<Row, Row> mine =
        rows ->
            flatMap(
                new ScopeMiner(rows, minSupportShare, minSupportCount, maxLength, maxPaths),
                found -> found);
    Dataset<Row> counted =
        JourneyReader.sorted(steps, journeys, scopes)
            .mapPartitions(take, Encoders.row(ScopeMiner.TAKEN))
            .repartition(TASKS, JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col())
            .sortWithinPartitions(JOURNEY_LEVEL.col(), SCOPE.col(), SCOPE_VALUE.col())
            .mapPartitions(mine, Encoders.row(ScopeMiner.COUNTED));
    return new Paths(
        ranked(counted)
            .select(
                PATH_ID.is(id(PATH_TYPE.col(), PATH.col())),
                JOURNEY_LEVEL.col(),
                SCOPE.col(),
                SCOPE_VALUE.col(),
                PATH_TYPE.col(),
                PATH.col(),
                PATH_LENGTH.col(),
                JOURNEY_COUNT.col(),
                SUPPORT_SHARE.is(ratio(JOURNEY_COUNT.col(), SCOPE_JOURNEY_COUNT.col())),
                EXPECTED_SHARE.col(),
                LIFT.is(
                    ratio(
                        ratio(JOURNEY_COUNT.col(), SCOPE_JOURNEY_COUNT.col()),
                        EXPECTED_SHARE.col())),
                OUTCOME_COUNT.col(),
                OUTCOME_RATE.is(ratio(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_RATE_LOW.is(Wilson.low(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_RATE_HIGH.is(Wilson.high(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_LIFT.is(
                    ratio(
                        ratio(WON_COUNT.col(), OUTCOME_COUNT.col()),
                        ratio(SCOPE_WON_COUNT.col(), SCOPE_OUTCOME_COUNT.col()))),
                P_VALUE.col(),
                Q_VALUE.is(Q_VALUE.col()),
                MEDIAN_DURATION_SECONDS.col(),
                IS_CLOSED.col(),
                IS_MAXIMAL.col()));
  }

  private static <T> Iterator<Row> flatMap(Iterator<T> each, Function<T, List<Row>> function) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(each, 0), false)
        .flatMap(one -> function.apply(one).stream())
        .iterator();
  }

  /** The same in every run and for every level and scope. */
  static Column id(Column type, Column path) {
    return substring(sha2(concat_ws(SEPARATOR, type, path), 256), 1, 32);
  }

  /** One number over another; null where the other is 0. */
  static Column ratio(Column part, Column whole) {
    return when(whole.notEqual(0), part.cast(DoubleType).divide(whole));
  }

  /** Adds the q-value: the lowest false discovery rate at which the path is still found. */
  static Dataset<Row> ranked(Dataset<Row> counted) {
    WindowSpec family = Window.partitionBy(JOURNEY_LEVEL.col(), SCOPE.col(), IS_TESTED.col());
    Column atThisPath =
        least(lit(1.0), P_VALUE.col().multiply(TEST_COUNT.col()).divide(TEST_RANK.col()));
    return counted
        .withColumn(IS_TESTED.name(), P_VALUE.col().isNotNull())
        .withColumn(TEST_COUNT.name(), TEST_COUNT.is(count(lit(1)).over(family)))
        .withColumn(
            TEST_RANK.name(), TEST_RANK.is(count(lit(1)).over(family.orderBy(P_VALUE.col()))))
        .withColumn(
            Q_VALUE.name(),
            when(IS_TESTED.col(), min(atThisPath).over(family.orderBy(P_VALUE.col().desc()))));
  }
}

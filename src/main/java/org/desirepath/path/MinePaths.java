package org.desirepath.path;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.path.TallyPaths.JOURNEYS;
import static org.desirepath.path.TallyPaths.LOST;
import static org.desirepath.path.TallyPaths.NUMBER;
import static org.desirepath.path.TallyPaths.SUBJECTS;
import static org.desirepath.path.TallyPaths.WON;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.ACCOUNT_COUNT;
import static org.desirepath.table.Paths.CLOSED_PATH_ID;
import static org.desirepath.table.Paths.DROP_OFF_SHARE;
import static org.desirepath.table.Paths.EXPECTED_SHARE;
import static org.desirepath.table.Paths.IS_CLOSED;
import static org.desirepath.table.Paths.IS_MAXIMAL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.LIFT;
import static org.desirepath.table.Paths.MARKOV_EXPECTED_SHARE;
import static org.desirepath.table.Paths.MARKOV_LIFT;
import static org.desirepath.table.Paths.MEDIAN_DURATION_SECONDS;
import static org.desirepath.table.Paths.ODDS_RATIO;
import static org.desirepath.table.Paths.ODDS_RATIO_HIGH;
import static org.desirepath.table.Paths.ODDS_RATIO_LOW;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.OUTCOME_LIFT;
import static org.desirepath.table.Paths.OUTCOME_RATE;
import static org.desirepath.table.Paths.OUTCOME_RATE_HIGH;
import static org.desirepath.table.Paths.OUTCOME_RATE_LOW;
import static org.desirepath.table.Paths.P90_DURATION_SECONDS;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PATH_ID;
import static org.desirepath.table.Paths.PATH_LENGTH;
import static org.desirepath.table.Paths.PATH_TYPE;
import static org.desirepath.table.Paths.PERSON_COUNT;
import static org.desirepath.table.Paths.P_VALUE;
import static org.desirepath.table.Paths.Q_VALUE;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Paths.SUPPORT_SHARE;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;
import org.desirepath.table.Paths;
import org.desirepath.table.Wilson;
import scala.Tuple2;

/** Finds the paths that many journeys share, and what they lead to. */
public final class MinePaths {

  /** Stands between the touchpoints of a path's text; no touchpoint's id holds it. */
  static final String SEPARATOR = " > ";

  /**
   * So many tasks share the scopes at least; more than these are would be idle, and Spark would
   * merge them into few if it chose by size, though the work lies in the mining.
   */
  private static final int TASKS = 32;

  /**
   * For each path that may be kept, so many frequent ones of its scope and type are looked at, the
   * best supported. Long journeys of few accounts share more than anybody could read.
   */
  private static final int PATTERNS_PER_PATH = 100;

  /** But no fewer than these: patterns of one support are left out together. */
  private static final int MIN_PATTERNS = 50_000;

  private static final int MAX_PATTERNS = 1_000_000;

  private static final Field PERSONS =
      Field.required("persons", LongType, "People whose journeys hold the path");
  private static final Field ACCOUNTS =
      Field.required("accounts", LongType, "Accounts whose journeys hold it");
  private static final Field WON_COUNT =
      Field.required("won_count", LongType, "Journeys with the path, won or renewed");
  private static final Field CLOSED_PATH =
      Field.optional("closed_path", StringType, "The closed path that stands for it, if kept");
  private static final Field SCOPE_JOURNEY_COUNT =
      Field.required("scope_journey_count", LongType, "Journeys of the scope");
  private static final Field SCOPE_OUTCOME_COUNT =
      Field.required("scope_outcome_count", LongType, "Closed journeys of the scope");
  private static final Field SCOPE_WON_COUNT =
      Field.required("scope_won_count", LongType, "Journeys of the scope, won or renewed");

  /** A path in one scope, counted. */
  private static final StructType COUNTED =
      new Contract(
              "counted_path",
              "one row per path, level and scope value",
              List.of(),
              List.of(
                  JOURNEY_LEVEL,
                  SCOPE,
                  SCOPE_VALUE,
                  PATH_TYPE,
                  PATH,
                  PATH_LENGTH,
                  JOURNEY_COUNT,
                  PERSON_COUNT,
                  ACCOUNT_COUNT,
                  DROP_OFF_SHARE,
                  EXPECTED_SHARE,
                  MARKOV_EXPECTED_SHARE,
                  OUTCOME_COUNT,
                  WON_COUNT,
                  SCOPE_JOURNEY_COUNT,
                  SCOPE_OUTCOME_COUNT,
                  SCOPE_WON_COUNT,
                  P_VALUE,
                  MEDIAN_DURATION_SECONDS,
                  P90_DURATION_SECONDS,
                  IS_CLOSED,
                  CLOSED_PATH,
                  IS_MAXIMAL))
          .schema();

  private static final Field IS_TESTED =
      Field.required("is_tested", BooleanType, "Whether there is a p-value");
  private static final Field TEST_RANK =
      Field.required("test_rank", DoubleType, "Tests with this p-value or a lower one");
  private static final Field TEST_COUNT = Field.required("test_count", DoubleType, "All tests");

  private MinePaths() {}

  /**
   * Mines each level's journeys, all together and by persona, outcome, segment and buying role.
   *
   * <p>A journey holds a contiguous path where the path's touchpoints follow one another, repeats
   * of a touchpoint counted as one, and a gapped path where they follow with any others between
   * them; it counts once. A path is frequent if its journeys reach both the least share of the
   * journeys of its scope (rounded upwards) and the least count. Of these the best supported are
   * kept, shorter before longer and then by name where support is equal: exactly, and the same
   * whatever the order of the rows. Closed and maximal refer to all frequent paths of the same type
   * and scope up to the longest length, kept or not; of a scope with more than a hundred times as
   * many as may be kept and than 50,000, or than a million, to as many of the best supported as are
   * no more than that. Of a scope that is mined in blocks, one of which has more than three times
   * that number, paths of the lowest supports may be left out of both.
   *
   * <p>The expected share is that of journeys of the same number and lengths in which every step is
   * drawn by itself (see {@code IndependentSteps}), and that of journeys in which every step
   * depends on the one before alone (see {@code MarkovSteps}); repeats count as one there too. A
   * path that is not closed is told with the closed one that holds it in the same journeys. Won and
   * renewed journeys are set against lost and churned ones; open and dormant ones have no outcome
   * yet and count in neither. The interval of the rate is Wilson's ("Probable Inference, the Law of
   * Succession, and Statistical Inference", JASA 22, 1927), the odds ratio is that of winning with
   * the path against without, half a journey added to each of the four counts (Haldane, "The
   * Estimation and Significance of the Logarithm of a Ratio of Frequencies", Annals of Human
   * Genetics 20, 1956), with the interval of its logarithm, the p-value Fisher's exact, two-sided,
   * of journeys with the path against those without; null where the scope knows only one kind of
   * outcome, and for paths that hold the outcome itself, which would tell nothing. The q-value
   * takes together all paths of a level and scope, all values and both types of path (Benjamini and
   * Hochberg, "Controlling the False Discovery Rate", JRSS B 57, 1995).
   *
   * <p>The journeys are passed over six times: to count what each scope holds, to mine it, to tally
   * what is kept by person, by account and by time, and to count what follows what. Of these,
   * mining shuffles the different sequences of each scope, the tallies the journeys; what comes to
   * the driver is bounded by the catalogue, the scopes and the paths that are kept. Scopes with
   * more journeys than one task has room for are mined in blocks (see {@code MineBlocks}).
   *
   * @param decisive touchpoints that decide how a journey ends
   */
  public static Paths from(
      JourneySequences sequences, Set<String> decisive, PathSettings settings) {
    return from(sequences, decisive, settings, Scopes.Division.USUAL);
  }

  /** The same, divided otherwise. */
  static Paths from(
      JourneySequences sequences,
      Set<String> decisive,
      PathSettings settings,
      Scopes.Division division) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(sequences.rows().sparkSession().sparkContext());
    int tasks = tasks(spark);
    Broadcast<Scopes> scopes =
        spark.broadcast(new Scopes(CountScopes.in(sequences, settings, tasks), tasks, division));
    int maxPaths = settings.maxPathsPerScope();
    int maxPatterns = maxPatterns(maxPaths);
    JavaPairRDD<Tuple2<Integer, String>, byte[]> mined =
        MineShares.from(sequences, scopes, settings.maxLength(), maxPatterns, tasks);
    Broadcast<KeptPaths> kept =
        spark.broadcast(
            new KeptPaths(ChoosePaths.from(mined, maxPatterns, maxPaths, tasks), scopes.value()));
    MapFunction<Row, Row> describe = row -> described(row, kept.value(), scopes.value(), decisive);
    Dataset<Row> counted =
        TallyPaths.byPerson(sequences, scopes, kept)
            .withColumnRenamed(SUBJECTS.name(), PERSONS.name())
            .unionByName(
                TallyPaths.byAccount(sequences, scopes, kept)
                    .select(NUMBER.col(), ACCOUNTS.is(SUBJECTS.col())),
                true)
            .unionByName(TimePaths.from(sequences, scopes, kept, tasks), true)
            .unionByName(ExpectPaths.from(sequences, scopes, kept, tasks), true)
            .groupBy(NUMBER.col())
            .agg(
                JOURNEYS.is(sum(JOURNEYS.col())),
                WON.is(sum(WON.col())),
                LOST.is(sum(LOST.col())),
                PERSONS.is(sum(PERSONS.col())),
                ACCOUNTS.is(sum(ACCOUNTS.col())),
                MEDIAN_DURATION_SECONDS.is(max(MEDIAN_DURATION_SECONDS.col())),
                P90_DURATION_SECONDS.is(max(P90_DURATION_SECONDS.col())),
                MARKOV_EXPECTED_SHARE.is(max(MARKOV_EXPECTED_SHARE.col())))
            .map(describe, Encoders.row(COUNTED));
    Column lost = OUTCOME_COUNT.col().minus(WON_COUNT.col());
    Column wonWithout = SCOPE_WON_COUNT.col().minus(WON_COUNT.col());
    Column lostWithout = SCOPE_OUTCOME_COUNT.col().minus(SCOPE_WON_COUNT.col()).minus(lost);
    OddsRatio odds = new OddsRatio(WON_COUNT.col(), lost, wonWithout, lostWithout);
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
                PERSON_COUNT.col(),
                ACCOUNT_COUNT.col(),
                DROP_OFF_SHARE.col(),
                EXPECTED_SHARE.col(),
                LIFT.is(
                    ratio(
                        ratio(JOURNEY_COUNT.col(), SCOPE_JOURNEY_COUNT.col()),
                        EXPECTED_SHARE.col())),
                MARKOV_EXPECTED_SHARE.col(),
                MARKOV_LIFT.is(
                    ratio(
                        ratio(JOURNEY_COUNT.col(), SCOPE_JOURNEY_COUNT.col()),
                        MARKOV_EXPECTED_SHARE.col())),
                OUTCOME_COUNT.col(),
                OUTCOME_RATE.is(ratio(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_RATE_LOW.is(Wilson.low(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_RATE_HIGH.is(Wilson.high(WON_COUNT.col(), OUTCOME_COUNT.col())),
                OUTCOME_LIFT.is(
                    ratio(
                        ratio(WON_COUNT.col(), OUTCOME_COUNT.col()),
                        ratio(SCOPE_WON_COUNT.col(), SCOPE_OUTCOME_COUNT.col()))),
                ODDS_RATIO.is(when(P_VALUE.col().isNotNull(), odds.estimate())),
                ODDS_RATIO_LOW.is(when(P_VALUE.col().isNotNull(), odds.low())),
                ODDS_RATIO_HIGH.is(when(P_VALUE.col().isNotNull(), odds.high())),
                P_VALUE.col(),
                Q_VALUE.is(Q_VALUE.col()),
                MEDIAN_DURATION_SECONDS.col(),
                P90_DURATION_SECONDS.col(),
                IS_CLOSED.col(),
                CLOSED_PATH_ID.is(
                    when(CLOSED_PATH.col().isNotNull(), id(PATH_TYPE.col(), CLOSED_PATH.col()))),
                IS_MAXIMAL.col()));
  }

  /** How many tasks share the scopes. */
  static int tasks(JavaSparkContext spark) {
    return Math.max(TASKS, 2 * spark.defaultParallelism());
  }

  private static int maxPatterns(int maxPaths) {
    long wanted = Math.max(MIN_PATTERNS, (long) PATTERNS_PER_PATH * maxPaths);
    return (int) Math.min(wanted, Math.max(MAX_PATTERNS, maxPaths));
  }

  private static Row described(Row counts, KeptPaths kept, Scopes scopes, Set<String> decisive) {
    int number = counts.getInt(0);
    KeptPath path = kept.path(number);
    ScopeProfile scope = scopes.profile(path.member());
    long journeys = counts.getLong(1);
    if (journeys != path.support()) {
      throw new IllegalStateException(
          "A path was found in %d journeys and then in %d".formatted(path.support(), journeys));
    }
    long won = counts.getLong(2);
    long lost = counts.getLong(3);
    int[] steps = path.steps().stream().mapToInt(Integer::intValue).toArray();
    Double pValue =
        scope.won() == 0
                || scope.lost() == 0
                || path.steps().stream().map(scope::touchpoint).anyMatch(decisive::contains)
            ? null
            : FisherExactTest.pValue(won, lost, scope.won() - won, scope.lost() - lost);
    return RowFactory.create(
        scope.member().level(),
        scope.member().scope(),
        scope.member().value(),
        path.type().text(),
        text(path.steps(), scope),
        steps.length,
        journeys,
        counts.getLong(4),
        counts.getLong(5),
        kept.dropOff(number),
        path.type() == PathType.CONTIGUOUS
            ? scope.independence().contiguous(steps)
            : scope.independence().gapped(steps),
        counts.get(8),
        won + lost,
        won,
        scope.journeys(),
        scope.won() + scope.lost(),
        scope.won(),
        pValue,
        counts.get(6),
        counts.get(7),
        path.isClosed(),
        path.closed() == null ? null : text(path.closed(), scope),
        path.isMaximal());
  }

  private static String text(List<Integer> steps, ScopeProfile scope) {
    return steps.stream().map(scope::touchpoint).collect(Collectors.joining(SEPARATOR));
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

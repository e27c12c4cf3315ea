package org.desirepath.prediction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.desirepath.prediction.ContextKeys.SILENCE;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.prediction.DescribePrefixes.NUMBERS;
import static org.desirepath.prediction.DescribePrefixes.OCCURRED;
import static org.desirepath.prediction.SplitCases.BLOCKS;
import static org.desirepath.prediction.SplitCases.CASE_PART;
import static org.desirepath.prediction.SplitCases.FIRST_HALF;
import static org.desirepath.prediction.SplitCases.SECOND_HALF;
import static org.desirepath.prediction.SplitCases.TEST;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.EVENT_NUMBER;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.Silence;
import org.desirepath.prediction.CompareCandidates.Asked;
import org.desirepath.prediction.CompareCandidates.Split;
import org.desirepath.table.CaseEvents;

/**
 * What candidates are asked: after each event of a case, what comes next. Of very many questions a
 * sample of cases is asked.
 */
final class Questions implements AutoCloseable {

  /** About so many questions teach a second look: what one task holds. */
  private static final long MOST_OF_TRAINING = 60_000;

  /** About so many tune and choose. */
  private static final long MOST_OF_VALIDATION = 60_000;

  /** About so many are the test. */
  private static final long MOST_OF_TEST = 500_000;

  private final SplitCases cases;
  private final Split split;
  private final Asked moment;
  private final Contexts contexts;
  private final HalfLives halfLives;
  private final Codes codes;
  private final Dataset<Row> prefixes;
  private final Map<Integer, Long> counts = new TreeMap<>();

  /**
   * Questions about cases that were parted; Spark keeps them until they are closed.
   *
   * @throws IllegalArgumentException if more than 5000 different things may come next
   */
  Questions(
      CaseEvents events,
      SplitCases cases,
      Split split,
      Asked moment,
      Contexts contexts,
      HalfLives halfLives) {
    this.cases = cases;
    this.split = split;
    this.moment = moment;
    this.contexts = contexts;
    this.halfLives = halfLives;
    Dataset<Row> parted = events.rows().select(col("*"), cases.part());
    this.codes =
        Codes.of(
            parted.filter(CASE_PART.col().lt(TEST).and(isSeen(unix_millis(CAME_AT.col()), TEST))));
    this.prefixes =
        DescribePrefixes.of(parted, contexts, codes)
            .filter(NEXT_CODE.col().notEqual(NOT_KNOWN))
            .persist(StorageLevel.MEMORY_AND_DISK());
    prefixes
        .groupBy(CASE_PART.col())
        .agg(sum(size(silences())))
        .collectAsList()
        .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
  }

  /** Whether anything teaches what comes next. */
  boolean areTaught() {
    return codes.size() > 1;
  }

  /** Those who answer. */
  Experts experts() {
    return new Experts(contexts, halfLives.texts(), codes.size(), halfLives.units(Duration.ZERO));
  }

  /** The questions of each block of the training but the first, of those who learnt from before. */
  JavaRDD<AskedCase> training() {
    JavaRDD<AskedCase> all = asked(1, 1, FIRST_HALF, MOST_OF_TRAINING / (BLOCKS - 1));
    for (int block = 2; block < BLOCKS; block++) {
      all = all.union(asked(block, block, FIRST_HALF, MOST_OF_TRAINING / (BLOCKS - 1)));
    }
    return all;
  }

  /**
   * What is known in the parts before one, and what came before that part started, if that matters.
   * Touchpoints are told of in the order of their codes.
   */
  JavaRDD<Lesson> lessons(int part) {
    Dataset<Row> known =
        prefixes.filter(CASE_PART.col().lt(part).and(isSeen(CAME_MILLIS.col(), part)));
    return inSilence(known.filter(isTaken(0, part - 1, MOST_OF_TRAINING)))
        .select(
            CASE_ID.col(),
            EVENT_NUMBER.col(),
            NEXT_CODE.col(),
            CAME_MILLIS.col(),
            NUMBERS.col(),
            OCCURRED.col(),
            SILENCE.col())
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(
            row ->
                new Lesson(
                    new AskedCase.Place(
                        row.getUTF8String(0).toString(), row.getLong(1), row.getInt(6)),
                    row.getInt(2),
                    row.getLong(3),
                    new CaseFeatures(row.getArray(4).toFloatArray(), row.getArray(5).toIntArray())
                        .after(Silence.seconds(row.getInt(6)))));
  }

  /** When a part that is not the first started, in ms since 1970, UTC. */
  long startedAt(int part) {
    return cases.start(part).millis();
  }

  SparkSession spark() {
    return prefixes.sparkSession();
  }

  /** All that may come. */
  Codes codes() {
    return codes;
  }

  /** The questions of the validation, of those who learnt from the training. */
  JavaRDD<AskedCase> validation() {
    return asked(FIRST_HALF, SECOND_HALF, TEST, MOST_OF_VALIDATION);
  }

  /** The questions of the test, of those who learnt from everything else. */
  JavaRDD<AskedCase> test() {
    return asked(TEST, TEST, TEST + 1, MOST_OF_TEST);
  }

  @Override
  public void close() {
    prefixes.unpersist(false);
  }

  /**
   * Learns from the parts before {@code from} and asks those up to {@code to}.
   *
   * @param until what came when this part had started is not asked for
   * @param most about so many questions
   */
  private JavaRDD<AskedCase> asked(int from, int to, int until, long most) {
    long reference = cases.start(from).millis();
    Dataset<Row> moves =
        prefixes.filter(CASE_PART.col().lt(from).and(isSeen(CAME_MILLIS.col(), from)));
    Dataset<Row> asked =
        prefixes.filter(
            CASE_PART
                .col()
                .between(from, to)
                .and(isSeen(CAME_MILLIS.col(), until))
                .and(isTaken(from, to, most)));
    Broadcast<SharedCounts> shared =
        JavaSparkContext.fromSparkContext(moves.sparkSession().sparkContext())
            .broadcast(CountContexts.shared(moves, halfLives, reference));
    return AskContexts.of(
        inSilence(asked),
        CountContexts.deep(moves, contexts, halfLives, reference),
        shared,
        contexts,
        halfLives);
  }

  /** A row for each silence in which a prefix is asked. */
  private Dataset<Row> inSilence(Dataset<Row> some) {
    return some.select(col("*"), explode(silences()).as(SILENCE.name()));
  }

  private Column silences() {
    return switch (moment) {
      case AT_ONCE -> array(lit(0));
      case IN_SILENCE -> ContextKeys.nightly();
    };
  }

  /** Whether a case of some parts is in a sample with about so many questions. */
  private Column isTaken(int from, int to, long most) {
    long questions =
        counts.entrySet().stream()
            .filter(part -> part.getKey() >= from && part.getKey() <= to)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return ChooseForecaster.isTaken(CASE_ID.col(), "questions", questions, most);
  }

  /** Whether something came before a part started, if that matters. */
  private Column isSeen(Column cameMillis, int part) {
    return split == Split.PUBLIC || part > TEST
        ? lit(true)
        : cameMillis.lt(cases.start(part).millis());
  }
}

package org.desirepath.prediction;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;
import static org.desirepath.prediction.DescribePrefixes.CAME_MILLIS;
import static org.desirepath.prediction.DescribePrefixes.NEXT_CODE;
import static org.desirepath.prediction.DescribePrefixes.NOT_KNOWN;
import static org.desirepath.prediction.SplitCases.FIRST_HALF;
import static org.desirepath.prediction.SplitCases.SECOND_HALF;
import static org.desirepath.prediction.SplitCases.TEST;
import static org.desirepath.prediction.SplitCases.TRAINING;
import static org.desirepath.table.CaseEvents.CAME_AT;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.prediction.CompareCandidates.Split;
import org.desirepath.table.CaseEvents;

/** What candidates are asked: after each event of a case, what comes next. */
final class Questions implements AutoCloseable {

  /** The parts that make the validation. */
  static final List<Integer> VALIDATION = List.of(FIRST_HALF, SECOND_HALF);

  private static final List<Integer> ALL_BUT_TEST = List.of(TRAINING, FIRST_HALF, SECOND_HALF);

  private final SplitCases cases;
  private final Split split;
  private final Contexts contexts;
  private final HalfLives halfLives;
  private final Codes codes;
  private final Dataset<Row> prefixes;

  /**
   * Questions about cases that were parted; Spark keeps them until they are closed.
   *
   * @throws IllegalArgumentException if more than 5000 different things may come next
   */
  Questions(
      CaseEvents events, SplitCases cases, Split split, Contexts contexts, HalfLives halfLives) {
    this.cases = cases;
    this.split = split;
    this.contexts = contexts;
    this.halfLives = halfLives;
    Dataset<Row> parted = events.rows().select(col("*"), cases.part());
    this.codes =
        Codes.of(
            parted.filter(
                SplitCases.isOf(ALL_BUT_TEST)
                    .and(isSeen(unix_millis(CAME_AT.col()), cases.test()))));
    this.prefixes =
        DescribePrefixes.of(parted, contexts, codes)
            .filter(NEXT_CODE.col().notEqual(NOT_KNOWN))
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Whether anything teaches what comes next. */
  boolean areTaught() {
    return codes.size() > 1;
  }

  /** Those who answer. */
  Experts experts() {
    return new Experts(contexts, halfLives.texts(), codes.size(), HalfLives.UNIT);
  }

  /** The questions of the validation, of those who learnt from the training. */
  JavaRDD<AskedCase> validation() {
    return asked(
        SplitCases.isOf(List.of(TRAINING)).and(isSeen(CAME_MILLIS.col(), cases.first())),
        SplitCases.isOf(VALIDATION).and(isSeen(CAME_MILLIS.col(), cases.test())),
        cases.first());
  }

  /** The questions of the test, of those who learnt from everything else. */
  JavaRDD<AskedCase> test() {
    return asked(
        SplitCases.isOf(ALL_BUT_TEST).and(isSeen(CAME_MILLIS.col(), cases.test())),
        SplitCases.isOf(List.of(TEST)),
        cases.test());
  }

  @Override
  public void close() {
    prefixes.unpersist(false);
  }

  /** Counts what some prefixes teach and looks up what others ask. */
  private JavaRDD<AskedCase> asked(Column taught, Column asked, SplitCases.Start reference) {
    Dataset<Row> moves = prefixes.filter(taught);
    Broadcast<SharedCounts> shared =
        JavaSparkContext.fromSparkContext(moves.sparkSession().sparkContext())
            .broadcast(CountContexts.shared(moves, halfLives, reference.millis()));
    return AskContexts.of(
        prefixes.filter(asked),
        CountContexts.deep(moves, contexts, halfLives, reference.millis()),
        shared,
        contexts,
        halfLives);
  }

  private Column isSeen(Column cameMillis, SplitCases.Start until) {
    return split == Split.PUBLIC ? lit(true) : cameMillis.lt(until.millis());
  }
}

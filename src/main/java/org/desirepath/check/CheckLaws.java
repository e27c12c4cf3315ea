package org.desirepath.check;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;
import org.desirepath.table.Personas;
import org.desirepath.table.Table;

/** Holds the tables of a run against each other before they are published. */
public final class CheckLaws {

  private static final Field NAME = Field.required("law", StringType, "The law");
  private static final Field WORDS =
      Field.required("words", StringType, "What those are that break the law");
  private static final Field IS_WARNING =
      Field.required("is_warning", BooleanType, "Whether a broken law is only told");
  private static final String LAWS = "laws";
  private static final String MEASURES = "measures";

  private CheckLaws() {}

  /**
   * One row for each law, whether or not it holds: every reference finds its member, what one table
   * counts the other holds, probabilities sum to 1, figures are within their bounds, every row of
   * every file is accounted for.
   *
   * <p>All laws are one job when the result is stored, in which each table is read once, steps
   * twice. Shuffles: one of distinct values, groups and things counted, one of sessions within
   * journeys, and two of a few sums. What is shuffled was added up before, so no account, person or
   * touchpoint is too large.
   *
   * @param published every published table but the log and the checks themselves
   * @throws IllegalArgumentException if one is missing
   */
  public static Checks from(List<Table> published) {
    PublishedRows tables = PublishedRows.of(published);
    Map<Contract, List<Reading>> readings =
        Stream.of(
                RowLaws.readings(),
                SumLaws.readings(),
                CountLaws.readings(),
                ReferenceLaws.readings())
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(Reading::table));
    Dataset<Row> read =
        readings.entrySet().stream()
            .map(
                table ->
                    tables
                        .of(table.getKey())
                        .select(inline(array(Reading.columns(table.getValue())))))
            .reduce(
                CountLaws.sessionsOfJourneys(tables.of(JourneySteps.CONTRACT)), Dataset::unionAll);
    Dataset<Row> measures =
        Reading.sums(read)
            .withColumn(
                NAME.name(),
                explode(
                    when(Reading.REFERRERS.col().equalTo(0), array(Reading.SUBJECT.col()))
                        .otherwise(ReferenceLaws.names(Reading.REFERRERS.col()))))
            .groupBy(NAME.col())
            .agg(
                Reading.BROKEN.is(sum(Reading.BROKEN.col())),
                Reading.HELD_AGAINST.is(sum(Reading.HELD_AGAINST.col())),
                Reading.EXAMPLE.is(min(Reading.EXAMPLE.col())));
    Dataset<Row> laws = laws(measures);
    Column broken = coalesce(Reading.BROKEN.of(MEASURES), lit(0L));
    Column all = coalesce(Reading.HELD_AGAINST.of(MEASURES), lit(0L));
    Column value =
        when(IS_WARNING.of(LAWS), broken.cast("double").divide(greatest(all, lit(1L))))
            .otherwise(broken.cast("double"));
    return new Checks(
        laws.as(LAWS)
            .join(measures.as(MEASURES), NAME.of(LAWS).equalTo(NAME.of(MEASURES)), "left")
            .select(
                Checks.CHECK_NAME.is(NAME.of(LAWS)),
                Personas.STATUS.is(
                    when(value.leq(Checks.THRESHOLD.of(LAWS)), "pass")
                        .when(IS_WARNING.of(LAWS), "warn")
                        .otherwise("fail")),
                ModelScores.VALUE.is(value),
                Checks.THRESHOLD.is(Checks.THRESHOLD.of(LAWS)),
                Checks.MESSAGE.is(message(broken, all))));
  }

  /** Such as "3 of 1,204 values are not, such as p-17". */
  private static Column message(Column broken, Column all) {
    return concat_ws(
        ", ",
        format_string("%,d of %,d %s", broken, all, WORDS.of(LAWS)),
        concat(lit("such as "), Reading.EXAMPLE.of(MEASURES)));
  }

  /** The laws as rows; there are a few dozen. */
  private static Dataset<Row> laws(Dataset<Row> measures) {
    List<Row> rows =
        Stream.of(RowLaws.laws(), SumLaws.laws(), CountLaws.laws(), ReferenceLaws.laws())
            .flatMap(List::stream)
            .map(
                law ->
                    RowFactory.create(
                        law.name(),
                        law.words(),
                        law.threshold(),
                        law.severity() == Law.Severity.WARN))
            .toList();
    StructType schema =
        new StructType(
            Stream.of(NAME, WORDS, Checks.THRESHOLD, IS_WARNING)
                .map(Field::structField)
                .toArray(StructField[]::new));
    return measures.sparkSession().createDataFrame(rows, schema);
  }
}

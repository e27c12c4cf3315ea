package org.desirepath.prediction;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.CaseEvents.ATTRIBUTES;
import static org.desirepath.table.CaseEvents.CAME_AT;
import static org.desirepath.table.CaseEvents.CASE_ID;
import static org.desirepath.table.CaseEvents.EVENT_NUMBER;
import static org.desirepath.table.CaseEvents.NEXT_ID;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.Field;

/**
 * Takes a log of events, one row each, as cases.
 *
 * @param caseColumn the case that an event belongs to
 * @param activityColumns what happened; several are told as one
 * @param timeColumn when: a timestamp, or text that Spark casts to one
 */
public record ReadEventLog(String caseColumn, List<String> activityColumns, String timeColumn) {

  /** What stands for the end of a case. */
  static final String END = "end";

  private static final String SEPARATOR = "|";

  /** Attributes with more different values tell cases apart, not kinds of them. */
  private static final long MOST_VALUES = 1000;

  private static final Field FILE_ORDER =
      Field.required("file_order", LongType, "Grows with the place of the row in its file");

  /** Copies what it is given. */
  public ReadEventLog {
    activityColumns = List.copyOf(activityColumns);
  }

  /** The columns that the log lacks. */
  public List<String> missing(Dataset<Row> log, List<String> attributes) {
    Set<String> known = Set.of(log.columns());
    List<String> asked = new ArrayList<>(List.of(caseColumn, timeColumn));
    asked.addAll(activityColumns);
    asked.addAll(attributes);
    return asked.stream().filter(name -> !known.contains(name)).sorted().distinct().toList();
  }

  /**
   * Columns that look like attributes: of all others those with more than one value, with no more
   * than a thousand and no more than half as many as there are cases. One pass; counts are about
   * right.
   */
  public List<String> attributes(Dataset<Row> log) {
    Set<String> taken = new TreeSet<>(activityColumns);
    taken.add(caseColumn);
    taken.add(timeColumn);
    List<String> others =
        Arrays.stream(log.columns()).filter(name -> !taken.contains(name)).toList();
    Column[] counts =
        others.stream().map(name -> approx_count_distinct(quoted(name))).toArray(Column[]::new);
    Row counted = log.agg(approx_count_distinct(quoted(caseColumn)), counts).first();
    List<String> attributes = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      long values = counted.getLong(i + 1);
      if (values > 1 && values <= Math.min(MOST_VALUES, counted.getLong(0) / 2)) {
        attributes.add(others.get(i));
      }
    }
    return attributes;
  }

  /** Rows without a case, an activity or a time that can be read. */
  public long unreadable(Dataset<Row> log) {
    return log.filter(isReadable().unary_$bang()).count();
  }

  /**
   * The events of the rows that can be read, in the order of their times and then of the file.
   * Every case has an end. One shuffle, by case.
   */
  public CaseEvents events(Dataset<Row> log, List<String> attributes) {
    Column[] values =
        attributes.stream()
            .map(name -> coalesce(quoted(name).cast(StringType), lit("")))
            .toArray(Column[]::new);
    WindowSpec ordered =
        Window.partitionBy(CASE_ID.col()).orderBy(OCCURRED_AT.col(), FILE_ORDER.col());
    return new CaseEvents(
        log.filter(isReadable())
            .select(
                CASE_ID.is(quoted(caseColumn)),
                TOUCHPOINT_ID.is(activity()),
                OCCURRED_AT.is(time()),
                ATTRIBUTES.is(values.length == 0 ? emptyArray() : array(values)),
                FILE_ORDER.is(monotonically_increasing_id()))
            .select(
                CASE_ID.col(),
                STARTED_AT.is(first(OCCURRED_AT.col()).over(ordered)),
                EVENT_NUMBER.is(row_number().over(ordered)),
                TOUCHPOINT_ID.col(),
                OCCURRED_AT.col(),
                ATTRIBUTES.col(),
                NEXT_ID.is(coalesce(lead(TOUCHPOINT_ID.col(), 1).over(ordered), lit(END))),
                CAME_AT.is(coalesce(lead(OCCURRED_AT.col(), 1).over(ordered), OCCURRED_AT.col()))));
  }

  private static Column emptyArray() {
    return array().cast(ATTRIBUTES.type());
  }

  private Column activity() {
    return concat_ws(
        SEPARATOR, activityColumns.stream().map(ReadEventLog::quoted).toArray(Column[]::new));
  }

  private Column time() {
    return quoted(timeColumn).try_cast(OCCURRED_AT.type());
  }

  private Column isReadable() {
    Column readable = quoted(caseColumn).isNotNull().and(time().isNotNull());
    for (String name : activityColumns) {
      readable = readable.and(quoted(name).isNotNull());
    }
    return readable;
  }

  /** A column by its whole name, points and colons included. */
  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}

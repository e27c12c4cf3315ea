package org.desirepath.check;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.Reference;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;

/**
 * Every reference finds its member.
 *
 * <p>All references of all tables are held against all members at once: each table is read once and
 * hands out its references and its members as values of the same shape; values are grouped, and a
 * value that is referred to but is no member breaks the law of every reference that named it. One
 * shuffle, of distinct values.
 */
final class ReferenceLaws {

  private static final Field TARGET = Field.required("target", StringType, "What is referred to");
  private static final Field VALUE = Field.required("value", StringType, "The value");
  private static final Field IS_MEMBER =
      Field.required("is_member", BooleanType, "Whether the value is a member of the target");
  private static final Field REFERRERS =
      Field.required("referrers", LongType, "A bit for each reference that names the value");
  private static final Field VALUES = Field.required("values", LongType, "Number of values");
  private static final String LINK = "link";
  private static final Field EXAMPLE = Field.optional("example", StringType, "Least value");

  /** A reference of one or more columns, and what it refers to. */
  private record Link(
      String name, Contract table, List<Field> columns, Contract target, List<Field> members) {

    static Link of(Reference reference) {
      return new Link(
          "%s.%s is in %s"
              .formatted(
                  reference.table().name(), reference.column().name(), reference.target().name()),
          reference.table(),
          List.of(reference.column()),
          reference.target(),
          List.of(reference.member()));
    }

    String members(Contract of) {
      return of.name() + "." + String.join("+", members.stream().map(Field::name).toList());
    }
  }

  private static final List<Link> LINKS =
      Stream.concat(
              Reference.ALL.stream().map(Link::of),
              Stream.of(
                  new Link(
                      "fact_touchpoint.session_id is a session of the same person",
                      TouchpointFacts.CONTRACT,
                      List.of(SessionTouchpoints.SESSION_ID, Identifiers.PERSON_ID),
                      SessionFacts.CONTRACT,
                      List.of(SessionTouchpoints.SESSION_ID, Identifiers.PERSON_ID)),
                  new Link(
                      "fact_touchpoint.step_number is the step in its journey",
                      TouchpointFacts.CONTRACT,
                      List.of(
                          Journeys.JOURNEY_ID,
                          JourneySteps.STEP_NUMBER,
                          Touchpoints.TOUCHPOINT_EVENT_ID),
                      JourneySteps.CONTRACT,
                      List.of(
                          Journeys.JOURNEY_ID,
                          JourneySteps.STEP_NUMBER,
                          Touchpoints.TOUCHPOINT_EVENT_ID))))
          .toList();

  private ReferenceLaws() {}

  static List<Law> laws() {
    return LINKS.stream().map(link -> Law.strict(link.name(), "values are not")).toList();
  }

  static List<Dataset<Row>> measures(PublishedRows tables) {
    Map<Contract, List<Column>> readings = new LinkedHashMap<>();
    for (int i = 0; i < LINKS.size(); i++) {
      Link link = LINKS.get(i);
      readings
          .computeIfAbsent(link.table(), table -> new ArrayList<>())
          .add(reading(link.members(link.target()), link.columns(), 1L << i));
      List<Column> members = readings.computeIfAbsent(link.target(), table -> new ArrayList<>());
      Column member = reading(link.members(link.target()), link.members(), 0L);
      if (members.stream().noneMatch(known -> known.toString().equals(member.toString()))) {
        members.add(member);
      }
    }
    Dataset<Row> values =
        Law.together(
            readings.entrySet().stream()
                .map(
                    table ->
                        tables
                            .of(table.getKey())
                            .select(
                                explode(array(table.getValue().toArray(Column[]::new))).as(LINK))
                            .select(LINK + ".*")
                            .filter(VALUE.col().isNotNull()))
                .toList());
    Dataset<Row> found =
        values
            .groupBy(TARGET.col(), VALUE.col())
            .agg(REFERRERS.is(bit_or(REFERRERS.col())), IS_MEMBER.is(max(IS_MEMBER.col())))
            .groupBy(REFERRERS.col(), IS_MEMBER.col())
            .agg(VALUES.is(functions.count(lit(1))), EXAMPLE.is(min(VALUE.col())));
    Dataset<Row> named =
        found
            .select(
                explode(array(links())).as(LINK),
                REFERRERS.col(),
                IS_MEMBER.col(),
                VALUES.col(),
                EXAMPLE.col())
            .filter(REFERRERS.col().bitwiseAND(REFERRERS.of(LINK)).notEqual(0))
            .select(Law.NAME.is(Law.NAME.of(LINK)), IS_MEMBER.col(), VALUES.col(), EXAMPLE.col());
    return List.of(
        named
            .groupBy(Law.NAME.col())
            .agg(
                Law.BROKEN.is(sum(when(IS_MEMBER.col(), 0L).otherwise(VALUES.col()))),
                Law.ALL.is(sum(VALUES.col())),
                Law.EXAMPLE.is(min(when(not(IS_MEMBER.col()), EXAMPLE.col())))));
  }

  /** A value with what it refers to; null where a part of it is null. */
  private static Column reading(String target, List<Field> columns, long referrer) {
    Column value =
        columns.size() == 1
            ? columns.get(0).col().cast("string")
            : when(
                columns.stream()
                    .map(column -> column.col().isNotNull())
                    .reduce(Column::and)
                    .orElseThrow(),
                concat_ws("|", columns.stream().map(Field::col).toArray(Column[]::new)));
    return struct(
        TARGET.is(lit(target)),
        VALUE.is(value),
        REFERRERS.is(lit(referrer)),
        IS_MEMBER.is(lit(referrer == 0)));
  }

  /** The name of each reference with its bit. */
  private static Column[] links() {
    Column[] links = new Column[LINKS.size()];
    for (int i = 0; i < links.length; i++) {
      links[i] = struct(Law.NAME.is(lit(LINKS.get(i).name())), REFERRERS.is(lit(1L << i)));
    }
    return links;
  }
}

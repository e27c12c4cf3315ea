package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.Paths;
import org.desirepath.table.Reference;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;

/**
 * Every reference finds its member.
 *
 * <p>All references are held against all members at once: values are grouped, and a value that is
 * referred to but is no member breaks the law of every reference that named it. A reference is one
 * bit of a number, so a value that many rows and many references name is still one row.
 */
final class ReferenceLaws {

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

    String subject() {
      return target.name() + "." + String.join("+", members.stream().map(Field::name).toList());
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
                      "agg_path.closed_path_id is a path of the same scope with as many journeys",
                      Paths.CONTRACT,
                      List.of(
                          Journeys.JOURNEY_LEVEL,
                          Paths.SCOPE,
                          Paths.SCOPE_VALUE,
                          Paths.CLOSED_PATH_ID,
                          Paths.JOURNEY_COUNT),
                      Paths.CONTRACT,
                      List.of(
                          Journeys.JOURNEY_LEVEL,
                          Paths.SCOPE,
                          Paths.SCOPE_VALUE,
                          Paths.PATH_ID,
                          Paths.JOURNEY_COUNT)),
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

  static List<Reading> readings() {
    Map<String, Reading> members = new LinkedHashMap<>();
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < LINKS.size(); i++) {
      Link link = LINKS.get(i);
      members.computeIfAbsent(
          link.subject(), subject -> Reading.member(link.target(), subject, value(link.members())));
      readings.add(Reading.reference(link.table(), link.subject(), value(link.columns()), 1L << i));
    }
    readings.addAll(members.values());
    return readings;
  }

  /** The names of the references whose bits are set. */
  static List<String> names(long referrers) {
    return IntStream.range(0, LINKS.size())
        .filter(i -> (referrers & 1L << i) != 0)
        .mapToObj(i -> LINKS.get(i).name())
        .toList();
  }

  /** The value of one or more columns; null where one of them is null. */
  private static Column value(List<Field> columns) {
    if (columns.size() == 1) {
      return columns.get(0).col();
    }
    Column given =
        columns.stream().map(column -> column.col().isNotNull()).reduce(Column::and).orElseThrow();
    return when(given, concat_ws("|", columns.stream().map(Field::col).toArray(Column[]::new)));
  }
}

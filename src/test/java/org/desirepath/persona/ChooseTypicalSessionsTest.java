package org.desirepath.persona;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ChooseTypicalSessionsTest {

  @Test
  void theLikeliestSessionOfMedianLengthIsTypical(SparkSession spark) {
    SessionLog log =
        new SessionLog()
            .session("a1", 0, "use", "home", "docs")
            .session("a2", 0, "use", "home", "pricing")
            .session("a3", 0, "use", "home", "pricing")
            // The likeliest moves, but longer than the lower one of the two in the middle.
            .session("a4", 0, "use", "home", "pricing", "home", "pricing")
            .session("a5", 0, "use", "home", "pricing", "home", "pricing")
            .session("a6", 0, "use", "home", "pricing", "home", "pricing")
            // As likely as each other.
            .session("b1", 0, "use", "docs", "api")
            .session("b2", 0, "use", "chat", "chat")
            .session("x1", 0, "use", "status");

    assertThat(
            typical(
                log,
                spark,
                """
                session_id | persona_id | persona_confidence
                a1         | a          | 1
                a2         | a          | 1
                a3         | a          | 1
                a4         | a          | 1
                a5         | a          | 1
                a6         | a          | 1
                b1         | b          | 1
                b2         | b          | 1
                x1         | unknown    | 0
                """,
                1))
        .isEqualTo("a | Home > Pricing\nb | Chat");
  }

  @Test
  void shortSessionsAreNotTypical(SparkSession spark) {
    SessionLog log =
        new SessionLog()
            .session("a1", 0, "use", "mail")
            .session("a2", 0, "use", "mail")
            .session("a3", 0, "use", "home", "docs", "api");
    PersonaAssignments assignments =
        new PersonaAssignments(
            TextTable.of(
                spark,
                PersonaAssignments.CONTRACT,
                """
                session_id | persona_id | persona_confidence
                a1         | a          | 1
                a2         | a          | 1
                a3         | a          | 1
                """));

    assertThat(log.typicalSessions(log.features(spark), assignments, 3).rows().collectAsList())
        .singleElement()
        .hasToString("[a,Home > Docs > Api]");
  }

  @Test
  void repeatsAreToldOnceAndAtMostTwelveSteps(SparkSession spark) {
    assertThat(text(spark, "a", "a", "b", "b", "b", "a")).isEqualTo("a > b > a");
    assertThat(text(spark, "a")).isEqualTo("a");
    assertThat(text(spark, numbers(12)))
        .isEqualTo("1 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 10 > 11 > 12");
    assertThat(text(spark, numbers(13)))
        .isEqualTo("1 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 10 > 11 > 12 > …");
  }

  @Test
  void itIsTheOneThatPlainReckoningFindsInAnyOrderOfRows(SparkSession spark) {
    Random random = new Random(11);
    SessionLog log = new SessionLog();
    Map<String, List<List<String>>> sessions = new TreeMap<>();
    StringBuilder assignments = new StringBuilder("session_id | persona_id | persona_confidence\n");
    for (int i = 0; i < 120; i++) {
      String persona = "p" + random.nextInt(3);
      List<String> path = new ArrayList<>();
      int length = 1 + random.nextInt(5);
      for (int step = 0; step < length; step++) {
        path.add("T" + (char) ('a' + random.nextInt(4)));
      }
      log.session("s" + i, 0, "use", path.toArray(String[]::new));
      sessions.computeIfAbsent(persona, id -> new ArrayList<>()).add(path);
      assignments.append("s%d | %s | 1%n".formatted(i, persona));
    }
    List<String> expected = new ArrayList<>();
    sessions.forEach((persona, paths) -> expected.add(persona + " | " + oracle(paths)));

    assertThat(typical(log, spark, assignments.toString(), 1))
        .isEqualTo(String.join("\n", expected))
        .isEqualTo(typical(log, spark, assignments.toString(), 7));
  }

  private static String oracle(List<List<String>> paths) {
    List<Integer> lengths = new ArrayList<>(paths.stream().map(List::size).toList());
    Collections.sort(lengths);
    int median = lengths.get((lengths.size() - 1) / 2);
    Map<String, Integer> times = new HashMap<>();
    paths.forEach(path -> moves(path).forEach(move -> times.merge(move, 1, Integer::sum)));
    double all = times.values().stream().mapToInt(Integer::intValue).sum();
    String best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (List<String> path : paths) {
      double likelihood =
          moves(path).stream()
              .mapToDouble(move -> Math.log(times.get(move) / all))
              .average()
              .orElseThrow();
      String text = told(path);
      boolean isEqual = Math.abs(likelihood - most) < 1e-7;
      if (path.size() == median && (isEqual ? text.compareTo(best) < 0 : likelihood > most)) {
        best = text;
        most = isEqual ? most : likelihood;
      }
    }
    return best;
  }

  private static List<String> moves(List<String> path) {
    List<String> moves = new ArrayList<>();
    String before = TermSpace.BOUNDARY;
    for (String touchpoint : path) {
      moves.add(before + TermSpace.ARROW + touchpoint);
      before = touchpoint;
    }
    moves.add(before + TermSpace.ARROW + TermSpace.BOUNDARY);
    return moves;
  }

  private static String told(List<String> path) {
    List<String> steps = new ArrayList<>();
    for (String touchpoint : path) {
      if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(touchpoint)) {
        steps.add(touchpoint);
      }
    }
    return String.join(" > ", steps);
  }

  private static String typical(
      SessionLog log, SparkSession spark, String assignments, int partitions) {
    SessionFeatures features =
        new SessionFeatures(log.features(spark).rows().repartition(partitions));
    return TextTable.show(
        log.typicalSessions(
                features,
                new PersonaAssignments(
                    TextTable.of(spark, PersonaAssignments.CONTRACT, assignments)
                        .repartition(partitions)))
            .rows(),
        "persona_id",
        "typical_session");
  }

  private static String[] numbers(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toArray(String[]::new);
  }

  private static String text(SparkSession spark, String... steps) {
    Column[] columns = new Column[steps.length];
    for (int i = 0; i < steps.length; i++) {
      columns[i] = lit(steps[i]);
    }
    return spark.range(1).select(ChooseTypicalSessions.text(array(columns))).first().getString(0);
  }
}

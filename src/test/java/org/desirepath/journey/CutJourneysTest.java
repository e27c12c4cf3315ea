package org.desirepath.journey;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.JourneySettings;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Deals;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Touchpoints;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CutJourneysTest {

  private static final Duration DORMANCY = Duration.ofDays(60);
  private static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");
  private static final JourneySettings ALL =
      new JourneySettings(List.of("person", "account", "deal"), "account", DORMANCY);
  private static final String NO_DEALS = "deal_key | account_key";
  private static final String ACCOUNTS =
      """
      account_key | account_id
      a1          | acme
      a2          | globex
      """
          + IntStream.range(0, 12)
              .mapToObj(i -> "a1-%d | acme%d\na2-%d | globex%d\n".formatted(i, i, i, i))
              .collect(Collectors.joining());

  @Test
  void aSilenceEndsAJourneyWhenItIsLongerOnly(SparkSession spark) {
    assertThat(silent(spark, "2026-03-02 00:00:00")).isEqualTo(false);
    assertThat(silent(spark, "2026-03-02 00:00:00.001")).isEqualTo(true);
  }

  @Test
  void theFirstOfOutcomeSilenceAndSnapshotEndsAJourney(SparkSession spark) {
    String at = "2026-03-01 00:00:00";
    String after = "2026-03-05 00:00:00";
    String soon = "2026-03-04 00:00:00";
    String early = "2026-01-01 00:00:00";
    String old = "2025-01-01 00:00:00";
    Map<String, Column> endings = new LinkedHashMap<>();
    endings.put("it goes on: null", ending("account", at, null, after));
    endings.put("the snapshot: open", ending("account", at, null, null));
    endings.put("just in time: open", ending("account", "2026-01-31 00:00:00", null, null));
    endings.put("silent: dormant", ending("account", "2026-01-30 23:59:59.999", null, null));
    endings.put("silent before the next: dormant", ending("account", old, null, at));
    endings.put("outcome before the next: won", ending("person", at, soon, after));
    endings.put("outcome at last: won", ending("person", at, soon, null));
    endings.put("outcome later: null", ending("person", at, "2026-03-06 00:00:00", after));
    endings.put("tie, lower id: won", ending("person", at, after, "m", after, "n"));
    endings.put("tie, higher id: null", ending("person", at, after, "n", after, "m"));
    endings.put("outcome in time: won", ending("person", early, "2026-03-02 00:00:00", null));
    endings.put(
        "outcome too late: dormant", ending("person", early, "2026-03-02 00:00:00.001", null));
    endings.put("silent deal: open", ending("deal", old, null, null));
    endings.put("silent closed deal: won", ending("deal", old, at, null));
    endings.put("the deal goes on: null", ending("deal", old, at, after));

    Row found = spark.range(1).select(endings.values().toArray(Column[]::new)).head();
    List<String> names = List.copyOf(endings.keySet());
    for (int i = 0; i < names.size(); i++) {
      assertThat(names.get(i)).endsWith(": " + found.get(i));
    }
  }

  @Test
  void anOutcomeEndsTheJourneysOfTheAccountAndOfItsPeople(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            touchpoint_event_id | person_id | account_id | occurred_at         | outcome | amount | touchpoint_id
            e1                  | ada       | acme       | 2026-01-05 09:00:00 |         |        | home
            e2                  | bob       | acme       | 2026-01-06 09:00:00 |         |        | docs
            e3                  | unknown   | acme       | 2026-01-07 09:00:00 | won     | 100    | deal_won
            e4                  | ada       | acme       | 2026-01-08 09:00:00 |         |        | help
            e5                  | cy        | unknown    | 2026-01-06 09:00:00 |         |        | home
            e6                  | cy        | unknown    | 2026-03-08 09:00:00 |         |        | home
            """,
            NO_DEALS);

    assertThat(journeys(steps))
        .isEqualTo(
            """
            account acme: e1 e2 e3 > won 2026-01-07 09:00:00.0 100.0000
            account acme: e4 > dormant 2026-03-09 09:00:00.0
            person ada: e1 > won 2026-01-07 09:00:00.0 100.0000
            person ada: e4 > dormant 2026-03-09 09:00:00.0
            person bob: e2 > won 2026-01-07 09:00:00.0 100.0000
            person cy: e5 > dormant 2026-03-07 09:00:00.0
            person cy: e6 > open""");
  }

  @Test
  void anOutcomeThatAPersonBringsAboutIsTheLastStepOfTheJourney(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            touchpoint_event_id | person_id | account_id | occurred_at         | outcome
            e1                  | ada       | acme       | 2026-03-05 09:00:00 |
            e2                  | ada       | acme       | 2026-03-06 09:00:00 | churned
            e3                  | ada       | acme       | 2026-03-06 09:00:00 |
            """,
            NO_DEALS);

    assertThat(journeys(steps))
        .isEqualTo(
            """
            account acme: e1 e2 > churned 2026-03-06 09:00:00.0
            account acme: e3 > open
            person ada: e1 e2 > churned 2026-03-06 09:00:00.0
            person ada: e3 > open""");
  }

  @Test
  void aDealTakesWhatCameSinceTheLastDealClosed(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            touchpoint_event_id | person_id | account_id | deal_key | occurred_at         | outcome
            e1                  | ada       | acme       |          | 2026-01-05 09:00:00 |
            e2                  | unknown   | acme       | d1       | 2026-01-06 09:00:00 | won
            e3                  | unknown   | acme       | d9       | 2026-01-07 09:00:00 |
            e4                  | ada       | acme       |          | 2026-03-08 09:00:00 |
            e5                  | bob       | acme       |          | 2026-03-20 09:00:00 |
            e6                  | cy        | globex     |          | 2026-03-20 09:00:00 |
            """,
            """
            deal_key | account_key | opened_at           | closed_at           | outcome | amount
            d1       | a1          | 2026-01-01 00:00:00 | 2026-01-06 09:00:00 | won     | 10
            d2       | a1          | 2026-01-01 00:00:00 | 2026-03-08 09:00:00 | lost    |
            d3       | a1          | 2026-01-01 00:00:00 |                     |         | 7
            d4       | a1          | 2026-01-01 00:00:00 |                     |         |
            d5       | a9          | 2026-01-01 00:00:00 |                     |         |
            """);

    assertThat(journeys(steps).lines().filter(line -> line.startsWith("deal")))
        .containsExactly(
            "deal d1: e1 e2 > won 2026-01-06 09:00:00.0 10.0000",
            "deal d2: e4 > lost 2026-03-08 09:00:00.0",
            "deal d3: e5 > open 7.0000",
            "deal d4: e5 > open");
  }

  @Test
  void thousandsOfOpenDealsDoNotMultiplyTheTouchpoints(SparkSession spark) {
    StringBuilder deals = new StringBuilder("deal_key | account_key | opened_at\n");
    for (int i = 0; i < 500; i++) {
      deals.append("d%03d | a1 | 2026-01-01 00:%02d:%02d\n".formatted(i, i / 60, i % 60));
    }
    JourneySteps steps =
        steps(
            spark,
            """
            touchpoint_event_id | person_id | account_id | occurred_at
            e1                  | ada       | acme       | 2026-03-05 09:00:00
            """,
            deals.toString());

    assertThat(journeys(steps).lines().filter(line -> line.startsWith("deal")))
        .hasSize(10)
        .contains("deal d499: e1 > open", "deal d490: e1 > open");
  }

  @Test
  void stepsAreNumberedAndTellTheirGap(SparkSession spark) {
    JourneySteps steps =
        steps(
            spark,
            """
            touchpoint_event_id | person_id | account_id | occurred_at             | session_id | sentiment
            e1                  | ada       | unknown    | 2026-03-05 09:00:00     | s1         |
            e2                  | ada       | unknown    | 2026-03-05 09:00:01.500 | s1         | 0.5
            """,
            NO_DEALS);

    assertThat(
            TextTable.show(
                steps.rows(),
                "touchpoint_event_id",
                "step_number",
                "gap_seconds",
                "session_id",
                "sentiment",
                "journey_outcome"))
        .isEqualTo(
            """
            e1 | 1 |  | s1 |  |
            e2 | 2 | 1.5 | s1 | 0.5 | open""");
  }

  @Test
  void onlyTheLevelsThatAreSetAreBuilt(SparkSession spark) {
    String touchpoints =
        """
        touchpoint_event_id | person_id | account_id | occurred_at
        e1                  | ada       | acme       | 2026-03-05 09:00:00
        """;
    String deals =
        """
        deal_key | account_key | opened_at
        d1       | a1          | 2026-01-01 00:00:00
        """;
    for (String level : List.of("person", "account", "deal")) {
      JourneySettings one = new JourneySettings(List.of(level), level, DORMANCY);
      assertThat(journeys(steps(spark, touchpoints, deals, one, 2))).startsWith(level + " ");
    }
  }

  @Test
  void randomJourneysAreTheOnesThatCountingByHandFinds(SparkSession spark) {
    List<Touch> touches = new ArrayList<>();
    List<String> deals = new ArrayList<>();
    for (int seed = 0; seed < 12; seed++) {
      touches.addAll(randomTouches(seed));
      deals.addAll(randomDeals(seed));
    }
    Set<String> answers = new HashSet<>();
    for (int parts : new int[] {1, 7}) {
      Collections.shuffle(touches, new Random(parts));
      JourneySteps steps =
          steps(
              spark,
              "touchpoint_event_id | person_id | account_id | occurred_at | outcome\n"
                  + touches.stream().map(Touch::line).collect(Collectors.joining("\n")),
              "deal_key | account_key | opened_at | closed_at | outcome\n"
                  + String.join("\n", deals),
              ALL,
              parts);
      List<Row> rows = steps.rows().collectAsList();
      answers.add(rows.stream().map(Row::toString).sorted().collect(Collectors.joining("\n")));

      assertThat(journeys(rows)).isEqualTo(byHand(touches, deals));
      assertThat(
              rows.stream()
                  .filter(row -> row.getAs("journey_level").equals("person"))
                  .map(row -> row.<String>getAs("touchpoint_event_id")))
          .as("each touchpoint of a known person in exactly one journey of the person")
          .containsExactlyInAnyOrderElementsOf(
              touches.stream().filter(t -> !t.person().equals("unknown")).map(Touch::id).toList());
    }
    assertThat(answers).as("any order and partitioning").hasSize(1);
  }

  private record Touch(String id, String person, String account, long at, String outcome) {
    String line() {
      return String.join(
          " | ", id, person, account, new Timestamp(at).toString(), Objects.toString(outcome, ""));
    }
  }

  private static List<Touch> randomTouches(int seed) {
    Random random = new Random(seed);
    List<Touch> touches = new ArrayList<>();
    long start = Timestamp.valueOf("2025-01-05 00:00:00").getTime();
    List<String> accounts = List.of("acme" + seed, "globex" + seed, "unknown");
    for (int person = 0; person < 9; person++) {
      String account = accounts.get(person % 3);
      String name = person < 2 ? "unknown" : "p%d-%d".formatted(seed, person);
      long at = start + random.nextInt(100) * 86_400_000L;
      int count = random.nextInt(14);
      for (int i = 0; i < count; i++) {
        // Silences of exactly the dormancy, one millisecond more, none at all, and any.
        long[] silences = {
          DORMANCY.toMillis(), DORMANCY.toMillis() + 1, 0, 86_400_000L * random.nextInt(50)
        };
        at += silences[random.nextInt(silences.length)];
        if (at >= AS_OF.toEpochMilli()) {
          break;
        }
        String outcome =
            random.nextInt(person < 2 ? 2 : 9) == 0
                ? List.of("won", "lost", "renewed", "churned").get(random.nextInt(4))
                : null;
        touches.add(
            new Touch(
                "%03d-%d-%d-%02d".formatted(random.nextInt(1000), seed, person, i),
                name,
                // Now and then an event names another account than the person's.
                random.nextInt(8) == 0 ? accounts.get(random.nextInt(3)) : account,
                at,
                outcome));
      }
    }
    return touches;
  }

  private static List<String> randomDeals(int seed) {
    Random random = new Random(seed);
    List<String> deals = new ArrayList<>();
    long start = Timestamp.valueOf("2025-01-05 00:00:00").getTime();
    for (int i = 0; i < 8; i++) {
      boolean closed = random.nextInt(3) > 0;
      Timestamp at = new Timestamp(start + 86_400_000L * random.nextInt(400));
      deals.add(
          "d%d-%d | a%d-%d | 2025-01-01 00:00:00 | %s | %s"
              .formatted(
                  seed, i, 1 + random.nextInt(2), seed, closed ? at : "", closed ? "won" : ""));
    }
    return deals;
  }

  private static String byHand(List<Touch> touches, List<String> deals) {
    Comparator<Touch> order = Comparator.comparingLong(Touch::at).thenComparing(Touch::id);
    List<Touch> sorted = touches.stream().sorted(order).toList();
    List<String> lines = new ArrayList<>();
    group(sorted, Touch::person)
        .forEach((person, own) -> lines.addAll(cutByHand("person " + person, own, sorted, order)));
    group(sorted, Touch::account)
        .forEach((account, own) -> lines.addAll(cutByHand("account " + account, own, own, order)));
    for (String[] deal : deals.stream().map(line -> line.split(" \\| ", -1)).toList()) {
      String account = accountOf(deal[1]);
      long end = endOf(deal);
      long from =
          deals.stream()
              .map(line -> line.split(" \\| ", -1))
              .filter(other -> other[1].equals(deal[1]) && endOf(other) < end)
              .mapToLong(CutJourneysTest::endOf)
              .max()
              .orElse(0);
      List<String> ids =
          sorted.stream()
              .filter(t -> t.account().equals(account) && !t.person().equals("unknown"))
              .filter(t -> t.at() > from && t.at() <= end)
              .map(Touch::id)
              .toList();
      if (!ids.isEmpty()) {
        lines.add(
            "deal %s: %s > %s"
                .formatted(
                    deal[0],
                    String.join(" ", ids),
                    deal[3].isEmpty() ? "open" : "won " + new Timestamp(end)));
      }
    }
    Collections.sort(lines);
    return String.join("\n", lines);
  }

  private static String accountOf(String key) {
    return key.replace("a1-", "acme").replace("a2-", "globex");
  }

  private static long endOf(String[] deal) {
    return deal[3].isEmpty() ? AS_OF.toEpochMilli() : Timestamp.valueOf(deal[3]).getTime();
  }

  private static Map<String, List<Touch>> group(List<Touch> touches, Function<Touch, String> by) {
    Map<String, List<Touch>> groups =
        touches.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
    groups.remove("unknown");
    return groups;
  }

  private static List<String> cutByHand(
      String subject, List<Touch> own, List<Touch> all, Comparator<Touch> order) {
    List<String> lines = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Touch touch = own.get(i);
      Touch next = i + 1 < own.size() ? own.get(i + 1) : null;
      ids.add(touch.id());
      long until = next == null ? AS_OF.toEpochMilli() : next.at();
      Touch close =
          touch.outcome() != null
              ? touch
              : all.stream()
                  .filter(t -> t.outcome() != null && !t.account().equals("unknown"))
                  .filter(t -> t.account().equals(touch.account()))
                  .filter(t -> order.compare(t, touch) > 0)
                  .filter(t -> next == null || order.compare(t, next) < 0)
                  .filter(t -> t.at() - touch.at() <= DORMANCY.toMillis())
                  .findFirst()
                  .orElse(null);
      String end = null;
      if (close != null) {
        end = close.outcome() + " " + new Timestamp(close.at());
      } else if (until - touch.at() > DORMANCY.toMillis()) {
        end = "dormant " + new Timestamp(touch.at() + DORMANCY.toMillis());
      } else if (next == null) {
        end = "open";
      }
      if (end != null) {
        lines.add("%s: %s > %s".formatted(subject, String.join(" ", ids), end));
        ids.clear();
      }
    }
    return lines;
  }

  /** A line a journey: level, subject, touchpoints in order, ending with its moment and amount. */
  private static String journeys(JourneySteps steps) {
    return journeys(steps.rows().collectAsList());
  }

  private static String journeys(List<Row> steps) {
    Map<String, List<Row>> journeys =
        steps.stream().collect(Collectors.groupingBy(row -> row.<String>getAs("journey_id")));
    return journeys.values().stream()
        .map(
            rows -> {
              rows.sort(Comparator.comparingInt(row -> row.<Integer>getAs("step_number")));
              for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i).<Integer>getAs("step_number")).isEqualTo(i + 1);
                assertThat(rows.get(i).getAs("journey_outcome") == null)
                    .isEqualTo(i + 1 < rows.size());
              }
              Row last = rows.get(rows.size() - 1);
              return "%s %s: %s > %s"
                  .formatted(
                      last.getAs("journey_level"),
                      last.getAs("subject_id"),
                      rows.stream()
                          .map(row -> row.<String>getAs("touchpoint_event_id"))
                          .collect(Collectors.joining(" ")),
                      Stream.of("journey_outcome", "journey_outcome_at", "journey_amount")
                          .map(last::getAs)
                          .filter(Objects::nonNull)
                          .map(Object::toString)
                          .collect(Collectors.joining(" ")));
            })
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static JourneySteps steps(SparkSession spark, String touchpoints, String deals) {
    return steps(spark, touchpoints, deals, ALL, 2);
  }

  private static JourneySteps steps(
      SparkSession spark, String touchpoints, String deals, JourneySettings settings, int parts) {
    Dataset<Row> known =
        TextTable.of(spark, SessionTouchpoints.CONTRACT, touchpoints)
            .filter("person_id <> 'unknown'");
    String withoutSessions = withoutColumn(touchpoints, "session_id");
    return CutJourneys.from(
        new Touchpoints(
            TextTable.of(spark, Touchpoints.CONTRACT, withoutSessions).repartition(parts)),
        new SessionTouchpoints(known.repartition(parts)),
        new Deals(TextTable.of(spark, Deals.CONTRACT, deals).repartition(parts)),
        new AccountKeys(TextTable.of(spark, AccountKeys.CONTRACT, ACCOUNTS)),
        settings,
        AS_OF);
  }

  private static String withoutColumn(String text, String column) {
    List<String> lines = text.lines().toList();
    List<String> header = List.of(lines.get(0).split("\\|", -1));
    int dropped = header.stream().map(String::strip).toList().indexOf(column);
    return lines.stream()
        .map(
            line -> {
              List<String> cells = new ArrayList<>(List.of(line.split("\\|", -1)));
              if (dropped >= 0) {
                cells.remove(dropped);
              }
              return String.join("|", cells);
            })
        .collect(Collectors.joining("\n"));
  }

  private static Object silent(SparkSession spark, String to) {
    return one(spark, CutJourneys.isSilent(moment("2026-01-01 00:00:00"), moment(to), DORMANCY));
  }

  private static Column ending(String level, String at, String closeAt, String nextAt) {
    return ending(level, at, closeAt, "m", nextAt, "n");
  }

  private static Column ending(
      String level, String at, String closeAt, String closeId, String nextAt, String nextId) {
    Column close =
        closeAt == null
            ? lit(null)
                .cast("struct<close_at: timestamp, close_event_id: string, close_outcome: string>")
            : struct(
                moment(closeAt).as("close_at"),
                lit(closeId).as("close_event_id"),
                lit("won").as("close_outcome"));
    return CutJourneys.ending(
        lit(level),
        moment(at),
        close,
        moment(nextAt),
        lit(nextAt == null ? null : nextId).cast("string"),
        DORMANCY,
        AS_OF);
  }

  private static Column moment(String text) {
    return lit(text).cast("timestamp");
  }

  private static Object one(SparkSession spark, Column expression) {
    return spark.range(1).select(expression.as("value")).head().get(0);
  }
}

package org.desirepath.identity;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Components;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Identifiers;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.Ties;
import org.desirepath.testing.PlanOnceExtension;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({SparkExtension.class, PlanOnceExtension.class})
class InheritPersonsTest {

  private static final long DAY = 86_400_000L;

  @Test
  void withoutNewDataEverybodyStays(SparkSession spark) {
    assertThat(nights(spark, "ada: a1 a2, bob: b1", "ada: a1 a2, bob: b1"))
        .isEqualTo("a1=a1 a2=a1 b1=b1");
  }

  @Test
  void anEarlierFirstSightingChangesNoId(SparkSession spark) {
    assertThat(nights(spark, "ada: b2 c3", "ada: a1 b2 c3")).isEqualTo("a1=b2 b2=b2 c3=b2");
  }

  @Test
  void aMergeKeepsTheOlderPerson(SparkSession spark) {
    assertThat(nights(spark, "ada: b1, bob: a2 a3 c4", "both: b1 a2 a3 c4"))
        .as("identifiers were seen first in the order of their names")
        .isEqualTo("a2=a2 a3=a2 b1=a2 c4=a2");
  }

  @Test
  void aSplitKeepsTheIdOnTheLargerPart(SparkSession spark) {
    assertThat(nights(spark, "ada: a1 b2 c3", "one: a1, two: b2 c3"))
        .isEqualTo("a1=new b2=a1 c3=a1");
  }

  @Test
  void ofTwoPartsOfOneSizeTheOneSeenFirstKeepsTheId(SparkSession spark) {
    assertThat(nights(spark, "ada: a1 b2", "one: b2 x9, two: a1")).isEqualTo("a1=a1 b2=b2 x9=b2");
  }

  @Test
  void aPersonThatMergedAndPartsAgainHasTheIdFromBefore(SparkSession spark) {
    assertThat(nights(spark, "ada: a1 a2, bob: b1", "both: a1 a2 b1", "ada: a1 a2, bob: b1"))
        .isEqualTo("a1=a1 a2=a1 b1=b1");
  }

  @Test
  void aliasesTellMergesAndSplits(SparkSession spark) {
    Identifiers before =
        identifiers(
            spark,
            """
            email | a1 | ada
            email | b1 | bob
            email | c1 | cyd
            email | c2 | cyd
            email | c3 | cyd
            email | d1 | dan
            email | d2 | dan
            """);
    Identifiers now =
        identifiers(
            spark,
            """
            email | a1 | ada
            email | b1 | ada
            email | c1 | ada
            email | c2 | eve
            email | c3 | eve
            email | d1 | dan
            email | d2 | ada
            """);

    assertThat(
            TextTable.show(
                RetirePersons.from(before, Optional.empty(), now, "run-2").rows(),
                "retired_person_id",
                "person_id",
                "reason",
                "changed_run_id"))
        .isEqualTo(
            """
            bob | ada | merge | run-2
            cyd | eve | split | run-2""");
  }

  @Test
  void anAliasLeadsOnWhenItsPersonMergesInTurn(SparkSession spark) {
    PersonAliases known =
        new PersonAliases(
            TextTable.of(
                spark,
                PersonAliases.CONTRACT,
                """
                retired_person_id | person_id | reason | changed_run_id
                bob               | ada       | merge  | run-1
                """));

    assertThat(
            TextTable.show(
                RetirePersons.from(
                        identifiers(spark, "email | a1 | ada\nemail | z1 | zoe\n"),
                        Optional.of(known),
                        identifiers(spark, "email | a1 | zoe\nemail | z1 | zoe\n"),
                        "run-2")
                    .rows(),
                "retired_person_id",
                "person_id",
                "reason",
                "changed_run_id"))
        .isEqualTo(
            """
            ada | zoe | merge | run-2
            bob | zoe | merge | run-1""");
  }

  @Test
  void anAliasEndsWithThePersonItLedTo(SparkSession spark) {
    PersonAliases known =
        new PersonAliases(
            TextTable.of(
                spark,
                PersonAliases.CONTRACT,
                """
                retired_person_id | person_id | reason | changed_run_id
                bob               | ada       | merge  | run-1
                cyd               | zoe       | merge  | run-1
                """));

    assertThat(
            TextTable.show(
                RetirePersons.from(
                        identifiers(spark, "email | a1 | ada\nemail | z1 | zoe\n"),
                        Optional.of(known),
                        identifiers(spark, "email | z1 | zoe\n"),
                        "run-2")
                    .rows(),
                "retired_person_id",
                "person_id"))
        .isEqualTo("cyd | zoe");
  }

  /** Thirty nights of people who appear, merge and part, beside a plain retelling of the rules. */
  @Test
  void thirtyNightsKeepEveryIdThatShouldBeKept(SparkSession spark) {
    Random random = new Random(30);
    Map<String, Integer> groups = new TreeMap<>();
    Map<String, Integer> firstDay = new HashMap<>();
    Optional<Identifiers> before = Optional.empty();
    Map<String, String> expected = new TreeMap<>();
    for (int night = 0; night < 30; night++) {
      boolean isQuiet = night % 7 == 3;
      if (!isQuiet) {
        change(groups, firstDay, night, random);
      }
      Map<String, String> inherited = inherited(groups, firstDay, expected);
      Identifiers now = resolve(spark, groups, firstDay, before);
      assertThat(persons(now)).as("night " + night).isEqualTo(inherited);
      assertThat(new HashSet<>(inherited.values()))
          .as("one id a group")
          .hasSameSizeAs(new HashSet<>(groups.values()));
      if (isQuiet) {
        assertThat(inherited).as("no new data").isEqualTo(expected);
      }
      before = Optional.of(now);
      expected = inherited;
    }
    assertThat(expected).hasSizeGreaterThan(200);
  }

  /** New identifiers, groups that become one, and identifiers that go to a group of their own. */
  private static void change(
      Map<String, Integer> groups, Map<String, Integer> firstDay, int night, Random random) {
    int fresh = 1000 * (night + 1);
    for (int i = 0; i < 12; i++) {
      String node = "cookie:%08x".formatted(random.nextInt());
      boolean isAlone = groups.isEmpty() || random.nextInt(3) == 0;
      groups.put(node, isAlone ? fresh++ : any(groups, random));
      // Some are told late: they were first seen before what is known.
      firstDay.put(node, night - random.nextInt(3));
    }
    for (int i = 0; i < 3; i++) {
      int one = any(groups, random);
      int other = any(groups, random);
      groups.replaceAll((node, group) -> group == one ? other : group);
    }
    for (int i = 0; i < 6; i++) {
      int parted = any(groups, random);
      int own = fresh++;
      groups.replaceAll((node, group) -> group == parted && random.nextBoolean() ? own : group);
    }
  }

  private static int any(Map<String, Integer> groups, Random random) {
    return List.copyOf(groups.values()).get(random.nextInt(groups.size()));
  }

  /** The oracle: the person of each identifier. */
  private static Map<String, String> inherited(
      Map<String, Integer> groups, Map<String, Integer> firstDay, Map<String, String> before) {
    Comparator<String> age =
        Comparator.<String, Integer>comparing(firstDay::get)
            .thenComparing(Comparator.naturalOrder());
    Map<Integer, SortedSet<String>> earlier = new TreeMap<>();
    new HashSet<>(before.values())
        .forEach(
            person -> {
              Map<Integer, List<String>> parts =
                  before.keySet().stream()
                      .filter(node -> before.get(node).equals(person))
                      .sorted(age)
                      .collect(groupingBy(groups::get));
              int heir =
                  parts.keySet().stream()
                      .min(
                          Comparator.<Integer>comparingInt(group -> -parts.get(group).size())
                              .thenComparing(group -> parts.get(group).get(0), age))
                      .orElseThrow();
              int day =
                  parts.values().stream()
                      .mapToInt(part -> firstDay.get(part.get(0)))
                      .min()
                      .orElseThrow();
              earlier
                  .computeIfAbsent(heir, any -> new TreeSet<>())
                  .add("%03d %s".formatted(day + 100, person));
            });
    Map<Integer, String> ids = new HashMap<>();
    earlier.forEach((group, persons) -> ids.put(group, persons.first().substring(4)));
    Set<String> taken = Set.copyOf(ids.values());
    new HashSet<>(groups.values())
        .forEach(
            group -> {
              List<String> members =
                  groups.keySet().stream().filter(node -> groups.get(node).equals(group)).toList();
              String fresh = id(members.stream().min(age).orElseThrow());
              ids.putIfAbsent(
                  group,
                  taken.contains(fresh)
                      ? id(fresh + "|" + members.stream().sorted().findFirst().orElseThrow())
                      : fresh);
            });
    Map<String, String> persons = new TreeMap<>();
    groups.forEach((node, group) -> persons.put(node, ids.get(group)));
    return persons;
  }

  /** The last of some nights, each as "group: identifiers, group: identifiers". */
  private static String nights(SparkSession spark, String... nights) {
    Optional<Identifiers> before = Optional.empty();
    for (String night : nights) {
      Map<String, Integer> groups = new TreeMap<>();
      Map<String, Integer> firstDay = new HashMap<>();
      int group = 0;
      for (String one : night.split(", ", -1)) {
        for (String name : one.substring(one.indexOf(':') + 2).split(" ", -1)) {
          groups.put("email:" + name, group);
          firstDay.put("email:" + name, 10 * name.charAt(0) + name.charAt(1));
        }
        group++;
      }
      before = Optional.of(resolve(spark, groups, firstDay, before));
    }
    Map<String, String> persons = persons(before.orElseThrow());
    return persons.entrySet().stream()
        .map(
            person ->
                person.getKey()
                    + "="
                    + persons.keySet().stream()
                        .filter(node -> id(node).equals(person.getValue()))
                        .findFirst()
                        .orElse("new"))
        .map(text -> text.replace("email:", ""))
        .collect(joining(" "));
  }

  private static Identifiers resolve(
      SparkSession spark,
      Map<String, Integer> groups,
      Map<String, Integer> firstDay,
      Optional<Identifiers> before) {
    Map<Integer, String> least = new HashMap<>();
    groups.forEach((node, group) -> least.merge(group, node, (a, b) -> a.compareTo(b) < 0 ? a : b));
    List<Row> ties = new ArrayList<>();
    List<Row> components = new ArrayList<>();
    groups.forEach(
        (node, group) -> {
          Timestamp at = new Timestamp(firstDay.get(node) * DAY);
          ties.add(RowFactory.create(node, node, "record", at, at, 1L));
          components.add(RowFactory.create(node, least.get(group)));
        });
    return new Identifiers(
        Lineage.cut(
            ResolveIdentities.from(
                    new Ties(spark.createDataFrame(ties, Ties.CONTRACT.schema())),
                    new GuardedIdentifiers(
                        spark.createDataFrame(List.of(), GuardedIdentifiers.CONTRACT.schema())),
                    new Components(spark.createDataFrame(components, Components.CONTRACT.schema())),
                    before)
                .rows()));
  }

  private static Map<String, String> persons(Identifiers identifiers) {
    Map<String, String> persons = new TreeMap<>();
    identifiers
        .rows()
        .collectAsList()
        .forEach(
            row ->
                persons.put(
                    row.getAs("identifier_kind") + ":" + row.getAs("identifier_key"),
                    row.getAs("person_id")));
    return persons;
  }

  private static Identifiers identifiers(SparkSession spark, String persons) {
    return new Identifiers(
        TextTable.of(
            spark,
            Identifiers.CONTRACT,
            "identifier_kind | identifier_key | person_id | first_seen_at | last_seen_at | is_bridge\n"
                + persons
                    .lines()
                    .map(line -> line + " | 2026-01-01 00:00:00 | 2026-01-02 00:00:00 | true")
                    .collect(joining("\n"))));
  }

  private static String id(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 32);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}

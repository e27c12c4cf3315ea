package org.desirepath.identity;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Sightings;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ResolveIdentitiesTest {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:00", Locale.ROOT);
  private static final int CAP = 3;
  private static final IdentitySettings SETTINGS =
      new IdentitySettings(Map.of("cookie", CAP, "email", CAP), "people.yaml");

  @Test
  void aChainOfRowsTiesContactLeadLoginAndBrowsers(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                contact:ada email:ada@
                lead:l1     email:ada@
                email:ada@  cookie:c1
                login:ada1  cookie:c1
                login:ada1  cookie:c2
                cookie:c3
                ticket_user:t1 email:ada@
                ticket_user:t1 ticket:77
                """))
        .isEqualTo(
            """
            contact:ada cookie:c1 cookie:c2 email:ada@ lead:l1 login:ada1 ticket:77 ticket_user:t1
            cookie:c3""");
  }

  @Test
  void aKioskJoinsNobodyAndKeepsItsOwnPerson(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                email:a cookie:kiosk
                email:b cookie:kiosk
                email:c cookie:kiosk
                email:d cookie:kiosk
                email:a cookie:home
                """))
        .isEqualTo(
            """
            cookie:home email:a
            cookie:kiosk (no bridge)
            email:b
            email:c
            email:d""");
  }

  @Test
  void asManyStrongIdentifiersAsTheCapAreOnePersons(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                email:a cookie:home
                email:b cookie:home
                email:c cookie:home
                """))
        .isEqualTo("cookie:home email:a email:b email:c");
  }

  @Test
  void kindsWithoutACapAreNeverShared(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                contact:a email:1
                contact:a email:2
                contact:a email:3
                contact:a email:4
                contact:a email:5
                """))
        .isEqualTo("contact:a email:1 email:2 email:3 email:4 email:5");
  }

  @Test
  void contactsBehindARoleMailboxStayApart(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                contact:a email:info@
                contact:b email:info@
                email:info@ cookie:c1
                """))
        .isEqualTo(
            """
            contact:a
            contact:b
            cookie:c1
            email:info@ (no bridge)""");
  }

  @Test
  void aTicketUserThatIsNothingButARoleMailboxStandsForIt(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                ticket_user:t1 email:info@
                ticket_user:t1 ticket:1
                ticket_user:t2 email:info@
                ticket_user:t2 email:bob@
                ticket_user:t2 ticket:2
                """))
        .isEqualTo(
            """
            email:bob@ ticket:2 ticket_user:t2
            email:info@ (no bridge) ticket:1 ticket_user:t1 (no bridge)""");
  }

  @Test
  void aTicketBelongsToItsRequesterAndNotToThoseCopiedIn(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                ticket_user:z ticket:1
                ticket_user:a ticket:1
                ticket_user:a ticket:2
                """))
        .isEqualTo(
            """
            ticket:1 (no bridge) ticket_user:z
            ticket:2 ticket_user:a""");
  }

  @Test
  void doubleContactsWithTheSameEmailAreOnePersonAndOthersAreNot(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                contact:a1 email:a@
                contact:a2 email:a@
                contact:b1 email:b@
                contact:b2
                """))
        .isEqualTo(
            """
            contact:a1 contact:a2 email:a@
            contact:b1 email:b@
            contact:b2""");
  }

  @Test
  void mergedDoublesCountOnceAndTheirTiesAreNeverCut(SparkSession spark) {
    assertThat(
            persons(
                spark,
                """
                contact:1 email:a@
                contact:2 email:a@
                contact:3 email:a@
                contact:4 email:a@
                contact:5 email:a@
                contact:1 contact:2 merge
                contact:3 contact:2 merge
                contact:3 contact:4 merge
                contact:4 contact:5 merge
                lead:l contact:5 conversion
                """))
        .isEqualTo("contact:1 contact:2 contact:3 contact:4 contact:5 email:a@ lead:l");
  }

  @Test
  void aDeviceOfVeryManyMergesNobody(SparkSession spark) {
    StringBuilder sightings = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      sightings.append("email:%03d cookie:kiosk\n".formatted(i));
    }

    assertThat(persons(spark, sightings.toString()).lines()).hasSize(501);
  }

  @Test
  void aPersonIsNamedAfterTheFirstSeenThenTheStrongestIdentifier(SparkSession spark) {
    Dataset<Row> rows =
        TextTable.of(
            spark,
            Sightings.CONTRACT,
            """
            sighting_id | seen_at             | tie    | left_kind | left_key | right_kind | right_key
            s1          | 2026-01-02 10:00:00 | record | email     | ada      | cookie     | c1
            s2          | 2026-01-01 10:00:00 | record | cookie    | c1       |            |
            s3          | 2026-01-03 10:00:00 | record | email     | bob      | cookie     | c2
            s4          | 2026-01-05 10:00:00 | record | email     | bob      | cookie     | c2
            """);
    Identifiers identifiers =
        ResolveIdentities.from(new Sightings(rows), noMailboxes(spark), SETTINGS);

    assertThat(
            TextTable.show(
                identifiers
                    .rows()
                    .selectExpr(
                        "*",
                        "left(sha2('cookie:c1', 256), 32) = person_id as c1",
                        "left(sha2('email:bob', 256), 32) = person_id as bob"),
                "identifier_kind",
                "identifier_key",
                "first_seen_at",
                "last_seen_at",
                "c1",
                "bob"))
        .isEqualTo(
            """
            cookie | c1 | 2026-01-01 10:00:00.0 | 2026-01-02 10:00:00.0 | true | false
            cookie | c2 | 2026-01-03 10:00:00.0 | 2026-01-05 10:00:00.0 | false | true
            email | ada | 2026-01-02 10:00:00.0 | 2026-01-02 10:00:00.0 | true | false
            email | bob | 2026-01-03 10:00:00.0 | 2026-01-05 10:00:00.0 | false | true""");
  }

  @Test
  void randomWorldsAreResolvedAsAWalkThroughThemTells(SparkSession spark) {
    List<String> lines = randomWorlds(11);

    assertThat(persons(spark, String.join("\n", lines))).isEqualTo(walked(lines));
  }

  @Test
  void shufflingAndRepartitioningTheSightingsChangesNoRow(SparkSession spark) {
    List<String> lines = randomWorlds(12);
    Sightings sightings = sightings(spark, String.join("\n", lines));
    Sightings shuffled =
        new Sightings(sightings.rows().orderBy("right_key", "sighting_id").repartition(9));

    assertThat(all(ResolveIdentities.from(shuffled, mailboxes(spark), SETTINGS)))
        .isEqualTo(all(ResolveIdentities.from(sightings, mailboxes(spark), SETTINGS)));
  }

  /** Small worlds side by side; names of one world are not those of another. */
  private static List<String> randomWorlds(long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int world = 0; world < 40; world++) {
      int size = 3 + random.nextInt(10);
      for (int row = 0; row < 3 * size; row++) {
        String email = "email:w%d_%d".formatted(world, random.nextInt(size));
        String contact = "contact:w%d_%d".formatted(world, random.nextInt(size));
        String cookie =
            "cookie:w%d_%d".formatted(world, (int) (2 * size * Math.pow(random.nextDouble(), 2)));
        switch (random.nextInt(6)) {
          case 0 -> lines.add(contact + " " + email);
          case 1, 2, 3 -> lines.add(email + " " + cookie);
          case 4 -> lines.add(cookie);
          default -> {
            String other = "contact:w%d_%d".formatted(world, random.nextInt(size));
            if (random.nextInt(4) == 0 && !other.equals(contact)) {
              lines.add(contact + " " + other + " merge");
            }
          }
        }
      }
    }
    Collections.shuffle(lines, random);
    return lines;
  }

  /** The oracle: caps by counting, components by walking. */
  private static String walked(List<String> lines) {
    Map<String, Set<String>> ties = new TreeMap<>();
    Map<String, Set<String>> merges = new HashMap<>();
    for (String line : lines) {
      String[] cells = line.split(" ", -1);
      ties.computeIfAbsent(cells[0], key -> new HashSet<>());
      if (cells.length > 1) {
        Map<String, Set<String>> graph = cells.length > 2 ? merges : ties;
        ties.computeIfAbsent(cells[1], key -> new HashSet<>());
        graph.computeIfAbsent(cells[0], key -> new HashSet<>()).add(cells[1]);
        graph.computeIfAbsent(cells[1], key -> new HashSet<>()).add(cells[0]);
      }
    }
    Set<String> shared = new HashSet<>();
    ties.forEach(
        (node, neighbours) -> {
          Set<String> strong = new HashSet<>();
          for (String neighbour : neighbours) {
            if (!neighbour.startsWith("cookie:")) {
              strong.add(reached(neighbour, merges).first());
            }
          }
          if (!node.startsWith("contact:") && strong.size() > CAP) {
            shared.add(node);
          }
        });
    Map<String, Set<String>> joined = new HashMap<>();
    ties.keySet()
        .forEach(
            node -> {
              Set<String> neighbours = new HashSet<>(merges.getOrDefault(node, Set.of()));
              if (!shared.contains(node)) {
                ties.get(node).stream()
                    .filter(neighbour -> !shared.contains(neighbour))
                    .forEach(neighbours::add);
              }
              joined.put(node, neighbours);
            });
    Set<String> persons = new TreeSet<>();
    for (String node : ties.keySet()) {
      persons.add(
          reached(node, joined).stream()
              .map(member -> shared.contains(member) ? member + " (no bridge)" : member)
              .collect(joining(" ")));
    }
    return String.join("\n", persons);
  }

  private static SortedSet<String> reached(String start, Map<String, Set<String>> graph) {
    TreeSet<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String node = open.pop();
      if (reached.add(node)) {
        open.addAll(graph.getOrDefault(node, Set.of()));
      }
    }
    return reached;
  }

  /** Each person on a line: the identifiers, sorted. */
  private static String persons(SparkSession spark, String sightings) {
    Identifiers identifiers =
        ResolveIdentities.from(sightings(spark, sightings), mailboxes(spark), SETTINGS);
    return identifiers.rows().collectAsList().stream()
        .collect(
            groupingBy(
                row -> row.<String>getAs("person_id"),
                mapping(ResolveIdentitiesTest::identifier, Collectors.toCollection(TreeSet::new))))
        .values()
        .stream()
        .map(members -> String.join(" ", members))
        .sorted()
        .collect(joining("\n"));
  }

  private static String identifier(Row row) {
    return row.<String>getAs("identifier_kind")
        + ":"
        + row.<String>getAs("identifier_key")
        + (row.<Boolean>getAs("is_bridge") ? "" : " (no bridge)");
  }

  private static String all(Identifiers identifiers) {
    return TextTable.show(identifiers.rows(), identifiers.rows().columns());
  }

  /** A sighting a line, one minute after the other: one or two identifiers and what ties them. */
  private static Sightings sightings(SparkSession spark, String text) {
    StringBuilder table =
        new StringBuilder(
            "sighting_id | seen_at | tie | left_kind | left_key | right_kind | right_key\n");
    int row = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      String[] cells = line.split(" +", -1);
      table.append(
          "s%d | %s | %s | %s | %s\n"
              .formatted(
                  row,
                  LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(row).format(MINUTE),
                  cells.length > 2 ? cells[2] : "record",
                  cells[0].replace(":", " | "),
                  cells.length > 1 ? cells[1].replace(":", " | ") : " | "));
      row++;
    }
    return new Sightings(TextTable.of(spark, Sightings.CONTRACT, table.toString()));
  }

  private static Mailboxes mailboxes(SparkSession spark) {
    return new Mailboxes(
        TextTable.of(
            spark,
            Mailboxes.CONTRACT,
            """
            identifier_key | email_domain | is_role_mailbox
            info@          | acme.example | true
            bob@           | acme.example | false
            """));
  }

  private static Mailboxes noMailboxes(SparkSession spark) {
    return new Mailboxes(mailboxes(spark).rows().limit(0));
  }
}

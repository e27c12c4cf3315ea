package org.desirepath.identity;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.RefusedTies;
import org.desirepath.table.Sightings;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ResolveIdentitiesTest {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:00", Locale.ROOT);
  private static final int CAP = 3;
  private static final IdentitySettings SETTINGS =
      new IdentitySettings(
          Map.of("cookie", CAP, "email", CAP),
          List.of("contact"),
          "people.yaml",
          new InferredRoleSettings(10, 100, 0.6, 0.3, 1000, 1));

  /** Scenarios side by side, one each test; keys of one are not those of another. */
  private static final String SCENARIOS =
      """
      contact:chain.ada email:chain.ada@
      lead:chain.l1     email:chain.ada@
      email:chain.ada@  cookie:chain.c1
      login:chain.ada1  cookie:chain.c1
      login:chain.ada1  cookie:chain.c2
      cookie:chain.c3
      ticket_user:chain.t1 email:chain.ada@
      ticket_user:chain.t1 ticket:chain.77
      email:kiosk.a cookie:kiosk.kiosk
      email:kiosk.b cookie:kiosk.kiosk
      email:kiosk.c cookie:kiosk.kiosk
      email:kiosk.d cookie:kiosk.kiosk
      email:kiosk.a cookie:kiosk.home
      email:cap.a cookie:cap.home
      email:cap.b cookie:cap.home
      email:cap.c cookie:cap.home
      contact:free.a email:free.1
      contact:free.a email:free.2
      contact:free.a email:free.3
      contact:free.a email:free.4
      contact:free.a email:free.5
      contact:role.a email:role.info@
      contact:role.b email:role.info@
      email:role.info@ cookie:role.c1
      ticket_user:desk.t1 email:desk.info@
      ticket_user:desk.t1 ticket:desk.1
      ticket_user:desk.t2 email:desk.info@
      ticket_user:desk.t2 email:desk.bob@
      ticket_user:desk.t2 ticket:desk.2
      ticket_user:copy.z ticket:copy.1
      ticket_user:copy.a ticket:copy.1
      ticket_user:copy.a ticket:copy.2
      contact:double.a1 email:double.a@
      contact:double.a2 email:double.a@
      contact:double.b1 email:double.b@
      contact:double.b2
      contact:merge.1 email:merge.a@
      contact:merge.2 email:merge.a@
      contact:merge.3 email:merge.a@
      contact:merge.4 email:merge.a@
      contact:merge.5 email:merge.a@
      contact:merge.1 contact:merge.2 merge
      contact:merge.3 contact:merge.2 merge
      contact:merge.3 contact:merge.4 merge
      contact:merge.4 contact:merge.5 merge
      lead:merge.l contact:merge.5 conversion
      contact:loan.a email:loan.a@
      contact:loan.b email:loan.b@
      email:loan.a@ cookie:loan.pc
      email:loan.b@ cookie:loan.pc
      email:loan.b@ cookie:loan.pc
      contact:long.a email:long.a@
      email:long.a@ cookie:long.1
      email:long.a@ cookie:long.1
      email:long.x@ cookie:long.1
      email:long.x@ cookie:long.1
      email:long.x@ cookie:long.2
      email:long.b@ cookie:long.2
      email:long.b@ cookie:long.2
      contact:long.b email:long.b@
      contact:same.a email:same.a@
      contact:same.b email:same.b@
      contact:same.a contact:same.b merge
      email:same.a@ cookie:same.pc
      email:same.b@ cookie:same.pc
      contact:tie.a email:tie.a@
      contact:tie.b email:tie.b@
      email:tie.b@ cookie:tie.pc
      email:tie.a@ cookie:tie.pc
      """;

  private static String scenarios;

  @BeforeAll
  static void resolve() {
    StringBuilder crowd = new StringBuilder(SCENARIOS);
    for (int i = 0; i < 500; i++) {
      crowd.append("email:crowd.%03d cookie:crowd.kiosk\n".formatted(i));
    }
    scenarios = persons(SparkExtension.session(), crowd.toString());
  }

  private static String personsOf(String scenario) {
    return scenarios
        .lines()
        .filter(line -> line.contains(":" + scenario + "."))
        .collect(joining("\n"));
  }

  @Test
  void aChainOfRowsTiesContactLeadLoginAndBrowsers() {
    assertThat(personsOf("chain"))
        .isEqualTo(
            """
            contact:chain.ada cookie:chain.c1 cookie:chain.c2 email:chain.ada@ lead:chain.l1 login:chain.ada1 ticket:chain.77 ticket_user:chain.t1
            cookie:chain.c3""");
  }

  @Test
  void aKioskJoinsNobodyAndKeepsItsOwnPerson() {
    assertThat(personsOf("kiosk"))
        .isEqualTo(
            """
            cookie:kiosk.home email:kiosk.a
            cookie:kiosk.kiosk (no bridge)
            email:kiosk.b
            email:kiosk.c
            email:kiosk.d""");
  }

  @Test
  void asManyStrongIdentifiersAsTheCapAreOnePersons() {
    assertThat(personsOf("cap")).isEqualTo("cookie:cap.home email:cap.a email:cap.b email:cap.c");
  }

  @Test
  void kindsWithoutACapAreNeverShared() {
    assertThat(personsOf("free"))
        .isEqualTo(
            "contact:free.a email:free.1 email:free.2 email:free.3 email:free.4 email:free.5");
  }

  @Test
  void contactsBehindARoleMailboxStayApart() {
    assertThat(personsOf("role"))
        .isEqualTo(
            """
            contact:role.a
            contact:role.b
            cookie:role.c1
            email:role.info@ (no bridge)""");
  }

  @Test
  void aTicketUserThatIsNothingButARoleMailboxStandsForIt() {
    assertThat(personsOf("desk"))
        .isEqualTo(
            """
            email:desk.bob@ ticket:desk.2 ticket_user:desk.t2
            email:desk.info@ (no bridge) ticket:desk.1 ticket_user:desk.t1 (no bridge)""");
  }

  @Test
  void aTicketBelongsToItsRequesterAndNotToThoseCopiedIn() {
    assertThat(personsOf("copy"))
        .isEqualTo(
            """
            ticket:copy.1 (no bridge) ticket_user:copy.z
            ticket:copy.2 ticket_user:copy.a""");
  }

  @Test
  void doubleContactsWithTheSameEmailAreOnePersonAndOthersAreNot() {
    assertThat(personsOf("double"))
        .isEqualTo(
            """
            contact:double.a1 contact:double.a2 email:double.a@
            contact:double.b1 email:double.b@
            contact:double.b2""");
  }

  @Test
  void mergedDoublesCountOnceAndTheirTiesAreNeverCut() {
    assertThat(personsOf("merge"))
        .isEqualTo(
            "contact:merge.1 contact:merge.2 contact:merge.3 contact:merge.4 contact:merge.5 email:merge.a@ lead:merge.l");
  }

  @Test
  void aBrowserOfTwoContactsGoesWithTheOneItWasSeenWithMost() {
    assertThat(personsOf("loan"))
        .isEqualTo(
            """
            contact:loan.a email:loan.a@
            contact:loan.b cookie:loan.pc email:loan.b@""");
  }

  @Test
  void ofTwoContactsSeenAsOftenTheLatestKeepsTheBrowser() {
    assertThat(personsOf("tie"))
        .isEqualTo(
            """
            contact:tie.a cookie:tie.pc email:tie.a@
            contact:tie.b email:tie.b@""");
  }

  @Test
  void aChainBetweenTwoContactsIsCutAtItsWeakestTie() {
    assertThat(personsOf("long"))
        .isEqualTo(
            """
            contact:long.a cookie:long.1 email:long.a@ email:long.x@
            contact:long.b cookie:long.2 email:long.b@""");
  }

  @Test
  void contactsThatTheCrmMergedDoNotConflict() {
    assertThat(personsOf("same"))
        .isEqualTo("contact:same.a contact:same.b cookie:same.pc email:same.a@ email:same.b@");
  }

  @Test
  void everyRefusedTieIsListedWithItsReason(SparkSession spark) {
    RefusedTies refused =
        Stitched.of(sightings(spark, SCENARIOS), mailboxes(spark), SETTINGS).refused();

    assertThat(
            TextTable.show(
                refused.rows(),
                "left_kind",
                "left_key",
                "right_kind",
                "right_key",
                "refused_because",
                "sighting_count"))
        .isEqualTo(
            """
            contact | role.a | email | role.info@ | role_mailbox | 1
            contact | role.b | email | role.info@ | role_mailbox | 1
            cookie | kiosk.kiosk | email | kiosk.a | shared_identifier | 1
            cookie | kiosk.kiosk | email | kiosk.b | shared_identifier | 1
            cookie | kiosk.kiosk | email | kiosk.c | shared_identifier | 1
            cookie | kiosk.kiosk | email | kiosk.d | shared_identifier | 1
            cookie | loan.pc | email | loan.a@ | conflict | 1
            cookie | long.2 | email | long.x@ | conflict | 1
            cookie | role.c1 | email | role.info@ | role_mailbox | 1
            cookie | tie.pc | email | tie.b@ | conflict | 1
            email | desk.info@ | ticket_user | desk.t2 | role_mailbox | 1
            ticket | copy.1 | ticket_user | copy.a | shared_ticket | 1""");
  }

  @Test
  void aDeviceOfVeryManyMergesNobody() {
    assertThat(personsOf("crowd").lines())
        .hasSize(501)
        .contains("cookie:crowd.kiosk (no bridge)", "email:crowd.000", "email:crowd.499");
  }

  @Test
  void eachGuardIsReportedByCount(SparkSession spark) {
    Stitched stitched = Stitched.of(sightings(spark, SCENARIOS), mailboxes(spark), SETTINGS);

    assertThat(
            TextTable.show(
                CountGuarded.from(stitched.guarded(), stitched.refused()).rows(),
                "check_name",
                "status",
                "value",
                "message"))
        .isEqualTo(
            """
            identity_conflict | pass | 6.0 | 6 identifiers are kept from joining others, which refuses 6 ties, such as of cookie:loan.pc, cookie:long.2, cookie:tie.pc
            identity_role_mailbox | pass | 3.0 | 3 identifiers are kept from joining others, which refuses 4 ties, such as of email:role.info@, email:desk.info@, ticket_user:desk.t1
            identity_shared_identifier | pass | 1.0 | 1 identifiers are kept from joining others, which refuses 4 ties, such as of cookie:kiosk.kiosk
            identity_shared_ticket | pass | 1.0 | 1 identifiers are kept from joining others, which refuses 1 ties, such as of ticket:copy.1""");
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
        Stitched.of(new Sightings(rows), noMailboxes(spark), SETTINGS).identifiers();

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

    assertThat(all(Stitched.of(shuffled, mailboxes(spark), SETTINGS).identifiers()))
        .isEqualTo(all(Stitched.of(sightings, mailboxes(spark), SETTINGS).identifiers()));
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
    Map<String, Set<String>> parted = withoutConflicts(lines, joined, merges);
    Set<String> persons = new TreeSet<>();
    for (String node : ties.keySet()) {
      persons.add(
          reached(node, parted).stream()
              .map(member -> shared.contains(member) ? member + " (no bridge)" : member)
              .collect(joining(" ")));
    }
    return String.join("\n", persons);
  }

  /** Ties between strong identifiers, and those with browsers that make no two contacts one. */
  private static Map<String, Set<String>> withoutConflicts(
      List<String> lines, Map<String, Set<String>> joined, Map<String, Set<String>> merges) {
    Map<String, Set<String>> kept = new HashMap<>();
    joined.forEach(
        (node, neighbours) ->
            kept.put(
                node,
                neighbours.stream()
                    .filter(
                        neighbour ->
                            merges.getOrDefault(node, Set.of()).contains(neighbour)
                                || !(node + neighbour).contains("cookie:"))
                    .collect(Collectors.toCollection(HashSet::new))));
    Map<String, String> entities = new HashMap<>();
    kept.keySet().forEach(node -> entities.put(node, reached(node, kept).first()));
    Map<String, Integer> seen = new TreeMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(" ", -1);
      if (cells.length == 2
          && cells[1].startsWith("cookie:")
          && joined.get(cells[0]).contains(cells[1])) {
        String tie =
            Stream.of(entities.get(cells[0]), entities.get(cells[1]))
                .sorted()
                .collect(joining(" "));
        seen.merge(tie, 1, Integer::sum);
        last.put(tie, i);
      }
    }
    seen.keySet().stream()
        .sorted(
            Comparator.<String>comparingInt(tie -> -seen.get(tie))
                .thenComparing(tie -> -last.get(tie)))
        .forEach(
            tie -> {
              String[] ends = tie.split(" ", -1);
              boolean isConflict =
                  Arrays.stream(ends)
                      .allMatch(
                          end ->
                              reached(end, kept).stream()
                                  .anyMatch(member -> member.startsWith("contact:")));
              if (!isConflict) {
                kept.get(ends[0]).add(ends[1]);
                kept.get(ends[1]).add(ends[0]);
              }
            });
    return kept;
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

  @Test
  void recordsOfSeveralKindsAreNotJoinedByABrowserTheyShare(SparkSession spark) {
    IdentitySettings everyRecord =
        new IdentitySettings(
            SETTINGS.maxStrongIdentifiers(),
            List.of("contact", "lead", "ticket_user"),
            SETTINGS.people(),
            SETTINGS.inferredRoles());

    assertThat(
            persons(
                spark,
                """
                contact:a email:a@
                lead:b    email:b@
                ticket_user:b email:b@
                email:a@  cookie:kiosk
                email:a@  cookie:kiosk
                email:b@  cookie:kiosk
                lead:c    email:c@
                email:c@  cookie:own
                login:c   cookie:own
                """,
                everyRecord))
        .isEqualTo(
            """
            contact:a cookie:kiosk email:a@
            cookie:own email:c@ lead:c login:c
            email:b@ lead:b ticket_user:b\
            """);
  }

  private static String persons(SparkSession spark, String sightings) {
    return persons(spark, sightings, SETTINGS);
  }

  /** Each person on a line: the identifiers, sorted. */
  private static String persons(SparkSession spark, String sightings, IdentitySettings settings) {
    Identifiers identifiers =
        Stitched.of(sightings(spark, sightings), mailboxes(spark), settings).identifiers();
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
            role.info@     | acme.example  | true
            desk.info@     | acme.example | true
            desk.bob@      | acme.example | false
            """));
  }

  private static Mailboxes noMailboxes(SparkSession spark) {
    return new Mailboxes(mailboxes(spark).rows().limit(0));
  }
}

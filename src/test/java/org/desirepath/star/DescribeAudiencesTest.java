package org.desirepath.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.SessionFacts;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DescribeAudiencesTest {

  private static final String SESSIONS =
      """
      session_id | person_id | account_id | journey_id | persona_id
      s1         | ada       | acme       | j1         | buyer
      s2         | ada       | acme       | j2         | buyer
      s3         | bob       | acme       | j3         | buyer
      s4         | bob       | unknown    |            | buyer
      s5         | cy        | brick      | j4         | reader
      s6         | unknown   | unknown    |            | unknown
      """;

  private static final String PERSONS =
      """
      person_id | buying_role    | title_level | department | persona_id
      ada       | decision_maker | c_level     | Finance    | buyer
      bob       | user           | unknown     |            | buyer
      cy        | user           | manager     | IT         | reader
      unknown   | unknown        | unknown     |            | unknown
      """;

  private static final String ACCOUNTS =
      """
      account_id | industry | segment
      acme       | Steel    | enterprise
      brick      |          | smb
      unknown    |          |
      """;

  private static final String JOURNEYS =
      """
      journey_id | outcome | persona_id
      j1         | won     | buyer
      j2         | open    | buyer
      j3         | lost    | buyer
      j4         | open    | reader
      """;

  @Test
  void sessionsOfAPersonaShareOutAmongTheRolesOfTheirPeople(SparkSession spark) {
    assertThat(
            TextTable.show(
                audience(spark, TextTable.of(spark, SessionFacts.CONTRACT, SESSIONS))
                    .filter("attribute = 'buying_role'")
                    .withColumn("session_share", round(col("session_share"), 3))
                    .withColumn("share_low", round(col("share_low"), 3))
                    .withColumn("share_high", round(col("share_high"), 3))
                    .withColumn("population_share", round(col("population_share"), 3))
                    .withColumn("lift", round(col("lift"), 3)),
                "persona_id",
                "attribute_value",
                "session_count",
                "session_share",
                "share_low",
                "share_high",
                "population_share",
                "lift"))
        .isEqualTo(
            """
            buyer | decision_maker | 2 | 0.5 | 0.15 | 0.85 | 0.333 | 1.5
            buyer | unknown | 0 | 0.0 | 0.0 | 0.49 | 0.167 | 0.0
            buyer | user | 2 | 0.5 | 0.15 | 0.85 | 0.5 | 1.0
            reader | decision_maker | 0 | 0.0 | 0.0 | 0.793 | 0.333 | 0.0
            reader | unknown | 0 | 0.0 | 0.0 | 0.793 | 0.167 | 0.0
            reader | user | 1 | 1.0 | 0.207 | 1.0 | 0.5 | 2.0
            unknown | decision_maker | 0 | 0.0 | 0.0 | 0.793 | 0.333 | 0.0
            unknown | unknown | 1 | 1.0 | 0.207 | 1.0 | 0.167 | 6.0
            unknown | user | 0 | 0.0 | 0.0 | 0.793 | 0.5 | 0.0\
            """);
  }

  @Test
  void whatIsNotGivenIsUnknownAndWhatGoesOnIsOpenAndNotLost(SparkSession spark) {
    assertThat(
            TextTable.show(
                audience(spark, TextTable.of(spark, SessionFacts.CONTRACT, SESSIONS))
                    .filter("attribute <> 'buying_role' AND session_count > 0"),
                "attribute",
                "persona_id",
                "attribute_value",
                "session_count"))
        .isEqualTo(
            """
            department | buyer | Finance | 2
            department | buyer | unknown | 2
            department | reader | IT | 1
            department | unknown | unknown | 1
            industry | buyer | Steel | 3
            industry | buyer | unknown | 1
            industry | reader | unknown | 1
            industry | unknown | unknown | 1
            outcome | buyer | lost | 1
            outcome | buyer | open | 1
            outcome | buyer | unknown | 1
            outcome | buyer | won | 1
            outcome | reader | open | 1
            outcome | unknown | unknown | 1
            segment | buyer | enterprise | 3
            segment | buyer | unknown | 1
            segment | reader | smb | 1
            segment | unknown | unknown | 1
            title_level | buyer | c_level | 2
            title_level | buyer | unknown | 2
            title_level | reader | manager | 1
            title_level | unknown | unknown | 1\
            """);
  }

  @Test
  void countsOfEachAttributeAreAllSessionsOfThePersonaInAnyOrderOfRows(SparkSession spark) {
    List<String> lines = new ArrayList<>();
    Random random = new Random(7);
    String[] people = {"ada", "bob", "cy", "unknown", "gone"};
    String[] accounts = {"acme", "brick", "unknown"};
    String[] journeys = {"j1", "j2", "j3", "j4", ""};
    for (int i = 0; i < 200; i++) {
      lines.add(
          "s%d | %s | %s | %s | p%d"
              .formatted(
                  i,
                  people[random.nextInt(5)],
                  accounts[random.nextInt(3)],
                  journeys[random.nextInt(5)],
                  random.nextInt(4)));
    }
    String header = "session_id | person_id | account_id | journey_id | persona_id\n";
    Dataset<Row> sessions =
        TextTable.of(spark, SessionFacts.CONTRACT, header + String.join("\n", lines));

    Dataset<Row> sums =
        audience(spark, sessions).groupBy("persona_id", "attribute").sum("session_count");

    assertThat(
            sums.join(sessions.groupBy("persona_id").count(), "persona_id")
                .filter("`sum(session_count)` <> `count`")
                .count())
        .isZero();
    assertThat(sums.count()).isEqualTo(4L * PersonaAudience.ATTRIBUTES.size());
    assertThat(text(audience(spark, sessions.repartition(5, col("session_id")))))
        .isEqualTo(text(audience(spark, sessions)));
  }

  private static Dataset<Row> audience(SparkSession spark, Dataset<Row> sessions) {
    return DescribeAudiences.from(
            new SessionFacts(sessions),
            new PersonDimension(TextTable.of(spark, PersonDimension.CONTRACT, PERSONS)),
            new AccountDimension(TextTable.of(spark, AccountDimension.CONTRACT, ACCOUNTS)),
            new JourneyFacts(TextTable.of(spark, JourneyFacts.CONTRACT, JOURNEYS)))
        .rows();
  }

  private static String text(Dataset<Row> rows) {
    return TextTable.show(rows, rows.columns());
  }
}

package org.desirepath.star;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.table.PersonaMix;
import org.desirepath.table.SessionFacts;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class MixPersonasTest {

  @Test
  void sessionsOfPersonsAndAccountsShareOutAmongPersonas(SparkSession spark) {
    PersonaMix mix =
        MixPersonas.from(
            new SessionFacts(
                TextTable.of(
                    spark,
                    SessionFacts.CONTRACT,
                    """
                    session_id | person_id | account_id | persona_id | persona_confidence
                    s1         | ada       | acme       | buyer      | 0.8
                    s2         | ada       | acme       | buyer      | 0.6
                    s3         | ada       | acme       | unknown    | 0.2
                    s4         | bob       | acme       | reader     | 1
                    s5         | unknown   | unknown    | reader     | 1
                    """)));

    assertThat(
            TextTable.show(
                mix.rows()
                    .withColumn("session_share", functions.round(functions.col("session_share"), 3))
                    .withColumn("share_low", functions.round(functions.col("share_low"), 3))
                    .withColumn("share_high", functions.round(functions.col("share_high"), 3)),
                "mix_level",
                "subject_id",
                "persona_id",
                "session_count",
                "session_share",
                "share_low",
                "share_high",
                "confidence_mean"))
        .isEqualTo(
            """
            account | acme | buyer | 2 | 0.5 | 0.15 | 0.85 | 0.7
            account | acme | reader | 1 | 0.25 | 0.046 | 0.699 | 1.0
            account | acme | unknown | 1 | 0.25 | 0.046 | 0.699 | 0.2
            person | ada | buyer | 2 | 0.667 | 0.208 | 0.939 | 0.7
            person | ada | unknown | 1 | 0.333 | 0.061 | 0.792 | 0.2
            person | bob | reader | 1 | 1.0 | 0.207 | 1.0 | 1.0\
            """);
  }
}

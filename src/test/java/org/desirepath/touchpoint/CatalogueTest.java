package org.desirepath.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.settings.SettingsFault;
import org.desirepath.table.Events;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CatalogueTest {

  private static final String SOUND =
      """
      stages: [awareness, decision]
      ignore: event_type = 'scroll'
      touchpoints:
        - id: pricing
          name: Pricing
          when: page = '/pricing'
          channel: web
          stage: decision
          owner-department: sales
          is-offline: false
          is-backstage: false
          description: A visitor looks at prices
      """;

  static Catalogue shipped() {
    try {
      return Catalogue.read(Files.readString(Path.of("conf/touchpoints.yaml")), "touchpoints.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theShippedCatalogueIsSoundAndItsPredicatesHoldOfEvents(SparkSession spark) {
    Catalogue shipped = shipped();

    assertThat(shipped.faults(noEvents(spark))).isEmpty();
    assertThat(shipped.touchpoints().stream().map(Catalogue.Entry::outcome).distinct())
        .containsAll(Catalogue.OUTCOMES);
    assertThat(shipped.touchpoints().stream().map(Catalogue.Entry::stage).distinct())
        .containsAll(shipped.stages());
  }

  @Test
  void aCatalogueIsReadInItsOrder() {
    Catalogue read = Catalogue.read(SOUND, "touchpoints.yaml");

    assertThat(read.stages()).containsExactly("awareness", "decision");
    assertThat(read.touchpoints().get(0).ownerDepartment()).isEqualTo("sales");
    assertThat(read.touchpoints().get(0).targetSentiment()).isNull();
  }

  @Test
  void everyContradictionIsToldAtOnce() {
    String again =
        SOUND
            .substring(SOUND.indexOf("  - id"))
            .replace("channel: web", "channel: radio")
            .replace("stage: decision", "stage: afterlife")
            .replace(
                "description: ", "outcome: drawn\n    target-sentiment: -1.5\n    description: ");
    String reserved = SOUND.substring(SOUND.indexOf("  - id")).replace("pricing", "other_web");

    assertThatThrownBy(() -> Catalogue.read(SOUND + again + reserved, "touchpoints.yaml"))
        .isInstanceOfSatisfying(
            InvalidSettings.class,
            invalid ->
                assertThat(invalid.faults())
                    .extracting(SettingsFault::where)
                    .containsExactly(
                        "touchpoints[2] (pricing).id",
                        "touchpoints[2] (pricing).channel",
                        "touchpoints[2] (pricing).stage",
                        "touchpoints[2] (pricing).outcome",
                        "touchpoints[2] (pricing).target-sentiment",
                        "touchpoints[3] (other_web).id"))
        .hasMessageContaining("touchpoints[2] (pricing).channel must be one of [web, email,")
        .hasMessageContaining("but is radio");
  }

  @Test
  void anUnknownAndAMissingKeyAreTold() {
    assertThatThrownBy(
            () -> Catalogue.read(SOUND.replace("is-offline:", "is-ofline:"), "touchpoints.yaml"))
        .hasMessageContaining("touchpoints[1].is-ofline is unknown; did you mean is-offline?")
        .hasMessageContaining("touchpoints[1].is-offline must be given");
  }

  @Test
  void aPredicateThatIsNoTruthAboutAnEventIsTold(SparkSession spark) {
    assertThat(faults(spark, "no_such_column = 1")).contains("touchpoints[1] (pricing).when");
    assertThat(faults(spark, "page = ")).contains("is refused");
    assertThat(faults(spark, "upper(page)")).contains("is refused");
    assertThat(faults(spark, "count(page) > 1")).contains("is refused");
    assertThat(faults(spark, "rand() < 0.5")).contains("must give the same answer every time");
    assertThat(faults(spark, "page = '/pricing' and amount > 3")).isEmpty();
  }

  @Test
  void theListHoldsWhatTheCatalogueDoesNotKnowAndThePseudoMembers(SparkSession spark) {
    Events events =
        new Events(
            TextTable.of(
                spark,
                Events.CONTRACT,
                """
                event_id | source_name
                e1       | ga4
                e2       | ga4
                """));

    TouchpointCatalogue listed =
        ListTouchpoints.from(Catalogue.read(SOUND, "touchpoints.yaml"), events);

    assertThat(TextTable.show(listed.rows(), "touchpoint_id", "channel", "stage", "is_pseudo"))
        .isEqualTo(
            """
            ended | none | none | true
            open | none | none | true
            other | none | none | true
            other_ga4 | none | none | false
            outcome:churned | none | none | true
            outcome:dormant | none | none | true
            outcome:lost | none | none | true
            outcome:renewed | none | none | true
            outcome:won | none | none | true
            pricing | web | decision | false
            start | none | none | true
            unknown | none | none | true""");
  }

  private static String faults(SparkSession spark, String predicate) {
    List<SettingsFault> faults =
        Catalogue.read(SOUND.replace("page = '/pricing'", predicate), "touchpoints.yaml")
            .faults(noEvents(spark));
    return String.join("\n", faults.stream().map(SettingsFault::toString).toList());
  }

  private static Events noEvents(SparkSession spark) {
    return new Events(spark.createDataFrame(List.of(), Events.CONTRACT.schema()));
  }
}

package org.desirepath.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunnelSettingsTest {

  private static final Path JOB = Path.of("jobs", "nightly.yaml");

  /** A small file of settings. */
  public record Followed(List<FunnelSettings> funnels) {}

  @Test
  void whatIsLeftOutIsTheUsual() {
    assertThat(
            read("""
                    funnels:
                      - name: to_demo
                        level: account
                        steps:
                          - {name: interest, touchpoints: [home, product]}
                          - {name: demo, touchpoints: [demo_request]}
                    """)
                .funnels())
        .containsExactly(
            new FunnelSettings(
                "to_demo",
                "to_demo",
                "account",
                "any-between",
                null,
                List.of(
                    new FunnelSettings.Step("interest", List.of("home", "product")),
                    new FunnelSettings.Step("demo", List.of("demo_request")))));
  }

  @Test
  void allFaultsOfAFunnelAreToldTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    funnels:
                      - name: To Demo
                        level: visit
                        order: loose
                        window: PT0S
                        steps: [{name: demo, touchpoints: []}]
                      - name: twice
                        level: deal
                        steps:
                          - {name: demo, touchpoints: [demo_request]}
                          - {name: demo, touchpoints: [trial_signup]}
                    """))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            """
            funnels.To Demo.name must be small letters and digits, with single hyphens or underscores between, but is To Demo
            funnels.To Demo.level must be one of [person, account, deal], but is visit
            funnels.To Demo.order must be one of [any-between, strict, any], but is loose
            funnels.To Demo.steps must be 2 to 20 steps, but is 1
            funnels.To Demo.window must be a positive duration such as P90D, but is PT0S
            funnels.To Demo.steps.demo.touchpoints must be given, but is []
            funnels.twice.steps must have different names, but is [demo, demo]""");
  }

  @Test
  void stepsThatCouldBeTakenForEachOtherAreRefused() {
    String steps =
        "[{name: see, touchpoints: [home, quote]}, {name: ask, touchpoints: [demo_request]},"
            + " {name: buy, touchpoints: [quote, demo_request]}]";

    assertThat(read("funnels: [{name: f, level: deal, steps: %s}]".formatted(steps)).funnels())
        .hasSize(1);
    assertThatThrownBy(
            () ->
                read(
                    "funnels: [{name: f, level: deal, order: strict, steps: %s}]".formatted(steps)))
        .hasMessage(
            "funnels.f.steps.buy.touchpoints must share none with the step before in strict order,"
                + " but is [demo_request]");
    assertThatThrownBy(
            () -> read("funnels: [{name: f, level: deal, order: any, steps: %s}]".formatted(steps)))
        .hasMessage(
            "funnels.f.steps.buy.touchpoints must share none with another step in any order,"
                + " but is [quote, demo_request]");
  }

  @Test
  void funnelsOfAJobHaveDifferentNamesAndLevelsThatAreBuilt() throws IOException {
    String job = Files.readString(JOB);
    String funnel =
        "{name: f, level: %s, window: P9D, steps: [{name: a, touchpoints: [home]},"
            + " {name: b, touchpoints: [quote]}]}";

    JobSettings read =
        StrictYaml.read(
            job,
            "nightly.yaml",
            JobSettings.class,
            Map.of("funnels", "[" + funnel.formatted("deal") + "]"));
    assertThat(read.funnels().get(0).window()).isEqualTo(Duration.ofDays(9));
    assertThatThrownBy(
            () ->
                StrictYaml.read(
                    job,
                    "nightly.yaml",
                    JobSettings.class,
                    Map.of(
                        "funnels",
                        "[%s, %s]".formatted(funnel.formatted("deal"), funnel.formatted("person")),
                        "journeys.levels",
                        "[person]")))
        .hasMessage(
            """
            funnels.name must differ between funnels, but is [f, f]
            funnels.f.level must be one of [person], but is deal""");
  }

  private static Followed read(String text) {
    return StrictYaml.read(text, "job.yaml", Followed.class, Map.of());
  }
}

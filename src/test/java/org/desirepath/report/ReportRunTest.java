package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.desirepath.report.RunCosts.Step;
import org.junit.jupiter.api.Test;

class ReportRunTest {

  private static final Step EVEN =
      new Step("fact_session", 30.0, 1000L, 8, 90, 80, 12, 11, 2_000_000, 0, 64_000_000);
  private static final Step UNEVEN =
      new Step("fact_journey_step", 70.0, 500L, 4, 80, 70, 66, 2.5, 0, 3_500_000_000L, 0);
  private static final Step MODEL =
      new Step("persona_model", null, null, 2, 10, 9, 4, 0.1, 0, 0, 0);

  @Test
  void theSummaryTellsTheDearestStepsAndWhatHeldItUp() {
    assertThat(ReportRun.lines(new RunCosts(List.of(EVEN, UNEVEN, MODEL), 180_000, 4)))
        .containsExactly(
            "Cost        3.0 core-minutes, 3,600,000 rows a core-hour; most in fact_session 50 %,"
                + " fact_journey_step 44 %, persona_model 6 %",
            "Skew        fact_journey_step: one task took 66 s, the median of those beside it 2.5 s",
            "Memory      was short: 3.5 GB were written to disk; more memory or partitions help");
    assertThat(ReportRun.lines(new RunCosts(List.of(), 0, 4))).isEmpty();
    Step spilled =
        new Step("fact_session", 30.0, 1000L, 8, 90, 80, 12, 11, 2_000_000, 90_000_000, 0);
    assertThat(ReportRun.lines(new RunCosts(List.of(spilled), 180_000, 4)))
        .as("what costs a second is not told")
        .noneMatch(line -> line.startsWith("Memory"));
  }

  @Test
  void aLongTaskHoldsUpNobodyWhereAllCoresWereBusyBesideIt() {
    assertThat(UNEVEN.isUneven(2)).isTrue();
    assertThat(UNEVEN.isUneven(1)).isFalse();
  }

  @Test
  void thePageTellsEveryStepAndThoseThatOneTaskHeldUp() {
    String page =
        ReportRun.page(new RunCosts(List.of(EVEN, UNEVEN, MODEL), 180_000, 4), "r").markdown();

    assertThat(page)
        .contains(
            "| fact_journey_step | 66.0 | 2.5 |",
            "| fact_session | 50.0 % | 1,000 | 30.0 | 8 | 12.0 | 11.0 | 2.0 | 0.0 | 64.0 |",
            "| persona_model | 5.6 % |  |  | 2 | 4.0 | 0.1 | 0.0 | 0.0 | 0.0 |")
        .doesNotContain("| persona_model | 4.0 |");
    assertThat(ReportRun.page(new RunCosts(List.of(EVEN), 1, 4), "r").markdown())
        .contains("No step was: rows lie evenly enough.");
  }
}

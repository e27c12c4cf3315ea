package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.desirepath.persona.SweepFigures;
import org.desirepath.testing.HeadlessBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** The page as a reader's browser shows it. */
class TuningPageTest {

  private static final int SCORES = 9;

  /** The cross-table and each side's sizes, profile and projection. */
  private static final int OF_A_COMPARISON = 7;

  /** Of each chart: its label, what ECharts drew there and how many colours its pixels have. */
  private static final String CHARTS =
      """
      return [...document.querySelectorAll('.chart')].map((place) => {
        const chart = echarts.getInstanceByDom(place);
        const canvas = place.querySelector('canvas');
        const pixels = new Uint32Array(
          canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        const drawn = chart.getOption().series.some((series) => series.data.length > 0);
        return [place.getAttribute('aria-label'), drawn, new Set(pixels).size];
      });
      """;

  private static HeadlessBrowser browser;

  private record Chart(String label, boolean isDrawn, long colours) {}

  /** Before each: a test that is skipped is told of, a class that is skipped counts no tests. */
  @BeforeEach
  void start() throws IOException {
    if (browser == null) {
      browser = HeadlessBrowser.start();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrong() {
    if (browser != null) {
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void everyChartIsDrawn() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.realistic()));

    assertThat(charts(page)).hasSize(SCORES + OF_A_COMPARISON).allSatisfy(TuningPageTest::isDrawn);
    assertThat(page.findElement(By.id("scores-left-out")).getText()).isEmpty();
  }

  @Test
  void thePickedCandidateAndTheBestOtherAreComparedAtFirst() throws IOException {
    SweepFigures figures = TuningSample.small();
    ChromeDriver page = browser.open(ReportTuning.html(figures));

    assertThat(chosen(page, "left")).isEqualTo(figures.picked() + " (picked)");
    assertThat(chosen(page, "right")).isNotEqualTo(chosen(page, "left")).doesNotContain("refused");
    assertThat(titles(page)).hasSize(2).first().asString().startsWith(figures.picked());
  }

  @Test
  void anotherChoiceIsDrawnAgain() throws IOException {
    SweepFigures figures = TuningSample.small();
    ChromeDriver page = browser.open(ReportTuning.html(figures));
    String name = figures.candidates().get(20).name();

    new Select(page.findElement(By.id("right"))).selectByIndex(20);

    assertThat(titles(page)).element(1).isEqualTo(name);
    assertThat(charts(page))
        .hasSize(SCORES + OF_A_COMPARISON)
        .allSatisfy(TuningPageTest::isDrawn)
        .anySatisfy(chart -> assertThat(chart.label()).startsWith("Cluster sizes of " + name));
  }

  @Test
  void theSameCandidateOnBothSidesAgreesWithItself() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.small()));

    new Select(page.findElement(By.id("left"))).selectByIndex(0);
    new Select(page.findElement(By.id("right"))).selectByIndex(0);

    assertThat(page.findElement(By.id("rand")).getText()).isEqualTo("1.00");
  }

  @Test
  void thePickedCandidateComesFirstInTheTable() throws IOException {
    SweepFigures figures = TuningSample.small();
    ChromeDriver page = browser.open(ReportTuning.html(figures));

    assertThat(column(page, 0)).hasSize(36).first().asString().contains(figures.picked(), "picked");
    assertThat(column(page, 0)).anySatisfy(name -> assertThat(name).contains("of samples only"));
  }

  @Test
  void aHeadingSortsAndSortsTheOtherWay() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.small()));
    WebElement personas = heading(page, "personas");

    press(page, personas);
    assertThat(column(page, 1)).first().isEqualTo("2");
    assertThat(parent(personas).getAttribute("aria-sort")).isEqualTo("ascending");

    personas.sendKeys(Keys.ENTER);
    assertThat(column(page, 1)).first().isEqualTo("10");
    assertThat(parent(personas).getAttribute("aria-sort")).isEqualTo("descending");
  }

  @Test
  void whatIsNotMeasuredIsSortedLastEitherWay() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.small()));
    WebElement silhouette = heading(page, "silhouette");

    for (int turn = 0; turn < 2; turn++) {
      press(page, silhouette);
      assertThat(column(page, 3)).last().isEqualTo("–");
      assertThat(column(page, 3)).first().asString().startsWith("0.");
    }
  }

  @Test
  void aRowIsChosenForTheLeft() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.small()));
    WebElement row = page.findElement(By.cssSelector("#candidates tbody tr:nth-child(4) button"));
    String name = row.getText();

    press(page, row);

    assertThat(chosen(page, "left")).startsWith(name);
    assertThat(titles(page)).first().isEqualTo(name);
  }

  @Test
  void aLineThatIsNotWantedIsTakenOutOfTheScores() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.small()));
    long before = series(page);

    press(page, page.findElement(By.cssSelector("#lines input")));

    assertThat(series(page)).isLessThan(before);
  }

  @Test
  void whereNothingIsPickedTheFirstTwoAreCompared() throws IOException {
    SweepFigures figures = TuningSample.unstable();
    ChromeDriver page = browser.open(ReportTuning.html(figures));

    assertThat(titles(page))
        .containsExactly(figures.candidates().get(0).name(), figures.candidates().get(1).name());
    assertThat(page.findElement(By.id("verdict")).getText()).contains("No stable segmentation");
    assertThat(charts(page)).hasSize(SCORES + OF_A_COMPARISON).allSatisfy(TuningPageTest::isDrawn);
  }

  @Test
  void hostileNamesAreTextAndScoresWithoutDataAreLeftOut() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.hostile()));

    assertThat(page.findElements(By.tagName("img"))).isEmpty();
    assertThat(titles(page)).first().asString().contains(TuningSample.HOSTILE);
    assertThat(page.findElement(By.cssSelector(".example li")).getText())
        .startsWith(TuningSample.HOSTILE + " → ");
    assertThat(page.findElement(By.id("scores-left-out")).getText())
        .isEqualTo(
            "Left out, because no candidate has it: Silhouette, Davies-Bouldin, Calinski-Harabasz,"
                + " Gap statistic, Stability of the weakest cluster, Mean stability, Agreement"
                + " between seeds.");
    assertThat(charts(page)).hasSize(2 + OF_A_COMPARISON).allSatisfy(TuningPageTest::isDrawn);
  }

  @Test
  void aTipShowsHostileNamesAsText() throws IOException {
    ChromeDriver page = browser.open(ReportTuning.html(TuningSample.hostile()));

    page.executeScript(
        """
        document.querySelectorAll('.chart').forEach((place) => {
          const chart = echarts.getInstanceByDom(place);
          chart.getOption().series.forEach((series, seriesIndex) =>
            chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex: 0 }));
        });
        """);

    assertThat(page.findElements(By.className("tip"))).isNotEmpty();
    assertThat(page.findElements(By.tagName("img"))).isEmpty();
  }

  @Test
  void aSweepWithoutCandidatesIsAPageToo() throws IOException {
    SweepFigures none =
        new SweepFigures(
            "s", 1, "2026-06-01", 0, 0, List.of("Too few."), null, List.of(), List.of(), List.of());
    ChromeDriver page = browser.open(ReportTuning.html(none));

    assertThat(page.findElement(By.id("candidates-note")).getText())
        .isEqualTo("No candidate was tried.");
    assertThat(charts(page)).isEmpty();
  }

  @Test
  void aNarrowPageDoesNotScrollSideways() throws IOException {
    String html = ReportTuning.html(TuningSample.small());
    ChromeDriver page = browser.open(html);

    assertThat(
            page.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
    assertThat(page.findElement(By.tagName("html")).getAttribute("lang")).isEqualTo("en");
  }

  private static void isDrawn(Chart chart) {
    assertThat(chart.label()).isNotBlank();
    assertThat(chart.isDrawn()).as(chart.label()).isTrue();
    assertThat(chart.colours()).as("colours of: " + chart.label()).isGreaterThan(2);
  }

  private static List<Chart> charts(ChromeDriver page) {
    return list(page.executeScript(CHARTS)).stream()
        .map(TuningPageTest::list)
        .map(
            chart ->
                new Chart(
                    String.valueOf(chart.get(0)),
                    Objects.equals(chart.get(1), true),
                    ((Number) chart.get(2)).longValue()))
        .toList();
  }

  private static List<?> list(Object found) {
    return (List<?>) found;
  }

  private static long series(ChromeDriver page) {
    return ((Number)
            page.executeScript(
                "return echarts.getInstanceByDom(document.querySelector('.score .chart'))"
                    + ".getOption().series.length"))
        .longValue();
  }

  private static String chosen(ChromeDriver page, String side) {
    return new Select(page.findElement(By.id(side))).getFirstSelectedOption().getText();
  }

  private static List<String> titles(ChromeDriver page) {
    return list(
            page.executeScript(
                "return [...document.querySelectorAll('.panel h3')].map((title) =>"
                    + " title.firstChild.textContent)"))
        .stream()
        .map(String::valueOf)
        .toList();
  }

  private static WebElement heading(ChromeDriver page, String text) {
    return page.findElements(By.cssSelector("#candidates thead button")).stream()
        .filter(button -> button.getText().startsWith(text))
        .findFirst()
        .orElseThrow();
  }

  private static WebElement parent(WebElement element) {
    return element.findElement(By.xpath(".."));
  }

  /** Presses what a sticky heading may cover after the browser has scrolled to it. */
  private static void press(ChromeDriver page, WebElement element) {
    page.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
    element.click();
  }

  private static List<String> column(ChromeDriver page, int place) {
    List<?> cells =
        list(
            page.executeScript(
                "return [...document.querySelectorAll('#candidates tbody tr')].map((row) =>"
                    + " row.cells[arguments[0]].textContent)",
                place));
    return IntStream.range(0, cells.size()).mapToObj(cells::get).map(String::valueOf).toList();
  }
}

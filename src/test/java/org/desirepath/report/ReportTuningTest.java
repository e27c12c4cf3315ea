package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.desirepath.persona.SweepFigures;
import org.junit.jupiter.api.Test;

class ReportTuningTest {

  private static final Pattern SCRIPT =
      Pattern.compile("<script([^>]*)>(.*?)</script", Pattern.DOTALL);

  @Test
  void thePageSaysWhatTheRulePicksFromWhatData() {
    String html = ReportTuning.html(TuningSample.realistic());

    assertThat(own(html))
        .contains(
            "<title>Desirepath personas, sweep 2026-06-01-a4</title>",
            "The rule picks <strong>k-means on touchpoints, 5 personas, seed 1</strong>",
            "<p>Candidates of 8 or more personas have clusters below 2 % of the sessions.</p>",
            "<dt>sessions long enough</dt><dd>184,203</dd>",
            "<dt>version of the warehouse</dt><dd>42</dd>",
            "<dt>data as of</dt><dd>2026-06-01</dd>",
            "<dt>personas</dt><dd>5</dd>")
        .doesNotContain("No stable segmentation", "{{");
  }

  @Test
  void whereNothingHoldsThePageSaysSo() {
    String html = ReportTuning.html(TuningSample.unstable());

    assertThat(own(html))
        .contains(
            "<strong>No stable segmentation</strong>",
            "<p>No candidate has a stability of at least 0.6 in every cluster.</p>")
        .doesNotContain("The rule picks <strong>");
  }

  @Test
  void hostileNamesStayNames() {
    String html = ReportTuning.html(TuningSample.hostile());

    // The data, the library and the page's own script: no name began another.
    assertThat(scripts(html)).hasSize(3);
    assertThat(own(html))
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)")
        .doesNotContain("<img", "<script>alert", "\u2028", "\u2029");
  }

  @Test
  void namesOfTheDataAreReadAsTheyWereWritten() throws Exception {
    JsonNode data = data(ReportTuning.html(TuningSample.hostile()));

    assertThat(data.at("/names/0").asText()).isEqualTo(TuningSample.HOSTILE);
    assertThat(data.at("/traits/0").asText())
        .isEqualTo(TuningSample.HOSTILE + ": \u2028'\"`${x}{b}\u0000");
    assertThat(data.at("/traits/1").asText()).isEqualTo("depth");
  }

  @Test
  void whatIsNotKnownIsLeftOutOrNull() throws Exception {
    JsonNode candidate = data(ReportTuning.html(TuningSample.hostile())).at("/candidates/1");

    assertThat(candidate.get("measures").fieldNames())
        .toIterable()
        .containsExactly("smallestShare");
    assertThat(candidate.at("/clusters/0/stability").isNull()).isTrue();
    assertThat(candidate.at("/clusters/0/means/1").isNull()).isTrue();
  }

  @Test
  void thePageLoadsNothing() {
    String html = ReportTuning.html(TuningSample.realistic());

    assertThat(scripts(html))
        .allSatisfy(script -> assertThat(script.group(1)).doesNotContain("src"));
    assertThat(own(html))
        .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .doesNotContain("<link", "@import", "url(", "https:")
        .doesNotContainPattern("http:(?!//www\\.w3\\.org/2000/svg)");
  }

  @Test
  void namesAndTraitsAreWrittenOnceSoThePageIsSmall() {
    SweepFigures figures = TuningSample.realistic();

    assertThat(figures.candidates()).hasSize(144);
    assertThat(TuningData.of(figures).json().length()).isLessThan(700_000);
  }

  private static List<MatchResult> scripts(String html) {
    return SCRIPT.matcher(html).results().toList();
  }

  /** The page without the charts' library, which names namespaces and its licence. */
  private static String own(String html) {
    return html.replace(scripts(html).get(1).group(2), "");
  }

  private static JsonNode data(String html) throws Exception {
    return new ObjectMapper().readTree(scripts(html).get(0).group(2));
  }
}

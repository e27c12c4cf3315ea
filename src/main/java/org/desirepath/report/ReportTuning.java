package org.desirepath.report;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.desirepath.persona.SweepFigures;

/** Shows people what a sweep tried, how good each candidate is and what its personas do. */
public final class ReportTuning {

  private static final String TEMPLATES = "org/desirepath/report";

  private ReportTuning() {}

  /** A fact about the sweep. */
  private record Fact(String name, String value) {}

  /**
   * As one HTML page that needs nothing beside it: data, styles, scripts and the charts' library
   * are inside.
   *
   * <p>Names may hold any character. The page runs no script but its own two, which it tells the
   * browser by their hashes, and loads nothing.
   */
  public static String html(SweepFigures figures) {
    String library = resource("echarts.min.js");
    String script = resource("tuning.js");
    Map<String, Object> page = new HashMap<>();
    page.put("sweepId", figures.sweepId());
    page.put("isPicked", figures.picked() != null);
    page.put("picked", figures.picked());
    page.put("verdict", figures.verdict());
    page.put("key", key(figures));
    page.put("facts", facts(figures));
    page.put("data", TuningData.of(figures).json());
    page.put("style", resource("tuning.css"));
    page.put("library", library);
    page.put("script", script);
    page.put("allowed", List.of(hash(library), hash(script)));
    StringWriter text = new StringWriter();
    new DefaultMustacheFactory(TEMPLATES).compile("tuning.html.mustache").execute(text, page);
    return text.toString();
  }

  private static List<Fact> facts(SweepFigures figures) {
    return List.of(
        new Fact("sessions long enough", number(figures.sessionCount())),
        new Fact("trained and measured on", number(figures.trainingCount())),
        new Fact("candidates", number(figures.candidates().size())),
        new Fact("sets of features", number(figures.featureSets().size())),
        new Fact("data as of", figures.asOf()),
        new Fact("version of the warehouse", Long.toString(figures.version())));
  }

  /** What there is to know of the picked candidate at first sight. */
  private static List<Fact> key(SweepFigures figures) {
    return figures.candidates().stream()
        .filter(candidate -> candidate.name().equals(figures.picked()))
        .findFirst()
        .map(
            candidate ->
                List.of(
                    new Fact("personas", number(candidate.count())),
                    new Fact("stability of the weakest", lowestStability(candidate)),
                    new Fact("share of the smallest", percent(candidate.smallestShare())),
                    new Fact("algorithm", candidate.algorithm()),
                    new Fact("features", candidate.featureSet())))
        .orElse(List.of());
  }

  private static String lowestStability(SweepFigures.Candidate candidate) {
    return candidate.clusters().stream()
        .map(SweepFigures.Cluster::stability)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(lowest -> String.format(Locale.ROOT, "%.2f", lowest))
        .orElse("not measured");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String resource(String name) {
    try (InputStream stream = ReportTuning.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Names a script to the browser as the only one that may run. */
  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}

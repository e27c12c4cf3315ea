package org.desirepath.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.ModelScores.CASE_COUNT;
import static org.desirepath.table.ModelScores.IS_PUBLISHED;
import static org.desirepath.table.ModelScores.METRIC;
import static org.desirepath.table.ModelScores.MODEL;
import static org.desirepath.table.ModelScores.SPLIT;
import static org.desirepath.table.ModelScores.VALUE;
import static org.desirepath.table.ModelScores.VALUE_HIGH;
import static org.desirepath.table.ModelScores.VALUE_LOW;
import static org.desirepath.table.NextTouchpoints.IS_ABSTAINED;
import static org.desirepath.table.NextTouchpoints.RANK;
import static org.desirepath.table.PersonaModels.TRAINED_ON;
import static org.desirepath.table.PersonaModels.TRAINED_RUN_ID;
import static org.desirepath.table.Personas.MODEL_VERSION;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.desirepath.prediction.CompareCandidates;
import org.desirepath.prediction.TrainedBecause;
import org.desirepath.report.ReportPage.Cell;
import org.desirepath.report.ReportPage.Grid;
import org.desirepath.report.ReportPage.Headline;
import org.desirepath.report.ReportPage.Line;
import org.desirepath.report.ReportPage.Section;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.PredictionModels;

/**
 * The card of the model that foretells what comes next: what it is for, what it learnt from, how
 * good it is and where it ends (Mitchell et al., "Model cards for model reporting", FAT* 2019).
 */
public final class ReportPrediction {

  private static final String NEXT = "next_touchpoint";
  private static final String BASELINE = "variable_order";
  private static final String WAIT = "time_to_next";
  private static final String TEST = "strict_test";
  private static final String SINCE = "since_training";
  private static final String DAY = "yyyy-MM-dd";
  private static final Map<String, String> KNOWS =
      Map.of(
          "most_frequent", "how often everything comes",
          "markov_1", "the last touchpoint",
          "variable_order", "the last touchpoints, as many as were seen together before",
          "pooled_views",
              "the last touchpoints, how long nothing has come since, runs and position, what came so"
                  + " far, pace, hour and weekday, sentiment: each backed off from rare to"
                  + " frequent, weighed together",
          "logistic_regression",
              "which touchpoints came, how often, the last two, pace, hour and weekday, sentiment",
          "boosted_trees", "the same, and how long ago each touchpoint came",
          "reranked_views", "the pooled views, and a second look by trees at the ten likeliest",
          "blend", "the views and those who learnt from cases, weighed together");

  private ReportPrediction() {}

  /**
   * The card of a run.
   *
   * @param level whose journeys were foretold
   */
  public static ReportPage page(
      ModelScores scores,
      PredictionModels models,
      NextTouchpoints next,
      JourneyFacts journeys,
      PredictionSettings settings,
      String level,
      String runId) {
    Map<String, Map<String, Row>> tested = byCandidate(scores, NEXT, TEST);
    Map<String, Map<String, Row>> validated = byCandidate(scores, NEXT, "strict_validation");
    String testWhat =
        asked(validated) < CompareCandidates.FEWEST
            ? "the latest journeys, which nobody had learnt from; they chose the published"
                + " candidate, for the validation has too few questions, so its scores are a little"
                + " kind"
            : "the latest journeys, which no candidate had seen";
    return new ReportPage(
        "What comes next",
        "The card of the model that foretold the next touchpoint of %s journeys in run %s"
            .formatted(level, runId),
        "ops_model_score",
        headlines(scores, tested),
        List.of(
            new Section(
                "What it is for",
                "To tell people who care for customers what an open journey will most likely come"
                    + " to next, and when: whom to call first, what to have ready. It ranks and it"
                    + " says how sure it is; it does not say what would happen if somebody did"
                    + " something else.",
                List.of()),
            candidates("The test", testWhat, tested),
            candidates(
                "The validation",
                "journeys before those, by which a candidate is chosen if there are 500 or more",
                validated),
            sinceTraining(models, tested, byCandidate(scores, NEXT, SINCE), settings),
            known(tested.keySet()),
            outcomes(scores, settings),
            data(next, journeys, level),
            settings(settings),
            new Section(
                "Where it ends",
                "It knows touchpoints, moments and sentiment of a journey, not who takes part and"
                    + " not what was said. Nothing that people fill in later is used, nor what only"
                    + " the whole journey tells. Its scores are those of journeys that start last;"
                    + " where customers change, it follows them a night later. Journeys marked as"
                    + " abstained are too short or too unsure to act on.",
                List.of())));
  }

  private static List<Headline> headlines(
      ModelScores scores, Map<String, Map<String, Row>> tested) {
    List<Headline> headlines = new ArrayList<>();
    tested.values().stream()
        .filter(metrics -> metrics.get("log_loss").<Boolean>getAs(IS_PUBLISHED.name()))
        .filter(metrics -> value(metrics, "top_1", VALUE.name()) != null)
        .forEach(
            metrics -> {
              headlines.add(
                  new Headline(
                      percent(value(metrics, "top_1", VALUE.name())),
                      "of what comes next is hit at once"));
              headlines.add(
                  new Headline(
                      percent(value(metrics, "top_3", VALUE.name())), "is among the first three"));
              headlines.add(
                  new Headline(
                      percent(value(metrics, "expected_calibration_error", VALUE.name())),
                      "between what it says and what comes, on average"));
            });
    scores
        .rows()
        .filter(MODEL.col().equalTo(WAIT).and(VALUE.col().isNotNull()))
        .collectAsList()
        .forEach(
            row ->
                headlines.add(
                    new Headline(
                        percent(row.getAs(VALUE.name())),
                        "came within the 80 % interval of days")));
    return headlines;
  }

  /** How many questions all candidates were asked. */
  private static long asked(Map<String, Map<String, Row>> candidates) {
    return candidates.values().stream()
        .mapToLong(metrics -> metrics.get("log_loss").getAs(CASE_COUNT.name()))
        .max()
        .orElse(0);
  }

  private static Section candidates(
      String heading, String what, Map<String, Map<String, Row>> candidates) {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, Map<String, Row>> one : candidates.entrySet()) {
      Map<String, Row> metrics = one.getValue();
      Double hits = value(metrics, "top_1", VALUE.name());
      lines.add(
          new Line(
              List.of(
                  Cell.text(named(one.getKey(), metrics)),
                  hits == null ? Cell.number("-") : Cell.share(percent(hits), hits),
                  number(metrics, "top_3"),
                  number(metrics, "mean_reciprocal_rank"),
                  interval(metrics, "log_loss"),
                  interval(metrics, "log_loss_gain"),
                  number(metrics, "brier"),
                  number(metrics, "expected_calibration_error"))));
    }
    return new Section(
        heading,
        String.format(
            Locale.ROOT,
            "%,d questions on %s: what comes next after a touchpoint that nothing has followed for"
                + " half an hour, a day, a week, four weeks, as a night asks. Log-loss is in nats,"
                + " with a 95 %% interval by journey; less is better. Its gain is over the"
                + " variable-order model, which is published unless another beats it beyond"
                + " chance.%s",
            asked(candidates),
            what,
            isPublished(candidates, BASELINE) ? " None does." : ""),
        List.of(
            new Grid(
                List.of(
                    "candidate",
                    "hit at once",
                    "among three",
                    "mean reciprocal rank",
                    "log-loss",
                    "gain",
                    "Brier",
                    "calibration error"),
                lines)));
  }

  private static Section sinceTraining(
      PredictionModels models,
      Map<String, Map<String, Row>> tested,
      Map<String, Map<String, Row>> since,
      PredictionSettings settings) {
    Row model = models.rows().first();
    String candidate = model.getAs(CANDIDATE.name());
    Map<String, Row> now = since.getOrDefault(candidate, Map.of());
    return grid(
        "Since it was trained",
        String.format(
            Locale.ROOT,
            "The model goes on from night to night; what comes is counted, after the model was"
                + " judged by it. It is trained again when it is %d days old, its settings change,"
                + " it was tested on fewer than 500 questions, or what came since was foretold worse"
                + " than the test said: from 500 answers on, where its gain is less, or its log-loss"
                + " more by over %.0f %%, and the intervals are apart.",
            settings.retrainAfter().toDays(),
            100 * settings.maxDrift()),
        List.of(
            Map.entry("trained on data as of", model.getAs(TRAINED_ON.name()).toString()),
            Map.entry("in run", model.getAs(TRAINED_RUN_ID.name())),
            Map.entry(
                "because",
                TrainedBecause.of(model.getAs(PredictionModels.TRAINED_BECAUSE.name())).words()),
            Map.entry(
                "answers since", number(model.<Long>getAs(PredictionModels.ANSWER_COUNT.name()))),
            Map.entry("log-loss since", now.isEmpty() ? "-" : interval(now, "log_loss").text()),
            Map.entry("gain since", now.isEmpty() ? "-" : interval(now, "log_loss_gain").text()),
            Map.entry("hit at once since", number(now, "top_1").text()),
            Map.entry(
                "log-loss of the test",
                interval(tested.getOrDefault(candidate, Map.of()), "log_loss").text())));
  }

  private static Section known(Collection<String> candidates) {
    return new Section(
        "What candidates know",
        "What each of them looks at when it is asked.",
        List.of(
            new Grid(
                List.of("candidate", "knows"),
                candidates.stream()
                    .map(
                        one ->
                            new Line(
                                List.of(
                                    Cell.text(one.replace('_', ' ')),
                                    Cell.text(KNOWS.getOrDefault(one, "")))))
                    .toList())));
  }

  private static Section outcomes(ModelScores scores, PredictionSettings settings) {
    List<Line> lines = new ArrayList<>();
    for (String model : List.of("win", "churn")) {
      byCandidate(scores, model, TEST)
          .forEach(
              (candidate, metrics) ->
                  lines.add(
                      new Line(
                          List.of(
                              Cell.text(model),
                              Cell.text(named(candidate, metrics)),
                              interval(metrics, "log_loss"),
                              interval(metrics, "log_loss_gain"),
                              number(metrics, "brier"),
                              number(metrics, "expected_calibration_error"),
                              number(metrics, "auc")))));
    }
    return new Section(
        "Win and churn",
        "How likely open journeys are won or renewed, and churn, within %d days: learnt from such"
                .formatted(settings.horizon().toDays())
            + " journeys as they stood at moments a week apart, and tested on the latest of these,"
            + " none of which lies within the time that was learnt from. The base rate is that of"
            + " all of them; it is published unless the regression beats it beyond chance."
            + (lines.isEmpty() ? " There was too little time to test." : ""),
        lines.isEmpty()
            ? List.of()
            : List.of(
                new Grid(
                    List.of(
                        "model",
                        "candidate",
                        "log-loss",
                        "gain",
                        "Brier",
                        "calibration error",
                        "area under the curve"),
                    lines)));
  }

  private static Section data(NextTouchpoints next, JourneyFacts journeys, String level) {
    Row window =
        journeys
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(level))
            .agg(
                count(lit(1)),
                coalesce(sum(when(IS_OPEN.col(), 1L).otherwise(0L)), lit(0L)),
                coalesce(sum(TOUCHPOINT_COUNT.col()), lit(0L)),
                date_format(min(STARTED_AT.col()), DAY),
                date_format(max(ENDED_AT.col()), DAY))
            .first();
    Row foretold =
        next.rows()
            .filter(RANK.col().equalTo(1))
            .agg(
                coalesce(sum(when(IS_ABSTAINED.col(), 1L).otherwise(0L)), lit(0L)),
                max(MODEL_VERSION.col()))
            .first();
    return grid(
        "What it learnt from",
        "All journeys of the level; what happened lately counts more at some half-lives.",
        List.of(
            Map.entry("journeys", number(window.getLong(0))),
            Map.entry("of these open, and foretold", number(window.getLong(1))),
            Map.entry("of these abstained from", number(foretold.getLong(0))),
            Map.entry("touchpoints", number(window.getLong(2))),
            Map.entry("first", text(window.getString(3))),
            Map.entry("last", text(window.getString(4))),
            Map.entry("model version", text(foretold.getString(1)))));
  }

  private static Section settings(PredictionSettings settings) {
    return grid(
        "Settings",
        "Of the section prediction in the job file.",
        List.of(
            Map.entry("top", Integer.toString(settings.top())),
            Map.entry("test-share", Double.toString(settings.testShare())),
            Map.entry(
                "half-lives",
                settings.halfLives().stream()
                    .map(one -> one.toDays() + " days")
                    .collect(Collectors.joining(", "))),
            Map.entry("horizon", settings.horizon().toDays() + " days"),
            Map.entry("learner", settings.learner()),
            Map.entry("max-training-journeys", number(settings.maxTrainingJourneys())),
            Map.entry("retrain-after", settings.retrainAfter().toDays() + " days"),
            Map.entry("max-drift", Double.toString(settings.maxDrift())),
            Map.entry("min-history", Integer.toString(settings.minHistory())),
            Map.entry("min-probability", Double.toString(settings.minProbability()))));
  }

  private static Section grid(String heading, String words, List<Map.Entry<String, String>> lines) {
    return new Section(
        heading,
        words,
        List.of(
            new Grid(
                List.of("what", "value"),
                lines.stream()
                    .map(
                        line ->
                            new Line(
                                List.of(Cell.text(line.getKey()), Cell.number(line.getValue()))))
                    .toList())));
  }

  /** The rows of each candidate by metric, the least log-loss first. */
  private static Map<String, Map<String, Row>> byCandidate(
      ModelScores scores, String model, String split) {
    Map<String, Map<String, Row>> candidates = new LinkedHashMap<>();
    scores
        .rows()
        .filter(MODEL.col().equalTo(model).and(SPLIT.col().equalTo(split)))
        .orderBy(CANDIDATE.col())
        .collectAsList()
        .forEach(
            row ->
                candidates
                    .computeIfAbsent(row.getAs(CANDIDATE.name()), any -> new LinkedHashMap<>())
                    .put(row.getAs(METRIC.name()), row));
    return candidates.entrySet().stream()
        .sorted(
            Comparator.comparing(
                one -> value(one.getValue(), "log_loss", VALUE.name()),
                Comparator.nullsLast(Comparator.naturalOrder())))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private static String named(String candidate, Map<String, Row> metrics) {
    boolean isPublished = metrics.get("log_loss").getAs(IS_PUBLISHED.name());
    return candidate.replace('_', ' ') + (isPublished ? " (published)" : "");
  }

  private static boolean isPublished(Map<String, Map<String, Row>> candidates, String candidate) {
    return candidates.containsKey(candidate)
        && candidates.get(candidate).get("log_loss").<Boolean>getAs(IS_PUBLISHED.name());
  }

  private static Cell interval(Map<String, Row> metrics, String metric) {
    return Cell.number(
        "%s (%s to %s)"
            .formatted(
                text(value(metrics, metric, VALUE.name())),
                text(value(metrics, metric, VALUE_LOW.name())),
                text(value(metrics, metric, VALUE_HIGH.name()))));
  }

  private static Cell number(Map<String, Row> metrics, String metric) {
    return Cell.number(text(value(metrics, metric, VALUE.name())));
  }

  private static Double value(Map<String, Row> metrics, String metric, String column) {
    return metrics.containsKey(metric) ? metrics.get(metric).getAs(column) : null;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String text(Double number) {
    return number == null ? "-" : String.format(Locale.ROOT, "%.3f", number);
  }

  private static String text(String text) {
    return text == null ? "-" : text;
  }
}

package org.desirepath.persona;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.ModelScores;
import org.desirepath.table.PersonaCandidates;

/** Makes tables of the candidates of a sweep. */
public final class ListCandidates {

  private static final double CONFIDENCE_95 = 1.96;

  private ListCandidates() {}

  /** One row per candidate. No job. */
  public static PersonaCandidates from(
      SparkSession spark, List<Candidate> candidates, ChooseCandidate choice) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Map<String, Double> measures = measures(candidate);
      List<String> faults = choice.faults().get(candidate.name());
      PersonaModel model = candidate.model();
      rows.add(
          RowFactory.create(
              candidate.name(),
              candidate.recipe().algorithm(),
              candidate.featureSet(),
              String.join(", ", candidate.recipe().features()),
              candidate.count(),
              model.clusters().size(),
              candidate.recipe().seed(),
              candidate.sessionCount(),
              measures.get("silhouette"),
              measures.get("davies_bouldin"),
              measures.get("calinski_harabasz"),
              measures.get("gap"),
              candidate.gap() == null ? null : candidate.gap().error(),
              measures.get("gain"),
              candidate.gains().isEmpty() ? null : candidate.gain().error(),
              measures.get("lowest_stability"),
              measures.get("mean_stability"),
              measures.get("agreement"),
              candidate.smallestShare(),
              isPicked(candidate, choice),
              faults.isEmpty() ? null : String.join("; ", faults),
              model.version(),
              candidate.modelText()));
    }
    return new PersonaCandidates(spark.createDataFrame(rows, PersonaCandidates.CONTRACT.schema()));
  }

  /** The measures as back-tests tell theirs, one row for each that a candidate has. No job. */
  public static ModelScores scores(
      SparkSession spark, List<Candidate> candidates, ChooseCandidate choice) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      measures(candidate)
          .forEach(
              (metric, value) -> {
                Double error = error(candidate, metric);
                boolean isHeldOut = metric.equals("gain");
                rows.add(
                    RowFactory.create(
                        "persona",
                        candidate.name(),
                        isHeldOut ? "held_out" : "training",
                        metric,
                        value,
                        error == null ? null : value - CONFIDENCE_95 * error,
                        error == null ? null : value + CONFIDENCE_95 * error,
                        isHeldOut ? (long) candidate.gains().size() : candidate.sessionCount(),
                        isPicked(candidate, choice)));
              });
    }
    return new ModelScores(spark.createDataFrame(rows, ModelScores.CONTRACT.schema()));
  }

  /** What was measured, by metric; measures that do not apply are left out. */
  public static Map<String, Double> measures(Candidate candidate) {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("silhouette", candidate.silhouette());
    measures.put("davies_bouldin", candidate.daviesBouldin());
    measures.put("calinski_harabasz", candidate.calinskiHarabasz());
    measures.put("gap", candidate.gap() == null ? null : (Double) candidate.gap().value());
    measures.put("gain", candidate.gains().isEmpty() ? null : (Double) candidate.gain().value());
    if (!candidate.stabilities().isEmpty()) {
      measures.put("lowest_stability", candidate.lowestStability());
      measures.put("mean_stability", candidate.meanStability());
    }
    measures.put("agreement", candidate.agreement());
    measures.put("smallest_share", candidate.smallestShare());
    measures.values().removeIf(value -> value == null);
    return measures;
  }

  private static Double error(Candidate candidate, String metric) {
    return switch (metric) {
      case "gain" -> (Double) candidate.gain().error();
      case "gap" -> (Double) candidate.gap().error();
      default -> null;
    };
  }

  private static boolean isPicked(Candidate candidate, ChooseCandidate choice) {
    return choice.picked().filter(one -> one.name().equals(candidate.name())).isPresent();
  }
}

package org.desirepath.role;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.desirepath.role.BehaviourSpace.Feature;

/**
 * What behaviour tells of buying roles.
 *
 * @param told how a role is told; empty where behaviour tells nothing that may be published
 * @param scores how well the candidates did
 */
public record RoleModel(Optional<Told> told, List<Score> scores) {

  /** A measure of a candidate. */
  record Score(Candidate candidate, Trial.Measure measure, boolean isPublished) {}

  /** A role and how likely it is. */
  record Guess(String role, double confidence) {}

  /**
   * How a role is told of behaviour.
   *
   * @param roles those that can be told
   * @param minConfidence what is less likely is not told
   */
  record Told(
      BehaviourSpace space,
      List<String> roles,
      RoleOdds odds,
      Calibration calibration,
      double minConfidence)
      implements Serializable {

    /** The likeliest role, if it is likely enough; the first of equally likely ones. */
    Optional<Guess> guess(Vector behaviour) {
      double[] probabilities = calibration.probabilities(odds.logProbabilities(behaviour));
      int likeliest = Trial.likeliest(probabilities);
      return probabilities[likeliest] >= minConfidence
          ? Optional.of(new Guess(roles.get(likeliest), probabilities[likeliest]))
          : Optional.empty();
    }
  }

  /** The counts of features as they are stored. */
  static Map<Feature, Double> counts(List<Row> stored) {
    Map<Feature, Double> counts = new HashMap<>();
    stored.forEach(
        row -> counts.put(new Feature(row.getString(0), row.getString(1)), row.getDouble(2)));
    return counts;
  }
}

package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.desirepath.persona.FeatureSpace.Feature;

/**
 * Personas as points among the sessions: what is needed to assign any session, small enough to be
 * sent to every task.
 */
public final class PersonaModel implements Serializable {

  /** The member that stands for no persona. */
  public static final String UNKNOWN = "unknown";

  private static final long serialVersionUID = 1L;

  private final FeatureSpace space;
  private final List<Cluster> clusters;
  private final double[][] centres;
  private final double[] lengths;
  private final String version;
  private final List<Score> scores;

  /**
   * A persona in the model.
   *
   * @param personaId hash of the touchpoints that set it apart
   * @param silhouette mean of its sessions in the sample; null where it was not measured
   */
  record Cluster(String personaId, Double silhouette) implements Serializable {}

  /** The choice for a session. */
  record Choice(String personaId, double confidence) {}

  /** A measure of the model; null where it could not be taken. */
  record Score(String metric, Double value, Double low, Double high, long caseCount)
      implements Serializable {}

  PersonaModel(
      FeatureSpace space,
      List<Cluster> clusters,
      double[][] centres,
      String version,
      List<Score> scores) {
    this.space = space;
    this.clusters = new ArrayList<>(clusters);
    this.centres = centres.clone();
    this.lengths = ChooseCentres.lengths(centres);
    this.version = version;
    this.scores = new ArrayList<>(scores);
  }

  /** Hash of the centres, the scales and the settings. */
  public String version() {
    return version;
  }

  /** The ids of the personas, the largest in training first. */
  public List<String> personaIds() {
    return clusters.stream().map(Cluster::personaId).toList();
  }

  List<Score> scores() {
    return List.copyOf(scores);
  }

  /** The mean silhouette of a persona, where it was measured. */
  OptionalDouble silhouette(String personaId) {
    return clusters.stream()
        .filter(cluster -> cluster.personaId().equals(personaId) && cluster.silhouette() != null)
        .mapToDouble(Cluster::silhouette)
        .findFirst();
  }

  /**
   * The nearest persona, the larger one of equally near ones.
   *
   * <p>Confidence is {@code 1 − nearest / second nearest} in Euclidean distance: 0 midway between
   * two personas, 1 on the centre of one. With a single persona it is 1, without any 0.
   */
  Choice choose(List<Feature> features) {
    if (centres.length == 0) {
      return new Choice(UNKNOWN, 0);
    }
    SessionVector vector = space.vector(features);
    int nearest = ChooseCentres.nearest(vector, centres, lengths);
    double own = vector.squaredDistance(centres[nearest], lengths[nearest]);
    double next = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      if (i != nearest) {
        next = Math.min(next, vector.squaredDistance(centres[i], lengths[i]));
      }
    }
    double confidence = next > 0 ? 1 - Math.sqrt(own / next) : 0;
    return new Choice(clusters.get(nearest).personaId(), confidence);
  }

  /** The features of a row of session features. */
  static List<Feature> features(List<Row> stored) {
    return stored.stream()
        .map(row -> new Feature(row.getString(0), row.getString(1), row.getDouble(2)))
        .toList();
  }
}

package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.desirepath.persona.FeatureSpace.Feature;

/** Personas as clusters of sessions: what is needed to give any session its persona. */
public final class PersonaModel implements Serializable {

  /** The member that stands for no persona. */
  public static final String UNKNOWN = "unknown";

  private static final long serialVersionUID = 1L;

  private final Clustering clustering;
  private final List<Cluster> clusters;
  private final double minConfidence;
  private final String version;
  private final List<Score> scores;

  /**
   * A persona in the model.
   *
   * @param personaId hash of the touchpoints that set it apart
   * @param silhouette mean of its sessions in the sample; null where it was not measured
   * @param stability mean bootstrap Jaccard; null where it was not measured
   */
  record Cluster(String personaId, Double silhouette, Double stability) implements Serializable {}

  /** The choice for a session. */
  record Choice(String personaId, double confidence) {}

  /** A measure of a candidate; null where it could not be taken. */
  record Score(
      String candidate,
      String split,
      String metric,
      Double value,
      Double low,
      Double high,
      long caseCount,
      boolean isPublished)
      implements Serializable {}

  PersonaModel(
      Clustering clustering,
      List<Cluster> clusters,
      double minConfidence,
      String version,
      List<Score> scores) {
    this.clustering = clustering;
    this.clusters = new ArrayList<>(clusters);
    this.minConfidence = minConfidence;
    this.version = version;
    this.scores = new ArrayList<>(scores);
  }

  /** Hash of the clusters, the scales and the settings. */
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
    return cluster(personaId).filter(cluster -> cluster.silhouette() != null).stream()
        .mapToDouble(Cluster::silhouette)
        .findFirst();
  }

  /** The mean bootstrap Jaccard of a persona, where it was measured. */
  OptionalDouble stability(String personaId) {
    return cluster(personaId).filter(cluster -> cluster.stability() != null).stream()
        .mapToDouble(Cluster::stability)
        .findFirst();
  }

  /**
   * The persona of a session, the larger one of equally near ones; unknown where the choice is less
   * clear than the settings ask for, or there is no persona. Confidence is told in either case.
   */
  Choice choose(List<Feature> features) {
    if (clusters.isEmpty()) {
      return new Choice(UNKNOWN, 0);
    }
    Clustering.Choice choice = clustering.choose(features);
    return new Choice(
        choice.confidence() < minConfidence ? UNKNOWN : clusters.get(choice.place()).personaId(),
        choice.confidence());
  }

  private Optional<Cluster> cluster(String personaId) {
    return clusters.stream().filter(one -> one.personaId().equals(personaId)).findFirst();
  }
}

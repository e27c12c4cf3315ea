package org.desirepath.persona;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.settings.PersonaSettings.Recipe;

/** Personas as clusters of sessions: what is needed to give any session its persona. */
public final class PersonaModel implements Serializable {

  /** The member that stands for no persona. */
  public static final String UNKNOWN = "unknown";

  private static final long serialVersionUID = 1L;

  private final Clustering clustering;
  private final List<Cluster> clusters;
  // For the driver alone, as is what is below.
  private final transient Training training;
  private final transient List<Score> scores;
  private final double minConfidence;
  private final transient Drift drift;
  private final transient List<Change> changes;

  /**
   * A persona in the model.
   *
   * @param personaId at its birth the hash of the touchpoints that set it apart
   * @param firstRunId the run in which it was born
   * @param sessionCount training sessions that are its own
   * @param silhouette mean of its sessions in the sample; null where it was not measured
   * @param stability mean bootstrap Jaccard; null where it was not measured
   */
  record Cluster(
      String personaId, String firstRunId, long sessionCount, Double silhouette, Double stability)
      implements Serializable {

    Cluster withId(String id) {
      return new Cluster(id, firstRunId, sessionCount, silhouette, stability);
    }

    Cluster bornIn(String runId) {
      return new Cluster(personaId, runId, sessionCount, silhouette, stability);
    }

    /** The same cluster as what an earlier one became. */
    Cluster goingOn(Cluster earlier) {
      return new Cluster(
          earlier.personaId(), earlier.firstRunId(), sessionCount, silhouette, stability);
    }
  }

  /**
   * When and how the model was trained.
   *
   * @param version hash of the clusters, the scales and the settings
   * @param settings those that shape a model, as text
   * @param trainedOn the day the data was taken as of
   * @param because first, settings, age, drift, promotion or unreadable
   * @param recipe what it was made by
   * @param promotion the id of the last promotion that nights have seen; empty where there was none
   */
  record Training(
      String version,
      String settings,
      LocalDate trainedOn,
      String runId,
      String because,
      Recipe recipe,
      String promotion) {}

  /** The choice for a session. */
  record Choice(String personaId, double confidence) {

    /** No persona was looked for, or there is none to be had. */
    static final Choice NONE = new Choice(UNKNOWN, 0);
  }

  /** A measure of a candidate; null where it could not be taken. */
  record Score(
      String candidate,
      String split,
      String metric,
      Double value,
      Double low,
      Double high,
      long caseCount,
      boolean isPublished) {}

  /**
   * What became of a persona when the model was trained, as {@code ops_persona_lineage} tells it.
   */
  record Change(String personaId, String change, String relatedPersonaId, Double overlap) {}

  PersonaModel(
      Clustering clustering,
      List<Cluster> clusters,
      Training training,
      List<Score> scores,
      double minConfidence,
      Drift drift,
      List<Change> changes) {
    this.clustering = clustering;
    this.clusters = new ArrayList<>(clusters);
    this.training = training;
    this.scores = new ArrayList<>(scores);
    this.minConfidence = minConfidence;
    this.drift = drift;
    this.changes = new ArrayList<>(changes);
  }

  /** The model as it goes on for another night. */
  PersonaModel kept(double confidence, Drift measuredDrift) {
    return new PersonaModel(
        clustering, clusters, training, scores, confidence, measuredDrift, List.of());
  }

  /** The model with the ids that its personas have from the model before. */
  PersonaModel matched(List<Cluster> inherited, List<Change> made) {
    return new PersonaModel(clustering, inherited, training, scores, minConfidence, drift, made);
  }

  /** Hash of the clusters, the scales and the settings. */
  public String version() {
    return training.version();
  }

  /** The ids of the personas, the largest in training first. */
  public List<String> personaIds() {
    return clusters.stream().map(Cluster::personaId).toList();
  }

  Clustering clustering() {
    return clustering;
  }

  List<Cluster> clusters() {
    return List.copyOf(clusters);
  }

  Training training() {
    return training;
  }

  List<Score> scores() {
    return List.copyOf(scores);
  }

  /** A measure of the model itself; null where it could not be taken. */
  Double score(String metric) {
    return scores.stream()
        .filter(score -> score.isPublished() && score.metric().equals(metric))
        .findFirst()
        .map(Score::value)
        .orElse(null);
  }

  /** The drift of the sessions since training, where it was measured. */
  Optional<Drift> drift() {
    return Optional.ofNullable(drift);
  }

  /** What this night's training changed; empty where the model went on. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Sessions it was trained on. */
  long sessionCount() {
    return clusters.stream().mapToLong(Cluster::sessionCount).sum();
  }

  /** The share of the smallest persona, 0 to 1; 0 without personas. */
  double smallestShare() {
    return clusters.isEmpty()
        ? 0
        : (double) clusters.get(clusters.size() - 1).sessionCount() / sessionCount();
  }

  Optional<Cluster> cluster(String personaId) {
    return clusters.stream().filter(one -> one.personaId().equals(personaId)).findFirst();
  }

  /** The place of a session's cluster, however clear the choice is; nothing without a cluster. */
  Optional<Integer> place(List<Feature> features) {
    return clusters.isEmpty() ? Optional.empty() : Optional.of(clustering.choose(features).place());
  }

  /**
   * The persona of a session, the larger one of equally near ones; unknown where the choice is less
   * clear than the settings ask for, or there is no persona. Confidence is told in either case.
   */
  Choice choose(List<Feature> features) {
    if (clusters.isEmpty()) {
      return Choice.NONE;
    }
    Clustering.Choice choice = clustering.choose(features);
    return new Choice(
        choice.confidence() < minConfidence ? UNKNOWN : clusters.get(choice.place()).personaId(),
        choice.confidence());
  }
}

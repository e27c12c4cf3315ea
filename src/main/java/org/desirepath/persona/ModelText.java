package org.desirepath.persona;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.persona.PersonaModel.Training;

/** A model as JSON: what it takes to make it again, to the last bit. */
final class ModelText {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelText() {}

  private record Mixture(TermSpace.Vocabulary vocabulary, MixtureCounts.Stored counts) {}

  private record KMeans(
      long sessionCount, List<FeatureSpace.Statistic> statistics, List<double[]> centres) {}

  /** One of mixture and kMeans is null. */
  private record Model(
      String version,
      String settings,
      String trainedOn,
      String runId,
      String because,
      List<Cluster> clusters,
      List<Score> scores,
      Mixture mixture,
      KMeans kMeans) {}

  static String of(PersonaModel model) {
    Mixture mixture = null;
    KMeans kMeans = null;
    if (model.clustering() instanceof MarkovMixture found) {
      mixture = new Mixture(found.space().vocabulary(), found.counts().stored());
    } else if (model.clustering() instanceof KMeansClusters found) {
      kMeans =
          new KMeans(found.space().sessionCount(), found.space().statistics(), found.centres());
    }
    Training training = model.training();
    try {
      return MAPPER.writeValueAsString(
          new Model(
              training.version(),
              training.settings(),
              training.trainedOn().toString(),
              training.runId(),
              training.because(),
              model.clusters(),
              model.scores(),
              mixture,
              kMeans));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A model is plain data", impossible);
    }
  }

  /**
   * The model of a text that {@link #of} made.
   *
   * @throws IllegalArgumentException if it is none, such as that of a later version
   */
  static PersonaModel read(String text) {
    try {
      Model model = MAPPER.readValue(text, Model.class);
      return new PersonaModel(
          clustering(model),
          model.clusters(),
          new Training(
              model.version(),
              model.settings(),
              LocalDate.parse(model.trainedOn()),
              model.runId(),
              model.because()),
          model.scores(),
          0,
          null,
          List.of());
    } catch (JsonProcessingException fault) {
      throw new IllegalArgumentException(
          "The persona model of the version before cannot be read: " + fault.getOriginalMessage(),
          fault);
    }
  }

  private static Clustering clustering(Model model) {
    if (model.mixture() != null) {
      return MarkovMixture.of(
          TermSpace.of(model.mixture().vocabulary()), MixtureCounts.of(model.mixture().counts()));
    }
    return new KMeansClusters(
        FeatureSpace.of(model.kMeans().sessionCount(), model.kMeans().statistics()),
        model.kMeans().centres().toArray(double[][]::new));
  }
}

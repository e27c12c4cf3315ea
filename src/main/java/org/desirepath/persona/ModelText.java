package org.desirepath.persona;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.PersonaModel.Score;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings.Recipe;

/** A model as JSON: what it takes to make it again, to the last bit. */
final class ModelText {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelText() {}

  private record Mixture(TermSpace.Vocabulary vocabulary, MixtureCounts.Stored counts) {}

  private record Space(
      long sessionCount, boolean isUnit, List<FeatureSpace.Statistic> statistics) {}

  private record Centres(Space space, List<double[]> centres) {}

  private record Gaussians(
      Space space, PrincipalAxes axes, List<GaussianClusters.Component> components) {}

  /** One of mixture, centres and gaussians is there, the others are null. */
  private record Model(
      String version,
      String settings,
      String trainedOn,
      String runId,
      String because,
      Recipe recipe,
      String promotion,
      List<Cluster> clusters,
      List<Score> scores,
      Mixture mixture,
      Centres centres,
      Gaussians gaussians) {}

  static String of(PersonaModel model) {
    Mixture mixture = null;
    Centres centres = null;
    Gaussians gaussians = null;
    if (model.clustering() instanceof MarkovMixture found) {
      mixture = new Mixture(found.space().vocabulary(), found.counts().stored());
    } else if (model.clustering() instanceof CentreClusters found) {
      centres = new Centres(stored(found.space()), found.centres());
    } else if (model.clustering() instanceof GaussianClusters found) {
      gaussians = new Gaussians(stored(found.space()), found.axes(), found.components());
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
              training.recipe(),
              training.promotion(),
              model.clusters(),
              model.scores(),
              mixture,
              centres,
              gaussians));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A model is plain data", impossible);
    }
  }

  /**
   * The model of a text that {@link #of} made; nothing of another text, such as a later release's.
   */
  static Optional<PersonaModel> read(String text) {
    try {
      Model model = MAPPER.readValue(text, Model.class);
      if (model.recipe() == null) {
        return Optional.empty();
      }
      return Optional.of(
          new PersonaModel(
              clustering(model),
              model.clusters(),
              new Training(
                  model.version(),
                  model.settings(),
                  LocalDate.parse(model.trainedOn()),
                  model.runId(),
                  model.because(),
                  model.recipe(),
                  model.promotion()),
              model.scores(),
              0,
              null,
              List.of()));
    } catch (JsonProcessingException unknown) {
      return Optional.empty();
    }
  }

  private static Clustering clustering(Model model) {
    if (model.mixture() != null) {
      return MarkovMixture.of(
          TermSpace.of(model.mixture().vocabulary()), MixtureCounts.of(model.mixture().counts()));
    }
    if (model.gaussians() != null) {
      return new GaussianClusters(
          read(model.gaussians().space()),
          model.gaussians().axes(),
          model.gaussians().components());
    }
    return new CentreClusters(
        read(model.centres().space()), model.centres().centres().toArray(double[][]::new));
  }

  private static Space stored(FeatureSpace space) {
    return new Space(space.sessionCount(), space.isUnit(), space.statistics());
  }

  private static FeatureSpace read(Space space) {
    return FeatureSpace.of(space.sessionCount(), space.isUnit(), space.statistics());
  }
}

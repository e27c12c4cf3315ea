package org.desirepath.persona;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.desirepath.persona.PersonaModel.Training;
import org.desirepath.settings.PersonaSettings;

/**
 * A candidate that was made the nightly model. The next night of a job with these settings takes it
 * once; what that night made of it goes on from there, so a later change of settings counts again.
 *
 * @param id names the promotion
 * @param candidate the name of the candidate
 * @param settings those that shape a model at the time of the promotion, as text
 * @param modelText the candidate's model
 */
public record Promotion(String id, String candidate, String settings, String modelText) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The promotion of a candidate at a moment, for a job's settings. */
  public static Promotion of(Candidate candidate, PersonaSettings settings, Instant at) {
    return new Promotion(
        at + " " + candidate.name(), candidate.name(), settings.shape(), candidate.modelText());
  }

  /** The promotion of a text; nothing of another text, such as a later release's. */
  public static Optional<Promotion> read(String text) {
    try {
      return Optional.of(MAPPER.readValue(text, Promotion.class));
    } catch (JsonProcessingException unknown) {
      return Optional.empty();
    }
  }

  /** As JSON. */
  public String text() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A promotion is plain data", impossible);
    }
  }

  /** Whether the settings are those it was made for, and its model can be read. */
  boolean isFor(PersonaSettings job) {
    return settings.equals(job.shape()) && ModelText.read(modelText).isPresent();
  }

  /** The model as trained in a run, for the nights to come. */
  PersonaModel model(PersonaSettings job, LocalDate today, String runId) {
    PersonaModel model = ModelText.read(modelText).orElseThrow();
    Training training = model.training();
    return new PersonaModel(
        model.clustering(),
        model.clusters().stream().map(cluster -> cluster.bornIn(runId)).toList(),
        new Training(
            training.version(),
            job.shape(),
            training.trainedOn(),
            runId,
            "promotion",
            training.recipe(),
            id),
        model.scores(),
        job.minConfidence(),
        null,
        List.of());
  }
}

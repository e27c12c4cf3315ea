package org.desirepath.persona;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** Candidates as JSON. */
public final class CandidateTexts {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private CandidateTexts() {}

  /** A text that {@link #read} makes the same candidates of. */
  public static String of(List<Candidate> candidates) {
    try {
      return MAPPER.writeValueAsString(candidates);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Candidates are plain data", impossible);
    }
  }

  /** The candidates of a text; nothing of another text, such as another release's. */
  public static Optional<List<Candidate>> read(String text) {
    try {
      List<Candidate> candidates = MAPPER.readValue(text, new TypeReference<>() {});
      return candidates.stream().allMatch(one -> ModelText.read(one.modelText()).isPresent())
          ? Optional.of(candidates)
          : Optional.empty();
    } catch (JsonProcessingException unknown) {
      return Optional.empty();
    }
  }
}

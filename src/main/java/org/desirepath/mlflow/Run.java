package org.desirepath.mlflow;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is logged as one run of an experiment. Maps are kept in the order of their keys, so the same
 * run is always logged in the same way.
 *
 * @param name what people see in the list of runs; need not be unique
 * @param endedAt not before {@code startedAt}; also the time of every metric
 * @param metrics those that are infinite or not a number are left out when the run is logged
 * @param tags with {@link #FINGERPRINT} among them, the run is logged once only
 * @param artefacts each at its own path
 */
public record Run(
    String name,
    Instant startedAt,
    Instant endedAt,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Map<String, String> tags,
    List<Artefact> artefacts) {

  /** The tag that tells one candidate of a sweep from another, the same in every attempt. */
  public static final String FINGERPRINT = "desirepath.candidate_fingerprint";

  private static final Pattern FINGERPRINTS = Pattern.compile("[A-Za-z0-9_.:-]{1,250}");

  /** Copies what it is given. */
  public Run {
    parameters = sorted(parameters);
    metrics = sorted(metrics);
    tags = sorted(tags);
    artefacts = List.copyOf(artefacts);
    if (name.isBlank()) {
      throw new IllegalArgumentException("A run must have a name");
    }
    if (endedAt.isBefore(startedAt)) {
      throw new IllegalArgumentException(
          "Run '%s' ends at %s, before it starts at %s".formatted(name, endedAt, startedAt));
    }
    String fingerprint = tags.get(FINGERPRINT);
    if (fingerprint != null && !FINGERPRINTS.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException(
          "%s must be 1 to 250 letters, digits, '_', '.', ':' or '-', but is '%s'"
              .formatted(FINGERPRINT, fingerprint));
    }
    Set<String> paths = new HashSet<>();
    for (Artefact artefact : artefacts) {
      if (!paths.add(artefact.path())) {
        throw new IllegalArgumentException(
            "Run '%s' has two artefacts at '%s'".formatted(name, artefact.path()));
      }
    }
  }

  /** What tells this candidate of a sweep from the others; empty if the run is of no sweep. */
  public Optional<String> fingerprint() {
    return Optional.ofNullable(tags.get(FINGERPRINT));
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}

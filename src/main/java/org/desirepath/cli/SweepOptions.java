package org.desirepath.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.SweepFolder;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.CandidateTexts;
import picocli.CommandLine.Option;

/** What commands take that look at the candidates of a sweep. */
final class SweepOptions {

  /** The folder of the candidates' texts in that of a sweep. */
  static final String CANDIDATES = "candidates";

  private static final int SUGGESTIONS = 5;

  @Option(
      names = "--sweep",
      paramLabel = "ID",
      description = "The sweep the candidates are of; default: the latest of the warehouse.")
  private String sweepId;

  /**
   * All candidates of the sweep.
   *
   * @throws UserError if there is no such sweep, or it has none
   */
  List<Candidate> candidates(SparkSession spark, Job job) {
    String location = job.settings().warehouse().location();
    Optional<SweepFolder> folder =
        sweepId == null
            ? SweepFolder.latest(spark, location)
            : Optional.of(SweepFolder.of(spark, location, sweepId));
    List<Candidate> candidates = new ArrayList<>();
    folder.ifPresent(
        sweep ->
            sweep
                .list(CANDIDATES)
                .forEach(
                    name ->
                        sweep
                            .read(CANDIDATES + "/" + name)
                            .flatMap(CandidateTexts::read)
                            .ifPresent(candidates::addAll)));
    if (candidates.isEmpty()) {
      throw new UserError(
          ExitCode.NO_INPUT,
          sweepId == null
              ? "%s has no sweep yet; run desirepath tune".formatted(location)
              : "%s has no sweep %s".formatted(location, sweepId));
    }
    return candidates;
  }

  /**
   * The candidate of a name.
   *
   * @throws UserError with the likest names if there is none
   */
  static Candidate named(List<Candidate> candidates, String name) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ExitCode.NO_INPUT,
                    "The sweep has no candidate %s; likest are %s"
                        .formatted(name, String.join(", ", likest(candidates, name)))));
  }

  private static List<String> likest(List<Candidate> candidates, String name) {
    return candidates.stream()
        .map(Candidate::name)
        .sorted(
            Comparator.<String>comparingInt(
                    other -> LevenshteinDistance.getDefaultInstance().apply(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SUGGESTIONS)
        .toList();
  }
}

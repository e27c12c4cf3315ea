package org.desirepath.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.hadoop.conf.Configuration;
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
   * The folder of the sweep.
   *
   * @throws UserError if the warehouse has none
   */
  SweepFolder folder(Job job) {
    String location = job.settings().warehouse().location();
    Configuration configuration = SparkSessions.hadoop(job.settings().spark());
    return sweepId == null
        ? SweepFolder.latest(location, configuration)
            .orElseThrow(
                () ->
                    new UserError(
                        ExitCode.NO_INPUT,
                        "%s has no sweep yet; run desirepath tune".formatted(location)))
        : SweepFolder.of(location, sweepId, configuration);
  }

  /**
   * The candidate of a name.
   *
   * @throws UserError with the likest names if there is none, or it has no personas
   */
  static Candidate named(SweepFolder sweep, String name) {
    List<Candidate> candidates = candidates(sweep);
    Candidate found =
        candidates.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        ExitCode.NO_INPUT,
                        "Sweep %s has no candidate %s; likest are %s"
                            .formatted(
                                sweep.sweepId(),
                                name,
                                String.join(", ", likest(candidates, name)))));
    if (found.stabilities().isEmpty()) {
      throw new UserError(ExitCode.NO_INPUT, "Candidate %s has no personas".formatted(name));
    }
    return found;
  }

  private static List<Candidate> candidates(SweepFolder sweep) {
    List<Candidate> candidates = new ArrayList<>();
    for (String file : sweep.list(CANDIDATES)) {
      sweep
          .read(CANDIDATES + "/" + file)
          .flatMap(CandidateTexts::read)
          .ifPresent(candidates::addAll);
    }
    if (candidates.isEmpty()) {
      throw new UserError(
          ExitCode.NO_INPUT,
          "There is no candidate in %s; run desirepath tune".formatted(sweep.location()));
    }
    return candidates;
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

package org.desirepath.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.desirepath.mlflow.Artefact;
import org.desirepath.mlflow.Mlflow;
import org.desirepath.mlflow.Run;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.ChooseCandidate;
import org.desirepath.persona.ListCandidates;
import org.desirepath.table.Fingerprint;

/** Logs the candidates of a sweep to MLflow. */
final class LogSweep {

  private LogSweep() {}

  /** What is logged of a sweep. */
  record Sweep(
      String id,
      List<Candidate> candidates,
      ChooseCandidate choice,
      String report,
      Instant startedAt,
      Instant endedAt) {}

  /** A run for each candidate; the picked one carries the report. None is logged twice. */
  static void to(Mlflow server, Sweep sweep, PrintStream out) {
    String last = "";
    for (Candidate candidate : sweep.candidates()) {
      last = server.log(run(sweep, candidate));
    }
    out.printf("MLflow      %d candidates; %s%n", sweep.candidates().size(), last);
  }

  private static Run run(Sweep sweep, Candidate candidate) {
    boolean isPicked =
        sweep.choice().picked().filter(one -> one.name().equals(candidate.name())).isPresent();
    List<Artefact> artefacts = new ArrayList<>();
    artefacts.add(Artefact.ofText("model.json", candidate.modelText()));
    if (isPicked) {
      artefacts.add(Artefact.ofText("report.html", sweep.report()));
    }
    return new Run(
        candidate.name(),
        sweep.startedAt(),
        sweep.endedAt(),
        Map.of(
            "algorithm", candidate.recipe().algorithm(),
            "feature_set", candidate.featureSet(),
            "features", String.join(", ", candidate.recipe().features()),
            "count", Integer.toString(candidate.count()),
            "seed", Long.toString(candidate.recipe().seed())),
        ListCandidates.measures(candidate),
        Map.of(
            Run.FINGERPRINT,
            Fingerprint.of(List.of(sweep.id(), candidate.name(), Boolean.toString(isPicked))),
            "desirepath.sweep",
            sweep.id(),
            "desirepath.is_picked",
            Boolean.toString(isPicked),
            "desirepath.faults",
            String.join("; ", sweep.choice().faults().get(candidate.name()))),
        artefacts);
  }
}

package org.desirepath.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.desirepath.persona.Candidate;
import org.desirepath.persona.SweepPersonas;

/** Tells how a sweep goes: a line per trial with its figures and about how long is left. */
public final class SweepProgress implements SweepPersonas.Listener {

  private final PrintStream out;
  private final int trials;
  private final InstantSource clock;
  private int done;
  private int tried;
  private Duration spent = Duration.ZERO;
  private Instant began;

  /**
   * Starts to tell.
   *
   * @param trials how many trials the sweep has
   */
  public SweepProgress(PrintStream out, int trials, InstantSource clock) {
    this.out = out;
    this.trials = trials;
    this.clock = clock;
  }

  @Override
  public void began(String trial) {
    began = clock.instant();
  }

  @Override
  public void ended(String trial, List<Candidate> candidates, boolean wasThere) {
    done++;
    String took = "kept from before";
    if (!wasThere) {
      Duration own = Duration.between(began, clock.instant());
      tried++;
      spent = spent.plus(own);
      took = String.format(Locale.ROOT, "%.1f s", own.toMillis() / 1000.0);
    }
    out.printf(
        Locale.ROOT,
        "%4d/%d  %-44s %s  %s%s%n",
        done,
        trials,
        trial,
        figures(candidates),
        took,
        left());
    out.flush();
  }

  /** The means over the seeds. */
  private static String figures(List<Candidate> candidates) {
    return String.format(
        Locale.ROOT,
        "gain %6.3f  stability %4.2f  agreement %s",
        candidates.stream().mapToDouble(Candidate::meanGain).average().orElse(0),
        candidates.stream().mapToDouble(Candidate::lowestStability).average().orElse(0),
        candidates.stream().anyMatch(one -> one.agreement() == null)
            ? "   -"
            : String.format(
                Locale.ROOT,
                "%4.2f",
                candidates.stream().mapToDouble(Candidate::agreement).average().orElse(0)));
  }

  private String left() {
    if (tried == 0 || done == trials) {
      return "";
    }
    long seconds = spent.dividedBy(tried).multipliedBy(trials - done).toSeconds();
    return seconds < 90
        ? ", about %d s left".formatted(seconds)
        : ", about %d min left".formatted(Math.round(seconds / 60.0));
  }
}

package org.desirepath.role;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;

/**
 * How far what behaviour tells is believed against the plain shares of the roles.
 *
 * <p>The logarithms of the probabilities are mixed with those of the shares, and one number says
 * how: at 1 the model is taken at its word, below it is held back towards the shares, above it was
 * too timid. This is temperature scaling (Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern
 * Neural Networks", 2017) with the shares instead of a coin as its coldest end, so that a model
 * which tells nothing is calibrated to tell nothing.
 *
 * @param trust the weight of the model's logarithms; that of the shares' is one less it
 * @param logShares the logarithm of each role's share
 */
record Calibration(double trust, Vector logShares) implements Serializable {

  private static final int STEPS = 60;
  private static final double STEP = 0.05;

  /**
   * A person whose role is known, and what a model that never saw them says.
   *
   * @param role the place of the role; negative if the model does not know it
   * @param logProbabilities by role
   */
  record Case(int role, Vector logProbabilities) {}

  /** The trust under which the cases are least surprising, of 0 to 3; the least of equal ones. */
  static Calibration of(List<Case> cases, Vector logShares) {
    Calibration best = new Calibration(0, logShares);
    double least = best.logLoss(cases);
    for (int step = 1; step <= STEPS; step++) {
      Calibration next = new Calibration(step * STEP, logShares);
      double loss = next.logLoss(cases);
      if (loss < least) {
        least = loss;
        best = next;
      }
    }
    return best;
  }

  /** What to believe of each role. */
  double[] probabilities(Vector logProbabilities) {
    double[] mixed = mixed(logProbabilities);
    for (int role = 0; role < mixed.length; role++) {
      mixed[role] = StrictMath.exp(mixed[role]);
    }
    return mixed;
  }

  private double[] mixed(Vector logProbabilities) {
    double[] mixed = new double[logShares.size()];
    for (int role = 0; role < mixed.length; role++) {
      mixed[role] = trust * logProbabilities.apply(role) + (1 - trust) * logShares.apply(role);
    }
    return RoleOdds.normalized(mixed);
  }

  private double logLoss(List<Case> cases) {
    double loss = 0;
    for (Case one : cases) {
      if (one.role() >= 0) {
        loss -= mixed(one.logProbabilities())[one.role()];
      }
    }
    return loss;
  }
}

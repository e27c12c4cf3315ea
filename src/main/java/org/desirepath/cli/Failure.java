package org.desirepath.cli;

import java.util.Optional;
import org.desirepath.ExecutorsLost;
import org.desirepath.lake.LakeException;
import org.desirepath.mlflow.MlflowException;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.source.ExportsChanged;
import org.desirepath.source.MissingExports;
import org.desirepath.source.TooManyRefused;

/**
 * How a command failed.
 *
 * @param exitCode what the scheduler is told
 * @param message what people are told
 */
record Failure(ExitCode exitCode, String message) {

  /**
   * Tells a user's mistake, or the storage's, from a defect, of which nothing but its kind is told.
   */
  static Failure of(Throwable fault) {
    if (fault instanceof UserError mistake) {
      return new Failure(mistake.exitCode(), mistake.getMessage());
    }
    if (fault instanceof InvalidSettings invalid) {
      return new Failure(ExitCode.SETTINGS, text(invalid));
    }
    if (fault instanceof MissingExports) {
      return new Failure(ExitCode.NO_INPUT, fault.getMessage());
    }
    if (fault instanceof TooManyRefused) {
      return new Failure(ExitCode.DATA, fault.getMessage());
    }
    if (fault instanceof ExportsChanged || fault instanceof ExecutorsLost) {
      return new Failure(ExitCode.TRY_AGAIN, fault.getMessage());
    }
    if (fault instanceof LakeException stopped) {
      return of(stopped);
    }
    if (fault instanceof MlflowException unreachable) {
      return new Failure(exitCode(unreachable), unreachable.getMessage());
    }
    Optional<LakeException> storage = LakeException.ofStorage(fault);
    return storage.isPresent()
        ? of(storage.get())
        : new Failure(
            ExitCode.BUG,
            "This is a defect of Desirepath %s: %s"
                .formatted(Desirepath.version(), fault.getClass().getName()));
  }

  boolean isDefect() {
    return exitCode == ExitCode.BUG;
  }

  private static String text(InvalidSettings invalid) {
    StringBuilder text =
        new StringBuilder(
            invalid.faults().size() == 1
                ? "One setting is wrong:"
                : invalid.faults().size() + " settings are wrong:");
    invalid
        .faults()
        .forEach(wrong -> text.append(System.lineSeparator()).append("  ").append(wrong));
    return text.toString();
  }

  private static Failure of(LakeException stopped) {
    return new Failure(exitCode(stopped), stopped.getMessage());
  }

  private static ExitCode exitCode(MlflowException fault) {
    return fault instanceof MlflowException.Misconfigured
        ? ExitCode.SETTINGS
        : fault instanceof MlflowException.TryAgain ? ExitCode.TRY_AGAIN : ExitCode.NO_INPUT;
  }

  private static ExitCode exitCode(LakeException stopped) {
    if (stopped instanceof LakeException.BrokenLaw) {
      return ExitCode.DATA;
    }
    if (stopped instanceof LakeException.CannotWrite) {
      return ExitCode.CANNOT_WRITE;
    }
    if (stopped instanceof LakeException.NotPermitted) {
      return ExitCode.NO_PERMISSION;
    }
    return stopped instanceof LakeException.TryAgain ? ExitCode.TRY_AGAIN : ExitCode.NO_INPUT;
  }
}

package org.desirepath.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.desirepath.lake.LakeException;
import org.desirepath.mlflow.MlflowException;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.source.MissingExports;
import org.desirepath.source.TooManyRefused;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells failures: a user's mistake in one message with its exit code, a defect with its trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(fault.getMessage());
    UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE.number();
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (fault instanceof UserError mistake) {
      err.println(mistake.getMessage());
      return mistake.exitCode().number();
    }
    if (fault instanceof InvalidSettings invalid) {
      err.println(
          invalid.faults().size() == 1
              ? "One setting is wrong:"
              : invalid.faults().size() + " settings are wrong:");
      invalid.faults().forEach(wrong -> err.println("  " + wrong));
      return ExitCode.SETTINGS.number();
    }
    if (fault instanceof MissingExports) {
      err.println(fault.getMessage());
      return ExitCode.NO_INPUT.number();
    }
    if (fault instanceof TooManyRefused) {
      err.println(fault.getMessage());
      return ExitCode.DATA.number();
    }
    if (fault instanceof LakeException stopped) {
      err.println(stopped.getMessage());
      return exitCode(stopped).number();
    }
    if (fault instanceof MlflowException unreachable) {
      err.println(unreachable.getMessage());
      return exitCode(unreachable).number();
    }
    Optional<LakeException> storage = LakeException.ofStorage(fault);
    if (storage.isPresent()) {
      err.println(storage.get().getMessage());
      return exitCode(storage.get()).number();
    }
    err.println("This is a defect of Desirepath " + Desirepath.version() + ":");
    fault.printStackTrace(err);
    return ExitCode.BUG.number();
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
    return stopped instanceof LakeException.TryAgain ? ExitCode.TRY_AGAIN : ExitCode.NO_INPUT;
  }
}

package org.desirepath.cli;

import java.io.PrintWriter;
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
    Failure failure = Failure.of(fault);
    if (failure.isDefect()) {
      err.println("This is a defect of Desirepath " + Desirepath.version() + ":");
      fault.printStackTrace(err);
    } else {
      err.println(failure.message());
    }
    return failure.exitCode().number();
  }
}

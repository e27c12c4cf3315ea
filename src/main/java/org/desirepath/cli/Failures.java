package org.desirepath.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.desirepath.report.JsonLine;
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
    if (command.getParseResult().matchedOptionValue(LogFormat.OPTION, LogFormat.TEXT)
        == LogFormat.JSON) {
      err.println(line(failure, fault));
    } else if (failure.isDefect()) {
      err.println("This is a defect of Desirepath " + Desirepath.version() + ":");
      fault.printStackTrace(err);
    } else {
      err.println(failure.message());
    }
    return failure.exitCode().number();
  }

  private static JsonLine line(Failure failure, Exception fault) {
    JsonLine line =
        JsonLine.ofFailure(Instant.now(), "command_failed", failure.exitCode().number())
            .with("message", failure.message());
    if (failure.isDefect()) {
      StringWriter trace = new StringWriter();
      fault.printStackTrace(new PrintWriter(trace));
      line.with(
          "exception",
          Map.of("class", fault.getClass().getName(), "stack_trace", trace.toString()));
    }
    return line;
  }
}

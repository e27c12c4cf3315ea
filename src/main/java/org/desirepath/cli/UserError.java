package org.desirepath.cli;

/** A mistake that the one who started the command can mend: one message and its exit code. */
final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  UserError(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}

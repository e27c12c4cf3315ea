package org.desirepath.cli;

/** What a command tells the scheduler that started it; numbers as in BSD's {@code sysexits.h}. */
enum ExitCode {
  OK(0, "done"),
  USAGE(64, "the command line is wrong"),
  DATA(65, "the data breaks a law or too much of it was refused; nothing was published"),
  NO_INPUT(66, "a file or folder that is needed is not there"),
  BUG(70, "a defect of Desirepath; the stack trace says where"),
  CANNOT_WRITE(73, "the warehouse cannot be written"),
  TRY_AGAIN(
      75, "another run published meanwhile, storage failed for a while, or executors were lost"),
  NO_PERMISSION(77, "storage refuses the credentials, or they have expired"),
  SETTINGS(78, "settings, mappings or catalogue are wrong");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}

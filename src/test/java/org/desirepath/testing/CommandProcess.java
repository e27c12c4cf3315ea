package org.desirepath.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real command in a process of its own, as the launcher starts it. */
public final class CommandProcess {

  private CommandProcess() {}

  /**
   * A process that is yet to be started; what it says, faults included, is one stream.
   *
   * @param javaOptions such as the size of the heap; of two of a name the one given here counts
   * @param arguments the command and its options
   */
  public static ProcessBuilder of(List<String> javaOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@target/classes/launch.args");
    command.add("-Xss4m");
    command.add("-Dlog4j2.configurationFile=conf/log4j2.properties");
    command.add("-Ddesirepath.logs=target/logs");
    command.add("-Duser.timezone=UTC");
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.desirepath.cli.Desirepath");
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("DESIREPATH_LOG", "file");
    return process;
  }
}

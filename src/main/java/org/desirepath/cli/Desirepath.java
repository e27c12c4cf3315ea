package org.desirepath.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The program: finds the command, runs it and turns its end into an exit code. */
@Command(
    name = "desirepath",
    mixinStandardHelpOptions = true,
    versionProvider = Desirepath.Version.class,
    description = "Discovers the journeys customers really take.",
    subcommands = {
      RunCommand.class,
      BackfillCommand.class,
      ValidateCommand.class,
      StatusCommand.class,
      RollbackCommand.class,
      VacuumCommand.class,
      DictionaryCommand.class,
      PathsCommand.class,
      PredictBenchmarkCommand.class,
      TuneCommand.class,
      FeaturesCommand.class,
      DemoExportsCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Desirepath {

  /** Made by the command line alone. */
  Desirepath() {}

  /**
   * Runs a command. Ends the process only on failure: in a cluster's driver, returning is success.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    int exitCode = run(arguments);
    if (exitCode != ExitCode.OK.number()) {
      System.exit(exitCode);
    }
  }

  /** Runs a command in this process and returns its exit code. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The commands as picocli knows them. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Desirepath());
    String exitCodes =
        Arrays.stream(ExitCode.values())
            .map(code -> "  %2d  %s%n".formatted(code.number(), code.meaning()))
            .collect(Collectors.joining());
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> addHelp(command, exitCodes.stripTrailing()));
    commandLine.setParameterExceptionHandler(new Failures());
    commandLine.setExecutionExceptionHandler(new Failures());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(100);
    return commandLine;
  }

  private static void addHelp(CommandLine command, String exitCodes) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().sortOptions(false).footer("", "Exit codes:", exitCodes);
    if (!command.getSubcommands().isEmpty()) {
      // Its commands have parameters of their own, and the parser would ask for both.
      List.copyOf(spec.positionalParameters()).forEach(one -> makeOptional(spec, one));
      command.getSubcommands().values().forEach(below -> addHelp(below, exitCodes));
    }
  }

  private static void makeOptional(CommandSpec spec, PositionalParamSpec parameter) {
    spec.remove(parameter);
    spec.addPositional(
        PositionalParamSpec.builder(parameter).required(false).arity("0..1").build());
  }

  /** The version that the build wrote down. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream stream = Desirepath.class.getResourceAsStream("/desirepath.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** Tells picocli the version. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"desirepath " + version()};
    }
  }
}

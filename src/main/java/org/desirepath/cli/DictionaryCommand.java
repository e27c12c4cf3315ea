package org.desirepath.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.desirepath.lake.DataDictionary;
import org.desirepath.table.PublishedTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what every table and column means. */
@Command(
    name = "dictionary",
    description = "Writes the data dictionary: what every table, row and column means.")
final class DictionaryCommand implements Callable<Integer> {

  /** The shapes of the dictionary. */
  enum Format {
    MARKDOWN,
    HTML
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      defaultValue = "MARKDOWN",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; default: standard output.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    String dictionary =
        format == Format.HTML
            ? DataDictionary.html(PublishedTables.ALL)
            : DataDictionary.markdown(PublishedTables.ALL);
    if (out == null) {
      spec.commandLine().getOut().println(dictionary);
      spec.commandLine().getOut().flush();
    } else {
      Files.writeString(out, dictionary);
    }
    return ExitCode.OK.number();
  }
}

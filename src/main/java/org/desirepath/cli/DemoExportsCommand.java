package org.desirepath.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.desirepath.demo.DemoExports;
import org.desirepath.demo.DemoSettings;
import org.desirepath.demo.DemoSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the exports of an invented company, with the truth behind them. */
@Command(
    name = "demo-exports",
    description = {
      "Writes linked web, CRM and help-desk exports of an invented company in the vendors' formats,",
      "with the truth behind them: who is who, personas, what makes deals won and lost."
    })
final class DemoExportsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "60",
      description = "Business accounts; default: ${DEFAULT-VALUE}.")
  private int accounts;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Instead of --accounts: about so many web rows.")
  private Long events;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "60",
      description = "Days of history; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Another seed tells another story; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--end",
      paramLabel = "DATE",
      description = "Day of the snapshot, at whose start the exports end; default: 2026-06-01.")
  private LocalDate end = DemoSettings.DEFAULT_END;

  @Option(
      names = "--hostile",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Broken rows, doubles, bots and unreadable files among the good; default: yes.")
  private boolean hostile;

  @Option(
      names = "--truth",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Write the truth as well; default: yes.")
  private boolean truth;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for ga4, salesforce, zendesk and truth.")
  private Path out;

  @Override
  public Integer call() throws java.io.IOException {
    int size = events == null ? accounts : DemoSettings.accountsFor(events, days);
    DemoSettings settings = new DemoSettings(size, days, seed, hostile, truth, end);
    DemoSummary summary =
        DemoExports.write(settings, out, line -> spec.commandLine().getErr().println(line));
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d accounts with %,d people: %,d web rows, %,d CRM rows, %,d help-desk rows in %s%n",
            summary.accounts(),
            summary.persons(),
            summary.webRows(),
            summary.crmRows(),
            summary.helpdeskRows(),
            out);
    return ExitCode.OK.number();
  }
}

package org.desirepath.demo;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes the demo: linked exports of the web site, the CRM and the help desk of the invented vendor
 * Fernhall, and the truth behind them.
 *
 * <p>What the truth holds: {@code events.csv.gz} one row per true event of any export; {@code
 * sessions.csv.gz} one per person and web visit, with its persona and what the true model makes of
 * it; {@code person_of_identifier.csv} who stands behind an identifier, and whether deterministic
 * links in the exports suffice to say so; {@code account_of_person.csv} employers; {@code
 * accounts.csv}, {@code outcomes.csv} (deals with the planted causes they met), {@code
 * tickets.csv}, {@code bots.csv}; {@code effects.json} the planted odds ratios and the drift;
 * {@code hostile.json} and {@code totals.json} dirt and rows per file. {@code entity_id} names what
 * deterministic links alone can know.
 *
 * <p>Accounts are told one by one and forgotten once written, so memory does not grow with their
 * number; what grows with the days is one open file each. Everything about account k comes from the
 * seed and k, so every file of a smaller demo is the beginning of the same file of a larger one.
 */
public final class DemoExports {

  private static final int REPORTS = 20;

  private final DemoSettings settings;
  private final Window window;
  private final Ledger ledger = new Ledger();
  private final PersonaModel model = PersonaModel.read();
  private final List<Campaign> campaigns;
  private final Map<String, Long> counts = new TreeMap<>();

  private DemoExports(DemoSettings settings) {
    this.settings = settings;
    window = new Window(settings);
    campaigns = Campaign.all(window);
  }

  /**
   * Writes the folders {@code ga4}, {@code salesforce}, {@code zendesk} and, if wanted, {@code
   * truth}.
   *
   * @param out where to write; made if it does not exist
   * @param progress is told, now and then, how far the work is
   * @return what was written
   * @throws DirectoryNotEmptyException if something is already there
   * @throws IOException if it cannot be written
   */
  public static DemoSummary write(DemoSettings settings, Path out, Consumer<String> progress)
      throws IOException {
    Files.createDirectories(out);
    try (Stream<Path> present = Files.list(out)) {
      if (present.findAny().isPresent()) {
        throw new DirectoryNotEmptyException(out.toString());
      }
    }
    return new DemoExports(settings).write(out, progress);
  }

  private DemoSummary write(Path out, Consumer<String> progress) throws IOException {
    try (WebFolder web = new WebFolder(out, window, ledger);
        CrmFolder crm = new CrmFolder(out, settings.hostile(), ledger);
        HelpdeskFolder helpdesk = new HelpdeskFolder(out, ledger)) {
      if (settings.truth()) {
        try (TruthFolder truth = new TruthFolder(out)) {
          writeAll(web, crm, helpdesk, truth, progress);
          truth.writeJson("totals.json", Totals.of(settings, window, ledger, counts));
          truth.writeJson("effects.json", Totals.effects(window));
          truth.writeJson("hostile.json", ledger.dirt());
        }
      } else {
        writeAll(web, crm, helpdesk, null, progress);
      }
    }
    return new DemoSummary(
        settings.accounts(),
        counts.getOrDefault("persons", 0L),
        counts.getOrDefault("sessions", 0L),
        counts.getOrDefault("deals", 0L),
        counts.getOrDefault("tickets", 0L),
        ledger.rowsIn(WebFolder.NAME),
        ledger.rowsIn(CrmFolder.NAME),
        ledger.rowsIn(HelpdeskFolder.NAME));
  }

  private void writeAll(
      WebFolder web,
      CrmFolder crm,
      HelpdeskFolder helpdesk,
      TruthFolder truth,
      Consumer<String> progress)
      throws IOException {
    if (settings.hostile()) {
      writeDirt(web, crm, helpdesk, truth);
    }
    CrmRecords.write(crm, window, campaigns);
    HelpdeskRecords.writeAgents(helpdesk, window);
    WebRecords visits = new WebRecords(web, window, settings.seed(), settings.hostile());
    int every = Math.max(1, settings.accounts() / REPORTS);
    for (int number = 0; number < settings.accounts(); number++) {
      AccountStory story = AccountLife.of(settings.seed(), window, model, campaigns, number);
      AccountTruth accountTruth = truth == null ? null : new AccountTruth(story, window);
      visits.write(story, accountTruth);
      CrmRecords.write(crm, window, settings.hostile(), settings.seed(), story);
      HelpdeskRecords.write(helpdesk, settings.hostile(), settings.seed(), story);
      if (truth != null) {
        truth.write(accountTruth);
      }
      count(story);
      if ((number + 1) % every == 0) {
        progress.accept("%d of %d accounts".formatted(number + 1, settings.accounts()));
      }
    }
  }

  private void writeDirt(WebFolder web, CrmFolder crm, HelpdeskFolder helpdesk, TruthFolder truth)
      throws IOException {
    List<BotVisits.Bot> bots = BotVisits.write(settings.seed(), window, web);
    WebDirt.writeOversize(web, window);
    web.addUnreadableFiles();
    CrmDirt.write(crm, window);
    HelpdeskDirt.write(helpdesk, window);
    if (truth != null) {
      truth.writeBots(bots);
    }
  }

  private void count(AccountStory story) {
    counts.merge("accounts", 1L, Long::sum);
    // Who moved in from another account is counted there.
    counts.merge("persons", story.people().stream().filter(p -> p.from() == 0).count(), Long::sum);
    counts.merge("sessions", (long) story.sessions().size(), Long::sum);
    counts.merge(
        "deals",
        story.deals().stream().filter(deal -> deal.createdAt() < window.end()).count(),
        Long::sum);
    counts.merge("tickets", (long) story.tickets().size(), Long::sum);
    counts.merge(
        "planned_tasks",
        story.touches().stream().filter(Outreach.Touch::planned).count(),
        Long::sum);
  }
}

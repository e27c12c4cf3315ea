package org.desirepath.demo;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what the web export has of accounts: their events, and dirt beside them. */
final class WebRecords {

  private static final double LATE = 0.012;
  private static final int LATEST_DAYS = 3;
  private static final long BUNDLES_PER_ACCOUNT = 1_000_000;

  private final WebFolder folder;
  private final Window window;
  private final long seed;
  private final boolean hostile;
  private final WebJson json = new WebJson();
  private final Bytes row = new Bytes();

  WebRecords(WebFolder folder, Window window, long seed, boolean hostile) {
    this.folder = folder;
    this.window = window;
    this.seed = seed;
    this.hostile = hostile;
  }

  /** Writes one account; {@code truth} may be null. */
  void write(AccountStory story, AccountTruth truth) {
    int account = story.company().number();
    Dice late = Dice.of(seed, "late", account);
    WebDirt dirt = new WebDirt(folder, window.days() - 1, Dice.of(seed, "dirt", account));
    long[] bundle = {(account + 1L) * BUNDLES_PER_ACCOUNT};
    WebEvents.of(
        story,
        seed,
        event -> {
          int day = window.dayOf(event.atMillis());
          int file = late.chance(LATE) ? arrival(day, late) : day;
          try {
            write(event, day, file, bundle[0]++, dirt);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          if (truth != null) {
            truth.see(event, folder.name(file));
          }
        });
  }

  /** Late events stand in the file of the day they arrived. */
  private int arrival(int day, Dice late) {
    int arrival = day + (int) late.between(1, LATEST_DAYS);
    return arrival < window.days() ? arrival : day;
  }

  private void write(WebEvent event, int day, int file, long bundle, WebDirt dirt)
      throws IOException {
    String title = event.page().title;
    if (!hostile) {
      json.write(row, event, window.fileDay(day), title, bundle);
      folder.accept(file, row);
      return;
    }
    json.write(row, event, window.fileDay(day), dirt.title(file, title), bundle);
    dirt.addUnknownField(file, row);
    folder.accept(file, row);
    dirt.soil(file, row, event, bundle);
  }
}

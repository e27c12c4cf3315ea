package org.desirepath.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Soils the web export: beside a good row stands, now and then, a double or a broken copy of it; a
 * few good rows carry strange texts or unknown fields.
 */
final class WebDirt {

  static final List<String> ODD_TEXTS =
      List.of(
          "=1+HYPERLINK(\"https://trap.example\")",
          "<script>document.title='x'</script><b onclick=go()>",
          "\u202Etxt.lnk\u202C مرحبا שלום",
          "🛗👷🏽‍♀️ 𝓕𝓮𝓻𝓷𝓱𝓪𝓵𝓵",
          "Robert'); DELETE FROM visits;--",
          "..\\..\\boot.ini");

  private static final double ODD_TITLE = 0.0012;
  private static final double UNKNOWN_FIELD = 0.001;

  private static final Dirt[] KINDS = {
    Dirt.EXACT_DUPLICATE,
    Dirt.NEAR_DUPLICATE,
    Dirt.MALFORMED_JSON,
    Dirt.WRONG_TYPE,
    Dirt.MISSING_EVENT_NAME,
    Dirt.MISSING_TIMESTAMP,
    Dirt.MISSING_USER_PSEUDO_ID,
    Dirt.TIMESTAMP_FUTURE,
    Dirt.TIMESTAMP_1970
  };

  /** How many of a hundred thousand rows have each kind beside them. */
  private static final double[] WEIGHTS = {400, 200, 60, 80, 50, 40, 40, 40, 60};

  private static final double SOILED = 0.0097;
  private static final long TWO_YEARS = 730L * 86_400_000_000L;
  private static final byte[] NAME = utf8("\"event_name\":\"");
  private static final byte[] TIMESTAMP = utf8("\"event_timestamp\":\"");
  private static final byte[] PARAMS = utf8("\"event_params\":[");
  private static final byte[] BUNDLE = utf8("],\"event_bundle_sequence_id\"");
  private static final String BUNDLE_KEY = "],\"event_bundle_sequence_id\":\"";
  private static final byte[] PSEUDO_ID = utf8("\"user_pseudo_id\":\"");

  private final WebFolder folder;
  private final int lastDay;
  private final Dice dice;
  private final Bytes copy = new Bytes();

  WebDirt(WebFolder folder, int lastDay, Dice dice) {
    this.folder = folder;
    this.lastDay = lastDay;
    this.dice = dice;
  }

  /** Writes a row that is good but for its length, before any account's. */
  static void writeOversize(WebFolder folder, Window window) throws IOException {
    int day = window.days() / 3;
    long at = window.midnight(day) + Window.HOUR;
    String pseudoId = Browser.pseudoId(Dice.of(0, "oversize", 0));
    String title = "o".repeat(Dirt.OVERSIZE);
    String row = BotVisits.row(window, at, at, pseudoId, "", "/", title);
    folder.soil(day, new Bytes().add(row), Dirt.OVERSIZE_RECORD);
  }

  /** The title to write into a row that is to be written into the day's file. */
  String title(int day, String title) {
    if (!dice.chance(ODD_TITLE)) {
      return title;
    }
    folder.remark(day, Dirt.ODD_BUT_GOOD_ACCEPTED);
    return dice.pick(ODD_TEXTS);
  }

  /** May add a field that no version of the format has. */
  void addUnknownField(int day, Bytes row) {
    if (dice.chance(UNKNOWN_FIELD)) {
      folder.remark(day, Dirt.ODD_BUT_GOOD_ACCEPTED);
      row.cut(row.length() - 2).add(",\"field_to_come\":{\"list\":[1,{\"inner\":null}]}}\n");
    }
  }

  /** May write dirt beside a good row. */
  void soil(int day, Bytes row, WebEvent event, long bundle) throws IOException {
    if (!dice.chance(SOILED)) {
      return;
    }
    Dirt kind = KINDS[dice.weighted(WEIGHTS)];
    copy.clear().add(row);
    int file = day;
    switch (kind) {
      case EXACT_DUPLICATE -> file = dice.chance(0.25) ? Math.min(day + 1, lastDay) : day;
      case NEAR_DUPLICATE -> set(BUNDLE, utf8(","), BUNDLE_KEY + (bundle + 500_000) + "\"");
      case MALFORMED_JSON -> breakSyntax();
      case WRONG_TYPE -> breakType();
      case MISSING_EVENT_NAME -> set(NAME, utf8(","), "\"event_name\":null");
      case MISSING_TIMESTAMP -> set(TIMESTAMP, utf8("\"event_name\""), "");
      case MISSING_USER_PSEUDO_ID -> set(PSEUDO_ID, utf8("\"privacy_info\""), "");
      case TIMESTAMP_FUTURE -> setTimestamp(event.atMicros() + TWO_YEARS);
      default -> setTimestamp(event.atMicros() % 80_000_000_000L);
    }
    folder.soil(file, copy, kind);
  }

  private void setTimestamp(long micros) {
    set(TIMESTAMP, utf8(","), "\"event_timestamp\":\"" + micros + "\"");
  }

  private void breakType() {
    switch (dice.below(3)) {
      case 0 -> set(TIMESTAMP, utf8(","), "\"event_timestamp\":{\"us\":1}");
      case 1 -> set(TIMESTAMP, utf8(","), "\"event_timestamp\":\"last week\"");
      default -> set(PARAMS, BUNDLE, "\"event_params\":\"n/a\"");
    }
    int end = copy.indexOf(BUNDLE);
    if (end > 0 && copy.indexOf(PARAMS) < 0) {
      // The bracket that closed the list is gone with it.
      copy.replace(end, end + 1, "");
    }
  }

  private void breakSyntax() {
    switch (dice.below(4)) {
      case 0 -> copy.cut(copy.length() * 11 / 20).add("\n");
      case 1 -> copy.cut(copy.length() - 1).add(",{\"more\":\n");
      case 2 -> {
        String single = copy.toString().replace('"', '\'');
        copy.clear().add(single);
      }
      default -> copy.clear().add("upstream connect error, reset reason: overflow\n");
    }
  }

  /** Replaces what stands from one mark up to the next. */
  private void set(byte[] from, byte[] to, String text) {
    int start = copy.indexOf(from);
    int end = start + from.length;
    while (!startsWith(end, to)) {
      end++;
    }
    copy.replace(start, end, text);
  }

  private boolean startsWith(int place, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (copy.at(place + i) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

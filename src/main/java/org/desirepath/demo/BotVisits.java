package org.desirepath.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Visitors that are no people: crawlers every day, one that storms for an hour, a probe. */
final class BotVisits {

  /** A bot and what it did, as the truth tells it. */
  record Bot(String pseudoId, String kind, int events, long startedAt) {}

  private static final int STORM = 10_000;
  private static final long STORM_STEP = 355;
  private static final int STORM_HOUR_UTC = 13;
  private static final long PROBE_STEP = 5 * Window.MINUTE;
  private static final int ROWS_OF_TODAY = 200;

  private static final String CRAWLER =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  private static final String OTHER_CRAWLER =
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";
  private static final String HEADLESS = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0";
  private static final String PROBE = "UptimeProbe/2.4";

  private static final List<String> PAGES = List.of("/", "/pricing", "/customers", "/product");

  private final long seed;
  private final Window window;
  private final WebFolder folder;
  private final Bytes row = new Bytes();
  private final List<Bot> bots = new ArrayList<>();

  private BotVisits(long seed, Window window, WebFolder folder) {
    this.seed = seed;
    this.window = window;
    this.folder = folder;
  }

  /** Writes all bots' rows, before any account's. */
  static List<Bot> write(long seed, Window window, WebFolder folder) throws IOException {
    BotVisits visits = new BotVisits(seed, window, folder);
    for (int day = 0; day < window.days(); day++) {
      visits.crawl(day);
    }
    visits.storm();
    visits.probe();
    return visits.bots;
  }

  /** Rows of a file that will be broken; nobody reads them. */
  static String rowsOfToday(Window window) {
    StringBuilder rows = new StringBuilder();
    Dice dice = Dice.of(0, "today", 0);
    for (int i = 0; i < ROWS_OF_TODAY; i++) {
      long at = window.end() + i * Window.MINUTE;
      rows.append(row(window, at, at, Browser.pseudoId(dice), "", dice.pick(PAGES), "Fernhall"));
    }
    return rows.toString();
  }

  private void crawl(int day) throws IOException {
    Dice dice = Dice.of(seed, "crawler", day);
    long at = window.midnight(day) + dice.below(20) * Window.HOUR;
    String agent = dice.chance(0.7) ? CRAWLER : OTHER_CRAWLER;
    int events = (int) dice.between(5, 45);
    visit(Browser.pseudoId(dice), "spider_user_agent", agent, at, 4 * Window.SECOND, events);
  }

  private void storm() throws IOException {
    Dice dice = Dice.of(seed, "storm", 0);
    long day = Window.utcDate(window.midnight(window.days() / 2) + 12 * Window.HOUR).toEpochDay();
    long at = day * Window.DAY + STORM_HOUR_UTC * Window.HOUR;
    visit(Browser.pseudoId(dice), "ten_thousand_an_hour", HEADLESS, at, STORM_STEP, STORM);
  }

  /** Two days of asking whether the site is up, as far as the window has them. */
  private void probe() throws IOException {
    Dice dice = Dice.of(seed, "probe", 0);
    int day = window.days() * 2 / 3;
    long at = window.midnight(day);
    long until = window.midnight(Math.min(day + 2, window.days()));
    int events = (int) ((until - at) / PROBE_STEP);
    visit(Browser.pseudoId(dice), "uptime_monitor", PROBE, at, PROBE_STEP, events);
  }

  private void visit(
      String pseudoId, String kind, String agent, long startsAt, long step, int events)
      throws IOException {
    for (int i = 0; i < events; i++) {
      long at = startsAt + i * step;
      String page = kind.equals("uptime_monitor") ? "/" : PAGES.get(i % PAGES.size());
      row.clear().add(row(window, at, startsAt, pseudoId, agent, page, "Fernhall"));
      folder.soil(window.dayOf(at), row, Dirt.BOT);
    }
    bots.add(new Bot(pseudoId, kind, events, startsAt));
  }

  /** A sparse row, as automatic visitors leave it; no {@code user_agent} when it is empty. */
  static String row(
      Window window,
      long at,
      long firstAt,
      String pseudoId,
      String agent,
      String page,
      String title) {
    String userAgent =
        agent.isEmpty()
            ? ""
            : ",{\"key\":\"user_agent\",\"value\":{\"string_value\":\"%s\"}}".formatted(agent);
    String fileDay = at < window.end() ? window.fileDay(window.dayOf(at)) : today(window);
    return "{\"event_date\":\"%s\",\"event_timestamp\":\"%d000\",\"event_name\":\"page_view\","
            .formatted(fileDay, at)
        + "\"event_params\":[{\"key\":\"page_location\",\"value\":{\"string_value\":"
        + "\"https://www.%s%s\"}},".formatted(WebTouchpoint.DOMAIN, page)
        + "{\"key\":\"page_title\",\"value\":{\"string_value\":\"%s\"}},".formatted(title)
        + "{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"%d\"}},"
            .formatted(firstAt / Window.SECOND)
        + "{\"key\":\"ga_session_number\",\"value\":{\"int_value\":\"1\"}}%s],".formatted(userAgent)
        + "\"user_pseudo_id\":\"%s\",\"privacy_info\":{\"analytics_storage\":\"Yes\","
            .formatted(pseudoId)
        + "\"ads_storage\":\"No\",\"uses_transient_token\":\"No\"},\"user_properties\":[],"
        + "\"user_first_touch_timestamp\":\"%d000\",\"device\":{\"category\":\"desktop\","
            .formatted(firstAt)
        + "\"operating_system\":\"Linux\",\"language\":\"\",\"web_info\":{\"browser\":"
        + "\"Chrome\"}},\"geo\":{\"country\":\"Ireland\",\"city\":\"Dublin\"},"
        + "\"stream_id\":\"8240017731\",\"platform\":\"WEB\"}\n";
  }

  private static String today(Window window) {
    return window.fileDay(window.days());
  }
}

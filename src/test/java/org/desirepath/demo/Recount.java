package org.desirepath.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the rows of exports as a careful reader would who knows the formats and nothing else. */
final class Recount {

  private static final int LONGEST = 1_000_000;
  private static final int MOST_AN_HOUR = 2_000;

  private final WrittenExports exports;
  private final long from;
  private final long to;
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  /** Moments outside the window are not believed. */
  Recount(WrittenExports exports, long from, long to) {
    this.exports = exports;
    this.from = from;
    this.to = to;
  }

  /** Rows by file and by what becomes of them. */
  Map<String, Map<String, Integer>> count() throws IOException {
    Set<String> bots = stormyVisitors();
    Set<String> keys = new HashSet<>();
    for (String file : exports.files().keySet()) {
      if (file.startsWith("ga4/")) {
        countWeb(file, bots, keys);
      } else if (file.startsWith("salesforce/")) {
        countCrm(file);
      } else if (file.startsWith("zendesk/")) {
        countHelpdesk(file);
      }
    }
    return counts;
  }

  private List<String> webLines(String file) throws IOException {
    try {
      return exports.lines(file);
    } catch (IOException e) {
      return null;
    }
  }

  private Set<String> stormyVisitors() throws IOException {
    Map<String, Integer> hours = new HashMap<>();
    Set<String> stormy = new HashSet<>();
    for (String file : exports.files().keySet()) {
      List<String> lines = file.startsWith("ga4/") ? webLines(file) : null;
      for (String line : lines == null ? List.<String>of() : lines) {
        JsonNode row = WrittenExports.object(line);
        if (row != null && isGoodWebRow(row)) {
          String visitor = row.get("user_pseudo_id").textValue();
          long hour = row.get("event_timestamp").asLong() / 3_600_000_000L;
          if (hours.merge(visitor + "|" + hour, 1, Integer::sum) > MOST_AN_HOUR) {
            stormy.add(visitor);
          }
        }
      }
    }
    return stormy;
  }

  private void countWeb(String file, Set<String> bots, Set<String> keys) throws IOException {
    List<String> lines = webLines(file);
    if (lines == null) {
      count(file, "refused_file");
      return;
    }
    for (String line : lines) {
      JsonNode row = line.length() > LONGEST ? null : WrittenExports.object(line);
      if (row == null || !isGoodWebRow(row)) {
        count(file, "quarantined");
      } else if (bots.contains(row.get("user_pseudo_id").textValue()) || callsItselfABot(row)) {
        count(file, "bot");
      } else {
        String key =
            row.get("user_pseudo_id") + "|" + row.get("event_timestamp") + row.get("event_name");
        count(file, keys.add(key) ? "accepted" : "duplicate");
      }
    }
  }

  private boolean isGoodWebRow(JsonNode row) {
    return row.path("user_pseudo_id").isTextual()
        && row.path("event_name").isTextual()
        && row.path("event_params").isArray()
        && row.path("event_timestamp").isTextual()
        && row.get("event_timestamp").textValue().matches("[0-9]+")
        && isInside(row.get("event_timestamp").asLong() / 1000);
  }

  private static boolean callsItselfABot(JsonNode row) {
    for (JsonNode param : row.get("event_params")) {
      String value = param.path("value").path("string_value").asText();
      if (param.path("key").asText().equals("user_agent")
          && value.matches("(?i).*(bot|headless|probe).*")) {
        return true;
      }
    }
    return false;
  }

  private void countCrm(String file) throws IOException {
    WrittenExports.Csv csv = exports.csv(file);
    Map<String, String> latest = new HashMap<>();
    for (List<String> values : csv.records()) {
      if (values.size() != csv.header().size()) {
        count(file, "quarantined");
      }
    }
    for (Map<String, String> row : csv.rows()) {
      if (isGoodCrmRow(file, row)) {
        String modified = row.get("SystemModstamp");
        String before = latest.merge(row.get("Id"), modified, (a, b) -> a);
        count(file, before.equals(modified) && counted(row) ? "accepted" : "duplicate");
      } else {
        count(file, "quarantined");
      }
    }
  }

  private final Set<Map<String, String>> seen = new HashSet<>();

  private boolean counted(Map<String, String> row) {
    return seen.add(row);
  }

  private boolean isGoodCrmRow(String file, Map<String, String> row) {
    boolean isShort = row.values().stream().allMatch(value -> value.length() < LONGEST);
    if (row.get("Id").isEmpty() || !isShort) {
      return false;
    }
    return switch (file) {
      case "salesforce/Opportunity.csv" ->
          row.get("Amount").matches("[0-9.]+")
              && row.get("IsWon").matches("[01]")
              && isDay(row.get("CloseDate"));
      case "salesforce/Task.csv" -> isMoment(row.get("CreatedDate"));
      default -> true;
    };
  }

  private void countHelpdesk(String file) throws IOException {
    Map<Long, Integer> versions = new HashMap<>();
    for (String line : exports.lines(file)) {
      JsonNode row = line.length() > LONGEST ? null : WrittenExports.object(line);
      if (row == null || !isGoodHelpdeskRow(file, row)) {
        count(file, "quarantined");
      } else {
        boolean first = versions.merge(row.get("id").asLong(), 1, Integer::sum) == 1;
        count(file, first ? "accepted" : "duplicate");
      }
    }
  }

  private boolean isGoodHelpdeskRow(String file, JsonNode row) {
    if (!row.path("id").isIntegralNumber() || !row.path("created_at").isTextual()) {
      return false;
    }
    return switch (file) {
      case "zendesk/tickets.jsonl.gz" ->
          row.path("requester_id").isIntegralNumber() && isMoment(row.get("created_at").asText());
      case "zendesk/satisfaction_ratings.jsonl.gz" -> row.path("score").isTextual();
      default -> true;
    };
  }

  private boolean isMoment(String text) {
    try {
      return isInside(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDay(String text) {
    try {
      return LocalDate.parse(text).getYear() > 2000;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private boolean isInside(long moment) {
    return moment >= from && moment < to;
  }

  private void count(String file, String fate) {
    counts.computeIfAbsent(file, unseen -> new TreeMap<>()).merge(fate, 1, Integer::sum);
  }
}

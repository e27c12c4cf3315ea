package org.desirepath.demo;

import static org.desirepath.demo.HelpdeskFolder.Kind.COMMENTS;
import static org.desirepath.demo.HelpdeskFolder.Kind.RATINGS;
import static org.desirepath.demo.HelpdeskFolder.Kind.TICKETS;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Soils the help desk export with broken rows, before any account's. */
final class HelpdeskDirt {

  private static final long FIRST_ID = 5_000;
  private static final int PAIRS = 2;
  private static final long TWO_YEARS = 730 * Window.DAY;

  private HelpdeskDirt() {}

  static void write(HelpdeskFolder folder, Window window) throws IOException {
    String at = Window.helpdeskMoment(window.start() + Window.HOUR);
    long id = FIRST_ID;
    for (int i = 0; i < PAIRS; i++) {
      folder.soil(Dirt.MISSING_ID, TICKETS, ticket(null, at, 1));
      folder.soil(Dirt.WRONG_TYPE, TICKETS, ticket(id++, 7.25, 1));
      folder.soil(Dirt.WRONG_TYPE, TICKETS, ticket(id++, at, Map.of("email", "me")));
      String future = Window.helpdeskMoment(window.end() + TWO_YEARS);
      folder.soil(Dirt.TIMESTAMP_FUTURE, TICKETS, ticket(id++, future, 1));
      folder.soil(Dirt.TIMESTAMP_1970, TICKETS, ticket(id++, Window.helpdeskMoment(0), 1));
      String whole = ticket(id++, at, 1);
      folder.soil(Dirt.MALFORMED_JSON, TICKETS, whole.substring(0, whole.length() / 2));
      folder.soil(Dirt.MISSING_ID, COMMENTS, comment(null, "?", window));
      folder.soil(Dirt.MALFORMED_JSON, COMMENTS, "{'id': " + id + ", ");
    }
    String oversize = "o".repeat(Dirt.OVERSIZE);
    folder.soil(Dirt.OVERSIZE_RECORD, COMMENTS, comment(id++, oversize, window));
    Map<String, Object> rating =
        HelpdeskRecords.ratingRow(
            id, Helpdesk.FIRST_AGENT, 1, FIRST_ID, 5, null, window.start() + Window.HOUR);
    folder.soil(Dirt.WRONG_TYPE, RATINGS, HelpdeskFolder.json(rating));
  }

  private static String ticket(Long id, Object createdAt, Object requester) throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("url", TICKETS.url(FIRST_ID));
    row.put("external_id", null);
    row.put("via", Map.of("channel", "web"));
    row.put("created_at", createdAt);
    row.put("updated_at", createdAt);
    row.put("type", "question");
    row.put("subject", "Broken");
    row.put("description", "Broken");
    row.put("priority", "normal");
    row.put("status", "open");
    row.put("requester_id", requester);
    row.put("submitter_id", 1);
    row.put("assignee_id", Helpdesk.FIRST_AGENT);
    row.put("organization_id", null);
    row.put("tags", List.of());
    row.put("satisfaction_rating", Map.of("score", "unoffered"));
    return HelpdeskFolder.json(row);
  }

  private static String comment(Long id, String text, Window window) throws IOException {
    return HelpdeskFolder.json(
        HelpdeskRecords.commentRow(
            id, FIRST_ID, 1, text, true, "api", window.start() + Window.HOUR));
  }
}

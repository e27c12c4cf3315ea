package org.desirepath.demo;

import static org.desirepath.demo.HelpdeskFolder.Kind.COMMENTS;
import static org.desirepath.demo.HelpdeskFolder.Kind.ORGANIZATIONS;
import static org.desirepath.demo.HelpdeskFolder.Kind.RATINGS;
import static org.desirepath.demo.HelpdeskFolder.Kind.TICKETS;
import static org.desirepath.demo.HelpdeskFolder.Kind.USERS;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what the help desk knows of an account at the snapshot. */
final class HelpdeskRecords {

  static final long GROUP = 81_007;
  static final long BRAND = 42_310;
  static final String MAILBOX = "support@" + WebTouchpoint.DOMAIN;

  private static final long ORGANIZATION_BLOCK = 361_000_000_000L;
  private static final double SUPERSEDED = 0.04;

  private static final List<String> AGENTS = List.of("Mara Desk", "Ole Care", "Pia Support");

  private final HelpdeskFolder folder;
  private final boolean hostile;
  private final Dice dice;
  private final Company company;
  private final Set<Long> knownUsers = new HashSet<>();
  private boolean organizationKnown;

  private HelpdeskRecords(HelpdeskFolder folder, boolean hostile, long seed, Company company) {
    this.folder = folder;
    this.hostile = hostile;
    this.company = company;
    this.dice = Dice.of(seed, "desk", company.number());
  }

  static void write(HelpdeskFolder folder, boolean hostile, long seed, AccountStory story)
      throws IOException {
    HelpdeskRecords records = new HelpdeskRecords(folder, hostile, seed, story.company());
    List<Ticket> byTime =
        story.tickets().stream()
            .sorted(Comparator.comparing(Ticket::createdAt).thenComparing(Ticket::id))
            .toList();
    for (Ticket ticket : byTime) {
      records.writeTicket(ticket);
    }
  }

  /** The vendor's own people, whose ids are small. */
  static void writeAgents(HelpdeskFolder folder, Window window) throws IOException {
    long hired = window.start() - 400 * Window.DAY;
    for (int i = 0; i < Helpdesk.AGENTS; i++) {
      String name = AGENTS.get(i);
      String email =
          Labels.lower(name.substring(0, name.indexOf(' '))) + "@" + WebTouchpoint.DOMAIN;
      folder.accept(
          USERS, user(Helpdesk.FIRST_AGENT + i, name, email, hired, "en-US", null, "agent", null));
    }
  }

  private void writeTicket(Ticket ticket) throws IOException {
    Ticket.Requester requester = ticket.requester();
    if (!organizationKnown) {
      organizationKnown = true;
      writeOrganization(ticket.createdAt());
    }
    if (knownUsers.add(requester.id())) {
      String locale = company.place().speaksGerman() ? "de" : "en-US";
      folder.accept(
          USERS,
          user(
              requester.id(),
              requester.name(),
              requester.email(),
              ticket.createdAt(),
              locale,
              organization(requester),
              "end-user",
              requester.contactId()));
    }
    if (hostile && dice.chance(SUPERSEDED)) {
      Map<String, Object> older = ticketRow(ticket, "new", "unoffered", ticket.createdAt());
      folder.soil(Dirt.SUPERSEDED_VERSION, TICKETS, HelpdeskFolder.json(older));
    }
    // A version that nobody has touched since must not look like the one it replaces.
    long updatedAt = Math.max(ticket.updatedAt(), ticket.createdAt() + Window.MINUTE);
    folder.accept(TICKETS, ticketRow(ticket, ticket.status(), score(ticket), updatedAt));
    for (Ticket.Comment comment : ticket.comments()) {
      writeComment(ticket, comment);
    }
    if (ticket.isRated()) {
      writeRating(ticket);
    }
  }

  private Long organization(Ticket.Requester requester) {
    return requester.inOrganization() ? organizationId() : null;
  }

  private long organizationId() {
    return ORGANIZATION_BLOCK + company.number();
  }

  private static String score(Ticket ticket) {
    if (ticket.isRated()) {
      return ticket.rating();
    }
    return ticket.firstResponseHours() < 0 ? "unoffered" : "offered";
  }

  private void writeOrganization(long at) throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", organizationId());
    row.put("url", ORGANIZATIONS.url(organizationId()));
    row.put("name", company.name());
    row.put("domain_names", List.of(company.domain()));
    row.put("external_id", dice.chance(0.8) ? company.accountId() : null);
    row.put("shared_tickets", false);
    row.put("shared_comments", false);
    row.put("created_at", Window.helpdeskMoment(at));
    row.put("updated_at", Window.helpdeskMoment(at));
    row.put("details", "");
    row.put("notes", "");
    row.put("group_id", null);
    row.put("tags", List.of());
    row.put("organization_fields", Map.of());
    folder.accept(ORGANIZATIONS, row);
  }

  private static Map<String, Object> user(
      long id,
      String name,
      String email,
      long at,
      String locale,
      Long organization,
      String role,
      String externalId) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("url", USERS.url(id));
    row.put("name", name);
    row.put("email", email);
    row.put("created_at", Window.helpdeskMoment(at));
    row.put("updated_at", Window.helpdeskMoment(at));
    row.put("time_zone", "Berlin");
    row.put("iana_time_zone", "Europe/Berlin");
    row.put("phone", null);
    row.put("locale", locale);
    row.put("organization_id", organization);
    row.put("role", role);
    row.put("verified", true);
    row.put("external_id", externalId);
    row.put("tags", List.of());
    row.put("alias", "");
    row.put("active", true);
    row.put("shared", false);
    row.put("suspended", false);
    return row;
  }

  private Map<String, Object> ticketRow(Ticket ticket, String status, String score, long at) {
    Map<String, Object> row = new LinkedHashMap<>();
    String email = ticket.requester().email();
    Map<String, Object> from =
        ticket.channel().equals("email") ? Map.of("address", email) : Map.of();
    row.put("id", ticket.id());
    row.put("url", TICKETS.url(ticket.id()));
    row.put("external_id", null);
    row.put("via", via(ticket.channel(), from));
    row.put("created_at", Window.helpdeskMoment(ticket.createdAt()));
    row.put("updated_at", Window.helpdeskMoment(at));
    row.put("generated_timestamp", at / Window.SECOND);
    row.put("type", ticket.type());
    row.put("subject", ticket.subject());
    row.put("raw_subject", ticket.subject());
    row.put("description", ticket.comments().get(0).text());
    row.put("priority", ticket.priority());
    row.put("status", status);
    row.put("recipient", MAILBOX);
    row.put("requester_id", ticket.requester().id());
    row.put("submitter_id", ticket.requester().id());
    row.put("assignee_id", ticket.agentId());
    row.put("organization_id", organization(ticket.requester()));
    row.put("group_id", GROUP);
    row.put("collaborator_ids", List.of());
    row.put("follower_ids", List.of());
    row.put("email_cc_ids", List.of());
    row.put("problem_id", null);
    row.put("has_incidents", false);
    row.put("is_public", true);
    row.put("due_at", null);
    row.put("tags", ticket.isOnboarding() ? List.of("onboarding") : List.of());
    row.put("custom_fields", List.of());
    row.put("satisfaction_rating", satisfaction(ticket, score));
    row.put("brand_id", BRAND);
    row.put("allow_channelback", false);
    return row;
  }

  private static Map<String, Object> via(String channel, Map<String, Object> from) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("from", from);
    source.put("to", Map.of());
    source.put("rel", null);
    Map<String, Object> via = new LinkedHashMap<>();
    via.put("channel", channel);
    via.put("source", source);
    return via;
  }

  private static Map<String, Object> satisfaction(Ticket ticket, String score) {
    Map<String, Object> satisfaction = new LinkedHashMap<>();
    satisfaction.put("score", score);
    if (score.equals("good") || score.equals("bad")) {
      satisfaction.put("comment", ratingText(ticket));
    }
    return satisfaction;
  }

  private static String ratingText(Ticket ticket) {
    return ticket.ratingText().isEmpty() ? null : ticket.ratingText();
  }

  private void writeComment(Ticket ticket, Ticket.Comment comment) throws IOException {
    long author = comment.isCustomers() ? ticket.requester().id() : ticket.agentId();
    folder.accept(
        COMMENTS,
        commentRow(
            comment.id(),
            ticket.id(),
            author,
            comment.text(),
            comment.isPublic(),
            comment.isCustomers() ? "web" : "api",
            comment.at()));
  }

  static Map<String, Object> commentRow(
      Long id, long ticketId, long author, String text, boolean isPublic, String via, long at) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("type", "Comment");
    row.put("ticket_id", ticketId);
    row.put("author_id", author);
    row.put("body", text);
    row.put("html_body", "<div class=\"zd-comment\"><p>" + text + "</p></div>");
    row.put("plain_body", text);
    row.put("public", isPublic);
    row.put("attachments", List.of());
    row.put("audit_id", id == null ? 1 : id + 1);
    row.put("via", Map.of("channel", via));
    row.put("created_at", Window.helpdeskMoment(at));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("system", Map.of());
    metadata.put("custom", Map.of());
    row.put("metadata", metadata);
    return row;
  }

  private void writeRating(Ticket ticket) throws IOException {
    folder.accept(
        RATINGS,
        ratingRow(
            ticket.ratingId(),
            ticket.agentId(),
            ticket.requester().id(),
            ticket.id(),
            ticket.rating(),
            ratingText(ticket),
            ticket.ratedAt()));
  }

  static Map<String, Object> ratingRow(
      long id, long agent, long requester, long ticketId, Object score, String text, long at) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("url", RATINGS.url(id));
    row.put("assignee_id", agent);
    row.put("group_id", GROUP);
    row.put("requester_id", requester);
    row.put("ticket_id", ticketId);
    row.put("score", score);
    row.put("comment", text);
    row.put("reason", null);
    row.put("created_at", Window.helpdeskMoment(at));
    row.put("updated_at", Window.helpdeskMoment(at));
    return row;
  }
}

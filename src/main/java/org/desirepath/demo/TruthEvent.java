package org.desirepath.demo;

/**
 * One true event of any export.
 *
 * @param precision how exactly the export tells the moment: {@code ms}, {@code s} or {@code day}
 * @param node what it can be told by
 * @param session the visit, or null off the web
 */
record TruthEvent(
    String source,
    String key,
    long at,
    String precision,
    String file,
    String touchpoint,
    boolean isTouchpoint,
    String direction,
    Person person,
    String node,
    String dealId,
    WebSession session) {

  static TruthEvent ofWeb(WebEvent event, String file) {
    return new TruthEvent(
        "ga4",
        event.key(),
        event.atMillis(),
        "ms",
        file,
        event.isTouchpoint() ? event.touchpoint().label() : event.name(),
        event.isTouchpoint(),
        "customer",
        event.session().person,
        Identities.node(event),
        event.session().dealId,
        event.session());
  }

  static TruthEvent ofTouch(Outreach.Touch touch) {
    boolean meeting = touch.kind() == Outreach.Kind.MEETING;
    return new TruthEvent(
        meeting ? "sf_event" : "sf_task",
        touch.id(),
        touch.at(),
        "s",
        (meeting ? CrmFolder.Table.EVENT : CrmFolder.Table.TASK).fileName,
        touch.kind().label(),
        true,
        touch.kind().direction,
        touch.person(),
        Identities.contactNode(touch.person()),
        touch.dealId(),
        null);
  }

  static TruthEvent ofMember(Outreach.Member member, boolean response) {
    return new TruthEvent(
        "sf_campaign_member",
        response ? member.id() + "|responded" : member.id(),
        response ? member.repliedAt() : member.sentAt(),
        response ? "day" : "s",
        CrmFolder.Table.CAMPAIGN_MEMBER.fileName,
        response ? "campaign_responded" : "campaign_sent",
        true,
        response ? "customer" : "company",
        member.person(),
        Identities.memberNode(member.person()),
        "",
        null);
  }

  static TruthEvent ofTicket(Ticket ticket) {
    return ofTicket(
        ticket,
        "zd_ticket",
        ticket.id(),
        ticket.createdAt(),
        HelpdeskFolder.Kind.TICKETS,
        "ticket_created",
        true,
        "customer");
  }

  /** The first comment repeats the ticket; private notes are no touchpoints. */
  static TruthEvent ofComment(Ticket ticket, Ticket.Comment comment) {
    boolean first = comment.equals(ticket.comments().get(0));
    String reply = comment.isCustomers() ? "ticket_reply_customer" : "ticket_reply_agent";
    return ofTicket(
        ticket,
        "zd_comment",
        comment.id(),
        comment.at(),
        HelpdeskFolder.Kind.COMMENTS,
        first ? "ticket_created" : reply,
        !first && comment.isPublic(),
        comment.isCustomers() ? "customer" : "company");
  }

  static TruthEvent ofRating(Ticket ticket) {
    return ofTicket(
        ticket,
        "zd_rating",
        ticket.ratingId(),
        ticket.ratedAt(),
        HelpdeskFolder.Kind.RATINGS,
        "rating_" + ticket.rating(),
        true,
        "customer");
  }

  private static TruthEvent ofTicket(
      Ticket ticket,
      String source,
      long key,
      long at,
      HelpdeskFolder.Kind kind,
      String touchpoint,
      boolean isTouchpoint,
      String direction) {
    return new TruthEvent(
        source,
        Long.toString(key),
        at,
        "s",
        kind.fileName,
        touchpoint,
        isTouchpoint,
        direction,
        ticket.person(),
        Identities.node(ticket.requester()),
        "",
        null);
  }
}

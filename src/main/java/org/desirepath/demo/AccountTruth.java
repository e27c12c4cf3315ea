package org.desirepath.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The truth about one account, gathered while its exports are written. */
final class AccountTruth {

  final AccountStory story;
  final Identities identities;
  private final Window window;
  private final List<TruthEvent> events = new ArrayList<>();
  private final Map<WebSession, Integer> sessionNumbers = new HashMap<>();
  private final Map<WebSession, String> sessionNodes = new HashMap<>();
  private final Set<String> exportedDeals = new HashSet<>();

  AccountTruth(AccountStory story, Window window) {
    this.story = story;
    this.window = window;
    identities = new Identities(story, window);
    Map<String, Integer> counts = new HashMap<>();
    for (WebSession session : story.sessions()) {
      sessionNumbers.put(session, counts.merge(session.person.personId(), 1, Integer::sum));
    }
    for (Deal deal : story.deals()) {
      if (deal.createdAt() < window.end()) {
        exportedDeals.add(deal.id());
      }
    }
  }

  /** Notes a row of the web export. */
  void see(WebEvent event, String file) {
    identities.see(event);
    TruthEvent truth = TruthEvent.ofWeb(event, file);
    sessionNodes.putIfAbsent(event.session(), truth.node());
    events.add(truth);
  }

  /** Notes what the other exports tell. */
  void seeTheRest() {
    for (Outreach.Touch touch : story.touches()) {
      if (!touch.planned()) {
        events.add(TruthEvent.ofTouch(touch));
      }
    }
    for (Outreach.Member member : story.members()) {
      events.add(TruthEvent.ofMember(member, false));
      if (member.responded()) {
        events.add(TruthEvent.ofMember(member, true));
      }
    }
    for (Ticket ticket : story.tickets()) {
      events.add(TruthEvent.ofTicket(ticket));
      for (Ticket.Comment comment : ticket.comments()) {
        events.add(TruthEvent.ofComment(ticket, comment));
      }
      if (ticket.isRated()) {
        events.add(TruthEvent.ofRating(ticket));
      }
    }
  }

  /** All events by person and time; at one moment touchpoints come first. */
  List<TruthEvent> events() {
    events.sort(
        Comparator.comparing((TruthEvent event) -> event.person().personId())
            .thenComparing(TruthEvent::at)
            .thenComparing(event -> !event.isTouchpoint())
            .thenComparing(TruthEvent::source)
            .thenComparing(TruthEvent::key));
    return events;
  }

  int number(WebSession session) {
    return sessionNumbers.get(session);
  }

  /** What the visit's first row can be told by. */
  String node(WebSession session) {
    return sessionNodes.get(session);
  }

  boolean isResolvable(WebSession session) {
    return identities.isResolvable(session.person, node(session));
  }

  /** A deal's id if the CRM knows it by the snapshot. */
  String exported(String dealId) {
    return exportedDeals.contains(dealId) ? dealId : "";
  }

  boolean isExported(Deal deal) {
    return exportedDeals.contains(deal.id());
  }

  String outcome(Deal deal) {
    return deal.isClosedAt(window.end()) ? deal.eventualOutcome() : "open";
  }

  boolean beganBefore(Deal deal) {
    return deal.createdAt() < window.start();
  }

  /** Whether a path can be found in the deal's visits by deterministic links alone. */
  boolean holdsResolvably(Deal deal, List<WebTouchpoint> steps) {
    return story.sessions().stream()
        .anyMatch(
            session ->
                session.dealId.equals(deal.id())
                    && session.endedAt() < deal.closedAt()
                    && session.holds(steps)
                    && isResolvable(session)
                    && identities.isEmployerTold(session.person));
  }
}

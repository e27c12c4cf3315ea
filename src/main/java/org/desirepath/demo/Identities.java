package org.desirepath.demo;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which identifiers of one account's people the exports link, and which person each truly is. */
final class Identities {

  private final AccountStory story;
  private final Window window;
  private final LinkGraph links;
  private final Map<Person, Browser> usedFirst = new HashMap<>();

  Identities(AccountStory story, Window window) {
    this.story = story;
    this.window = window;
    links = new LinkGraph(story.company().number());
    for (Person person : story.people()) {
      linkCrm(person);
    }
    for (Ticket ticket : story.tickets()) {
      linkRequester(ticket.requester());
    }
  }

  private void linkCrm(Person person) {
    for (Person.Contact contact : person.contacts()) {
      links.add(contact.node());
      if (!contact.email().isEmpty()) {
        links.link(contact.node(), emailNode(contact.email()));
      }
    }
    for (Person.Contact contact : person.contacts()) {
      if (contact.isMerged()) {
        links.link("c:" + contact.mergedInto(), contact.node());
      }
    }
    Person.Lead lead = person.lead();
    if (lead != null) {
      links.link(lead.node(), emailNode(lead.email()));
      if (!lead.convertedInto().isEmpty()) {
        links.link("c:" + lead.convertedInto(), lead.node());
      }
    }
  }

  private void linkRequester(Ticket.Requester requester) {
    if (requester.alias() == Ticket.Alias.MAILBOX) {
      return;
    }
    links.link(requester.node(), emailNode(requester.email()));
    if (requester.contactId() != null) {
      links.link("c:" + requester.contactId(), requester.node());
    }
  }

  /** Notes what a row of the web export tells. */
  void see(WebEvent event) {
    Person person = event.session().person;
    boolean kiosk = isKiosk(event.session());
    if (!kiosk) {
      links.add(event.browser().node());
      usedFirst.putIfAbsent(person, event.browser());
    }
    if (event.tellsWho()) {
      links.add(person.emailNode());
      if (!kiosk) {
        links.link(event.browser().node(), person.emailNode());
      }
    }
  }

  static boolean isKiosk(WebSession session) {
    return session.phase == Phase.KIOSK;
  }

  /** What a row of the web export can be told by: its browser, unless others use it too. */
  static String node(WebEvent event) {
    if (!isKiosk(event.session())) {
      return event.browser().node();
    }
    return event.tellsWho()
        ? event.session().person.emailNode()
        : "anonymous:" + event.browser().pseudoId();
  }

  static String node(Ticket.Requester requester) {
    return requester.alias() == Ticket.Alias.MAILBOX
        ? "mailbox:" + requester.email()
        : requester.node();
  }

  static String contactNode(Person person) {
    return person.contacts().get(0).node();
  }

  static String memberNode(Person person) {
    return person.hasContact() ? contactNode(person) : person.lead().node();
  }

  /** An address as addresses are compared: without blanks, capitals and what follows a plus. */
  static String emailNode(String email) {
    String lower = email.strip().toLowerCase(Locale.ROOT);
    int plus = lower.indexOf('+');
    return "e:"
        + (plus < 0 ? lower : lower.substring(0, plus) + lower.substring(lower.indexOf('@')));
  }

  boolean has(String node) {
    return links.has(node);
  }

  String entity(String node) {
    return links.entity(node);
  }

  /** The entity under which most of the person can be found. */
  String entity(Person person) {
    if (person.hasContact()) {
      return entity(contactNode(person));
    }
    if (links.has(person.emailNode())) {
      return entity(person.emailNode());
    }
    Browser browser = usedFirst.get(person);
    return browser == null ? "" : entity(browser.node());
  }

  /** Whether deterministic links suffice to count a node to the person. */
  boolean isResolvable(Person person, String node) {
    return !node.startsWith("anonymous:")
        && !node.startsWith("mailbox:")
        && entity(node).equals(entity(person));
  }

  /** Whether the exports tell for whom the person works. */
  boolean isEmployerTold(Person person) {
    if (person.hasContact()) {
      return true;
    }
    boolean ownDomain = person.email().endsWith("@" + person.company().domain());
    boolean addressShown = person.lead() != null || hasTicket(person);
    return addressShown && ownDomain && person.company().isToldByDomain();
  }

  private boolean hasTicket(Person person) {
    return story.tickets().stream()
        .anyMatch(
            ticket ->
                ticket.person().equals(person)
                    && ticket.requester().alias() == Ticket.Alias.OWN
                    && ticket.createdAt() < window.end());
  }
}

package org.desirepath.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the tickets of one account's people. */
final class Helpdesk {

  static final long FIRST_AGENT = 900_001;
  static final int AGENTS = 3;

  private static final int TICKETS_PER_ACCOUNT = 10_000;
  private static final long USER_BLOCK = 360_000_000_000L;
  private static final long COMMENT_BLOCK = 8_000_000_000L;
  private static final long RATING_BLOCK = 6_000_000_000L;

  private static final List<String> SUBJECTS =
      List.of(
          "Route board shows yesterday's visits",
          "Checklist does not open on the tablet",
          "Question about seats",
          "Import of spare parts stops half way",
          "Calendar feed is an hour late",
          "Photos missing after sync",
          "How to invite a subcontractor",
          "Frage zum Einsatzplan",
          "Invoice shows the wrong depot",
          "Single sign-on sends us in circles");

  private static final List<String> ANSWERS =
      List.of(
          "Hello, thank you for writing. Which version does the device show under About?",
          "Hello, we could see it here as well. A fix goes out tonight.",
          "Please open Settings, then Crews, and switch the filter to All depots.",
          "I have added it for you. Could you check whether it is as you expect?",
          "Guten Tag, wir haben den Abgleich neu gestartet, bitte prüfen Sie die Termine.");

  private static final List<String> NOTES =
      List.of(
          "Same cause as the ticket of last week, linked.",
          "Asked the platform team, waiting for logs.",
          "Customer is in onboarding, please keep an eye on this one.");

  private static final List<String> PRAISE =
      List.of("Quick and to the point", "Solved in one go", "Sehr freundlich", "");

  private static final List<String> BLAME =
      List.of("Took days", "Nobody read what I wrote", "Keine Lösung", "");

  private final Company company;
  private final Window window;
  private final Dice dice;
  private final boolean isNeglected;
  private final boolean hasMailbox;
  private final String mailbox;
  private final List<Ticket> tickets = new ArrayList<>();
  private final Map<String, Ticket.Requester> requesters = new HashMap<>();
  private int ticketCount;
  private int commentCount;

  Helpdesk(Company company, Window window, Dice dice) {
    this.company = company;
    this.window = window;
    this.dice = dice;
    isNeglected = dice.chance(0.35);
    // A subsidiary writes from its parent's domain, where the mailbox is the parent's.
    hasMailbox = company.parent() < 0 && dice.chance(0.35);
    mailbox = (dice.chance(0.5) ? "support@" : "info@") + company.domain();
  }

  /** The tickets so far, in no particular order. */
  List<Ticket> tickets() {
    return tickets;
  }

  /** Tickets of the people during a phase; those of it are returned. */
  List<Ticket> during(Phase phase, long from, long to, List<Person> people) {
    long begin = Math.max(from, window.start());
    long end = Math.min(to, window.end() - Window.HOUR);
    List<Ticket> opened = new ArrayList<>();
    for (Person person : people) {
      if (end <= begin || person.kind() == Person.Kind.ANON_WEB) {
        continue;
      }
      double days = (end - begin) / (double) Window.DAY;
      for (int n = dice.poisson(phase.tickets * days); n > 0; n--) {
        long at = Window.wholeSecond(begin + (long) (dice.unit() * (end - begin)));
        if (person.isAt(at)) {
          opened.add(open(person, phase == Phase.ONBOARDING, at));
        }
      }
    }
    tickets.addAll(opened);
    return opened;
  }

  private Ticket open(Person person, boolean onboarding, long at) {
    long id = (company.number() + 1L) * TICKETS_PER_ACCOUNT + ticketCount++;
    boolean slow = dice.chance(isNeglected ? 0.45 : 0.05);
    double hours = slow ? 25 + 60 * dice.unit() : Math.min(20, dice.lognormal(3, 0.9));
    List<Ticket.Comment> comments = talk(slow, at, hours);
    List<Ticket.Comment> written =
        comments.stream().filter(comment -> comment.at() < window.end()).toList();
    boolean over = written.size() == comments.size();
    boolean answered = written.stream().anyMatch(Helpdesk::isAnswer);
    long lastAt = written.get(written.size() - 1).at();
    double sentiment =
        written.stream()
            .filter(Ticket.Comment::isCustomers)
            .mapToDouble(comment -> comment.emotion().sentiment)
            .average()
            .orElseThrow();
    long ratedAt = lastAt + Window.wholeSecond((long) (dice.exponential(20) * Window.HOUR));
    boolean rated = over && answered && dice.chance(0.45) && ratedAt < window.end();
    boolean good = dice.chance(sentiment > 0 ? 0.95 : sentiment < -0.4 ? 0.1 : 0.6);
    Ticket.Requester requester = requester(person);
    return new Ticket(
        id,
        person,
        requester,
        dice.chance(0.6) ? "email" : "web",
        dice.chance(0.35) ? "incident" : "question",
        List.of("low", "normal", "normal", "high", "urgent").get(dice.below(5)),
        status(over, answered, lastAt),
        dice.pick(SUBJECTS),
        onboarding,
        at,
        rated ? ratedAt : lastAt,
        written,
        answered ? hours : -1,
        Math.round(sentiment * 1000) / 1000.0,
        rated ? good ? "good" : "bad" : "",
        dice.pick(good ? PRAISE : BLAME),
        RATING_BLOCK + id,
        ratedAt,
        FIRST_AGENT + dice.below(AGENTS));
  }

  private static boolean isAnswer(Ticket.Comment comment) {
    return !comment.isCustomers() && comment.isPublic();
  }

  private String status(boolean over, boolean answered, long lastAt) {
    if (!answered) {
      return "new";
    }
    if (!over) {
      return dice.chance(0.5) ? "open" : "pending";
    }
    return lastAt < window.end() - 5 * Window.DAY ? "closed" : "solved";
  }

  /** Description, first answer, and turns after it; private notes now and then. */
  private List<Ticket.Comment> talk(boolean slow, long at, double hours) {
    List<Ticket.Comment> comments = new ArrayList<>();
    comments.add(customers(slow, at));
    long now = at + Window.wholeSecond((long) (hours * Window.HOUR));
    if (dice.chance(0.2)) {
      long noted = Window.wholeSecond(at + (now - at) / 2);
      comments.add(new Ticket.Comment(commentId(), null, false, dice.pick(NOTES), noted));
    }
    comments.add(agents(now));
    for (int turns = dice.weighted(45, 35, 15, 5); turns > 0; turns--) {
      now += 5 * Window.MINUTE + Window.wholeSecond((long) (dice.exponential(9) * Window.HOUR));
      comments.add(customers(slow, now));
      now += 5 * Window.MINUTE + Window.wholeSecond((long) (dice.exponential(6) * Window.HOUR));
      comments.add(agents(now));
    }
    return comments;
  }

  private Ticket.Comment customers(boolean slow, long at) {
    Emotion emotion = Emotion.any(slow, dice);
    return new Ticket.Comment(commentId(), emotion, true, dice.pick(emotion.texts), at);
  }

  private Ticket.Comment agents(long at) {
    return new Ticket.Comment(commentId(), null, true, dice.pick(ANSWERS), at);
  }

  private long commentId() {
    return COMMENT_BLOCK + (company.number() + 1L) * 1_000_000 + 2L * commentCount++;
  }

  private Ticket.Requester requester(Person person) {
    if (hasMailbox && dice.chance(0.2)) {
      return requesters.computeIfAbsent(
          mailbox,
          address ->
              new Ticket.Requester(
                  userId(), "Service desk", address, true, null, Ticket.Alias.MAILBOX));
    }
    return requesters.computeIfAbsent(person.email(), address -> ownUser(person));
  }

  private Ticket.Requester ownUser(Person person) {
    String name = person.givenName() + " " + person.familyName();
    boolean atCompany = person.email().endsWith(company.domain());
    String contactId =
        person.hasContact() && dice.chance(0.4) ? person.contacts().get(0).id() : null;
    return switch (dice.weighted(78, 9, 8, 5)) {
      case 0 ->
          new Ticket.Requester(
              userId(), name, person.email(), atCompany, contactId, Ticket.Alias.OWN);
      case 1 ->
          new Ticket.Requester(
              userId(),
              name,
              person.email().replace("@", "+fernhall@"),
              atCompany,
              contactId,
              Ticket.Alias.OWN);
      case 2 ->
          new Ticket.Requester(
              userId(), name, Labels.upper(person.email()), atCompany, contactId, Ticket.Alias.OWN);
      default -> // an address that no other export knows
          new Ticket.Requester(
              userId(),
              name,
              Names.inAddress(person.familyName())
                  + ".desk."
                  + company.number()
                  + "-"
                  + person.number()
                  + "@"
                  + company.domain(),
              true,
              null,
              Ticket.Alias.UNKNOWN);
    };
  }

  private long userId() {
    return USER_BLOCK + (company.number() + 1L) * 1000 + requesters.size();
  }
}

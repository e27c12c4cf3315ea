package org.desirepath.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The true journeys of the demo's people, without the exports that tell of them: of each person and
 * account the touchpoints in order, on the web, in calls, e-mails and meetings, and in tickets.
 * What campaigns sent, and ratings, are left out.
 */
public final class DemoJourneys {

  /** People of one account, on average, who have a journey within a week; more in more time. */
  public static final double PER_ACCOUNT = 3.3;

  private record Step(long at, String touchpoint) {}

  private final long seed;
  private final Window window;
  private final PersonaModel model = PersonaModel.read();
  private final List<Campaign> campaigns;

  /** Journeys over so many days. */
  public DemoJourneys(int days, long seed) {
    this.seed = seed;
    window = new Window(new DemoSettings(1, days, seed, false, false, DemoSettings.DEFAULT_END));
    campaigns = Campaign.all(window);
  }

  /** The touchpoints of each journey of an account; the same for the same number. */
  public List<List<String>> ofAccount(int number) {
    AccountStory story = AccountLife.of(seed, window, model, campaigns, number);
    Map<String, List<Step>> byPerson = new LinkedHashMap<>();
    for (WebSession session : story.sessions()) {
      for (int step = 0; step < session.path.size(); step++) {
        add(byPerson, session.person, session.at(step), session.path.get(step).label());
      }
    }
    for (Outreach.Touch touch : story.touches()) {
      if (!touch.planned()) {
        add(byPerson, TruthEvent.ofTouch(touch));
      }
    }
    for (Ticket ticket : story.tickets()) {
      add(byPerson, TruthEvent.ofTicket(ticket));
      ticket.comments().forEach(comment -> add(byPerson, TruthEvent.ofComment(ticket, comment)));
    }
    List<List<String>> journeys = new ArrayList<>();
    byPerson
        .values()
        .forEach(
            steps -> {
              steps.sort(Comparator.comparingLong(Step::at));
              journeys.add(steps.stream().map(Step::touchpoint).toList());
            });
    return journeys;
  }

  private void add(Map<String, List<Step>> byPerson, TruthEvent event) {
    if (event.isTouchpoint()) {
      add(byPerson, event.person(), event.at(), event.touchpoint());
    }
  }

  private void add(Map<String, List<Step>> byPerson, Person person, long at, String touchpoint) {
    if (at >= window.start() && at < window.end()) {
      byPerson
          .computeIfAbsent(person.personId(), any -> new ArrayList<>())
          .add(new Step(at, touchpoint));
    }
  }
}

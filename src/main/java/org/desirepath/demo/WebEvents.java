package org.desirepath.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells the visits of one account as the events a browser would send: those of the touchpoints and
 * those that accompany them ({@code first_visit}, {@code session_start}, {@code scroll}, {@code
 * user_engagement}).
 */
final class WebEvents {

  private static final double SCROLL = 0.22;
  private static final double ENGAGEMENT = 0.32;
  private static final double REMEMBERED = 0.35;
  private static final double GIVES_EMAIL = 0.6;
  private static final double PLAIN_EMAIL = 0.04;
  private static final long LONGEST_SCROLL = 30 * Window.SECOND;

  private final AccountStory story;
  private final Consumer<WebEvent> events;
  private final Dice dice;
  private final Map<Browser, State> states = new HashMap<>();

  /** What a browser remembers between visits. */
  private static final class State {
    private final long firstTouch;
    private int sessions;
    private boolean isNew;
    private boolean hasLoggedIn;

    State(long firstTouch, int sessions, boolean isNew) {
      this.firstTouch = firstTouch;
      this.sessions = sessions;
      this.isNew = isNew;
    }
  }

  private WebEvents(AccountStory story, Consumer<WebEvent> events, Dice dice) {
    this.story = story;
    this.events = events;
    this.dice = dice;
  }

  /** Hands over the events visit by visit, those of a visit in the order of time. */
  static void of(AccountStory story, long seed, Consumer<WebEvent> events) {
    Dice dice = Dice.of(seed, "web", story.company().number());
    WebEvents told = new WebEvents(story, events, dice);
    for (WebSession session : story.sessions()) {
      told.tell(session);
    }
  }

  private void tell(WebSession session) {
    String referrer = session.channel.referrer;
    State state = null;
    boolean signedIn = false;
    long gaSessionId = 0;
    List<WebTouchpoint> path = session.path;
    int micros = Math.floorMod(session.person.personId().hashCode(), 1000);
    for (int step = 0; step < path.size(); step++) {
      Browser browser = session.browser(step);
      boolean mayLogIn = session.person.hasLogin() && browser.logsIn();
      boolean opens = session.opensBrowser(step);
      if (opens) {
        state = open(session, browser, session.at(step));
        gaSessionId = session.at(step) / 1000;
        signedIn = mayLogIn && state.hasLoggedIn && dice.chance(REMEMBERED);
      }
      WebTouchpoint touchpoint = path.get(step);
      String page = touchpoint.anyLocation(dice);
      String location = opens && step == 0 ? session.channel.landing(page) : page;
      boolean logsIn = touchpoint == WebTouchpoint.LOGIN && mayLogIn;
      signedIn = signedIn || logsIn || (mayLogIn && touchpoint.isInsideProduct());
      state.hasLoggedIn |= signedIn;
      WebEvent event =
          new WebEvent(
              session,
              browser,
              session.at(step),
              micros,
              logsIn ? "login" : touchpoint.eventName,
              touchpoint,
              touchpoint,
              location,
              referrer,
              gaSessionId,
              state.sessions,
              state.firstTouch,
              opens ? -1 : session.at(step) - session.at(step - 1),
              opens && step == 0,
              signedIn ? session.person.loginHash() : "",
              email(session.person, touchpoint),
              step + 1);
      if (opens) {
        accompanyOpening(event, state);
      }
      events.accept(event);
      long pause = step + 1 < path.size() ? session.at(step + 1) - session.at(step) : 0;
      accompanyReading(event, pause);
      referrer = location;
    }
  }

  private State open(WebSession session, Browser browser, long at) {
    State state =
        states.computeIfAbsent(
            browser,
            unseen -> {
              if (session.phase == Phase.KIOSK) {
                Kiosk kiosk = story.kiosk();
                return new State(kiosk.opensAt(), kiosk.turn(), kiosk.isFirstTurn());
              }
              return new State(at, 0, true);
            });
    state.sessions++;
    return state;
  }

  private String email(Person person, WebTouchpoint touchpoint) {
    if (!touchpoint.asksForEmail() || !person.givesEmail() || !dice.chance(GIVES_EMAIL)) {
      return "";
    }
    return dice.chance(PLAIN_EMAIL) ? person.email() : person.loginHash();
  }

  private void accompanyOpening(WebEvent event, State state) {
    if (state.isNew) {
      events.accept(accompanying(event, "first_visit", event.atMillis(), -1));
      state.isNew = false;
    }
    events.accept(accompanying(event, "session_start", event.atMillis(), -1));
  }

  /** Nothing that accompanies a page comes later than the next one. */
  private void accompanyReading(WebEvent event, long pause) {
    long time = pause > 0 ? pause : dice.between(30, 70) * Window.SECOND;
    if (dice.chance(SCROLL)) {
      long after = Math.min(time * 2 / 5, LONGEST_SCROLL);
      events.accept(accompanying(event, "scroll", event.atMillis() + after, after));
    }
    if (dice.chance(ENGAGEMENT)) {
      long after = Math.min(time * 4 / 5, 10 * Window.MINUTE);
      events.accept(accompanying(event, "user_engagement", event.atMillis() + after, after));
    }
  }

  private static WebEvent accompanying(WebEvent event, String name, long at, long engagement) {
    return new WebEvent(
        event.session(),
        event.browser(),
        at,
        event.micros(),
        name,
        null,
        event.page(),
        event.location(),
        event.referrer(),
        event.gaSessionId(),
        event.gaSessionNumber(),
        event.firstTouchMillis(),
        engagement,
        event.landing() && engagement < 0,
        event.loginHash(),
        "",
        event.order());
  }
}

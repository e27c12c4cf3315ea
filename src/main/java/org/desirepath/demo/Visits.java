package org.desirepath.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the web visits of one account's people.
 *
 * <p>Visits of one person are more than {@link Window#INACTIVITY} apart, whatever browsers they
 * use, so that the true sessions are exactly those a reader of the exports can find.
 */
final class Visits {

  private static final int TRIES = 12;
  private static final double WEEKEND = 0.2;
  private static final long SHORTEST_DWELL = 4 * Window.SECOND;
  private static final long LONGEST_DWELL = 25 * Window.MINUTE;
  private static final double DWELL_SPREAD = 0.8;

  /** Free time left before and after a visit that is fitted in later. */
  private static final long MARGIN = 45 * Window.MINUTE;

  private final Window window;
  private final PersonaModel model;
  private final Dice dice;
  private final Kiosk kiosk;
  private final List<WebSession> sessions = new ArrayList<>();
  private final Map<String, Long> busyUntil = new HashMap<>();

  Visits(Window window, PersonaModel model, Kiosk kiosk, Dice dice) {
    this.window = window;
    this.model = model;
    this.kiosk = kiosk;
    this.dice = dice;
  }

  /** All visits so far, of one person in the order of time. */
  List<WebSession> sessions() {
    List<WebSession> sorted = new ArrayList<>(sessions);
    sorted.sort(
        Comparator.comparing((WebSession session) -> session.person.personId())
            .thenComparing(WebSession::startedAt));
    return sorted;
  }

  /** Visits of the people during a phase. Phases of an account follow one another. */
  void during(Phase phase, long from, long to, String dealId, List<Person> people) {
    long begin = Math.max(from, window.start());
    long end = Math.min(to, window.end());
    for (Person person : people) {
      if (end <= begin || !person.usesWeb()) {
        continue;
      }
      double days = (end - begin) / (double) Window.DAY;
      List<Wish> wishes = new ArrayList<>();
      for (int n = dice.poisson(phase.visits * person.activity() * days); n > 0; n--) {
        Wish wish = wish(person, phase, begin, end);
        if (wish != null) {
          wishes.add(wish);
        }
      }
      wishes.sort(Comparator.comparing(Wish::at));
      for (Wish wish : wishes) {
        visit(person, phase, dealId, wish);
      }
    }
  }

  /** A visit somebody would make if nothing else kept them. */
  private record Wish(long at, int block, Persona persona) {}

  private Wish wish(Person person, Phase phase, long from, long to) {
    for (int i = 0; i < TRIES; i++) {
      long near = from + (long) (dice.unit() * (to - from));
      LocalDate day =
          LocalDate.ofInstant(Instant.ofEpochMilli(near), person.company().place().zone);
      if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 && !dice.chance(WEEKEND)) {
        continue;
      }
      Persona persona = anyPersona(person, phase, near);
      int block = model.block(persona, dice);
      long midnight = day.atStartOfDay(person.company().place().zone).toInstant().toEpochMilli();
      long at = midnight + (long) ((block + dice.unit()) * (Window.DAY / PersonaModel.BLOCKS));
      if (at >= from && at < to && person.isAt(at)) {
        return new Wish(at, block, persona);
      }
    }
    return null;
  }

  private Persona anyPersona(Person person, Phase phase, long at) {
    boolean late = at >= window.driftFrom();
    return dice.weighted(
        List.of(Persona.values()),
        persona ->
            person.taste().of(persona)
                * phase.factor(persona)
                * (late && persona == Persona.DRIFTING ? Persona.DRIFT : 1));
  }

  private void visit(Person person, Phase phase, String dealId, Wish wish) {
    long free = busyUntil.getOrDefault(person.personId(), 0L) + Window.INACTIVITY + Window.MINUTE;
    long at = Math.max(wish.at(), free + (long) (dice.unit() * 10 * Window.MINUTE));
    List<WebTouchpoint> path = model.path(wish.persona(), Integer.MAX_VALUE, dice);
    long[] moments = moments(at, path.size(), model.dwellSeconds(wish.persona()), LONGEST_DWELL);
    Browser first = anyBrowser(person, wish.persona());
    Browser second = first;
    int switchAt = path.size();
    WebSession.Planted planted = WebSession.Planted.NONE;
    if (path.size() > 1 && dice.chance(0.012)) {
      planted = WebSession.Planted.GAP_EXACTLY_30_MIN;
      stretch(moments, 1 + dice.below(path.size() - 1));
    } else if (path.size() > 2 && person.browsers().size() > 1 && dice.chance(0.01)) {
      planted = WebSession.Planted.CROSS_DEVICE;
      second = person.browsers().get(first.equals(person.browsers().get(0)) ? 1 : 0);
      switchAt = 1 + dice.below(path.size() - 1);
    }
    boolean fits =
        add(
            new WebSession(
                person,
                phase,
                dealId,
                planted,
                wish.persona(),
                model.guess(path, wish.block(), first.kind()),
                Channel.any(dice),
                path,
                moments,
                first,
                second,
                switchAt));
    if (fits && dice.chance(0.015)) {
      comeBack(person, phase, dealId, wish, moments[moments.length - 1]);
    }
  }

  /** Another visit one millisecond later than would have made it the same. */
  private void comeBack(Person person, Phase phase, String dealId, Wish wish, long lastAt) {
    List<WebTouchpoint> path = model.path(wish.persona(), Integer.MAX_VALUE, dice);
    long at = lastAt + Window.INACTIVITY + 1;
    Browser browser = anyBrowser(person, wish.persona());
    add(
        new WebSession(
            person,
            phase,
            dealId,
            WebSession.Planted.GAP_30_MIN_AND_1_MS,
            wish.persona(),
            model.guess(path, wish.block(), browser.kind()),
            Channel.any(dice),
            path,
            moments(at, path.size(), model.dwellSeconds(wish.persona()), LONGEST_DWELL),
            browser,
            browser,
            path.size()));
  }

  /** Puts a path into a phase, where the person has time; gives up if there is none. */
  void plant(
      WebSession.Planted planted,
      List<WebTouchpoint> core,
      Person person,
      long from,
      long to,
      String dealId) {
    List<WebTouchpoint> path = new ArrayList<>();
    if (dice.chance(0.5)) {
      path.add(WebTouchpoint.HOME);
    }
    path.addAll(core);
    if (dice.chance(0.4)) {
      path.add(WebTouchpoint.ABOUT);
    }
    for (int i = 0; i < TRIES; i++) {
      Wish wish = wish(person, Phase.PLANTED, Math.max(from, window.start()), to);
      if (wish == null) {
        return;
      }
      long[] moments = moments(wish.at(), path.size(), 40, LONGEST_DWELL);
      if (!isFree(person, moments[0] - MARGIN, moments[path.size() - 1] + MARGIN)) {
        continue;
      }
      Browser browser = anyBrowser(person, Persona.EXECUTIVE_SCANNER);
      PersonaModel.Guess guess = model.guess(path, wish.block(), browser.kind());
      // Nobody's model made this path, so the persona is the one whose path it is most likely.
      add(
          new WebSession(
              person,
              Phase.PLANTED,
              dealId,
              planted,
              guess.persona(),
              guess,
              Channel.any(dice),
              List.copyOf(path),
              moments,
              browser,
              browser,
              path.size()));
      return;
    }
  }

  /** The visit to the kiosk, if the account sends somebody there. */
  void atKiosk(List<Person> people) {
    for (Person person : people) {
      if (!kiosk.isVisitedBy(person)) {
        continue;
      }
      Persona persona = anyPersona(person, Phase.KIOSK, kiosk.startsAt());
      List<WebTouchpoint> path = model.path(persona, Kiosk.LONGEST_PATH, dice);
      Browser browser = kiosk.browser();
      add(
          new WebSession(
              person,
              Phase.KIOSK,
              "",
              WebSession.Planted.KIOSK,
              persona,
              model.guess(path, kiosk.block(), browser.kind()),
              Channel.DIRECT,
              path,
              moments(kiosk.startsAt(), path.size(), 25, Window.MINUTE),
              browser,
              browser,
              path.size()));
    }
  }

  private long[] moments(long at, int count, double medianSeconds, long longest) {
    long[] moments = new long[count];
    moments[0] = at;
    for (int i = 1; i < count; i++) {
      double dwell = dice.lognormal(medianSeconds * Window.SECOND, DWELL_SPREAD);
      moments[i] = moments[i - 1] + Math.max(SHORTEST_DWELL, Math.min((long) dwell, longest));
    }
    return moments;
  }

  private static void stretch(long[] moments, int from) {
    long longer = Window.INACTIVITY - (moments[from] - moments[from - 1]);
    for (int i = from; i < moments.length; i++) {
      moments[i] += longer;
    }
  }

  private Browser anyBrowser(Person person, Persona persona) {
    List<Browser> browsers = person.browsers();
    Browser.Kind kind =
        dice.chance(model.mobile(persona)) ? Browser.Kind.MOBILE : Browser.Kind.DESKTOP;
    List<Browser> fitting = browsers.stream().filter(browser -> browser.kind() == kind).toList();
    if (fitting.isEmpty()) {
      return browsers.get(0);
    }
    return fitting.get(fitting.size() > 1 && dice.chance(0.25) ? 1 : 0);
  }

  private boolean isFree(Person person, long from, long to) {
    return sessions.stream()
        .filter(session -> session.person.personId().equals(person.personId()))
        .noneMatch(session -> session.startedAt() < to && session.endedAt() > from);
  }

  /** Takes a visit up unless it touches the end of the window or the person's turn at the kiosk. */
  private boolean add(WebSession session) {
    long end = session.endedAt() + MARGIN;
    boolean collides =
        session.phase != Phase.KIOSK
            && kiosk.isVisitedBy(session.person)
            && session.startedAt() - MARGIN < kiosk.endsAt()
            && end > kiosk.startsAt();
    if (session.startedAt() < window.start() || end > window.end() || collides) {
      return false;
    }
    sessions.add(session);
    busyUntil.merge(session.person.personId(), session.endedAt(), Math::max);
    return true;
  }
}

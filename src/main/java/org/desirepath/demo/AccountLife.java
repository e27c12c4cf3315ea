package org.desirepath.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Lives one account's story from phase to phase: interest, deal, onboarding, use, renewal, silence.
 *
 * <p>What its people do in a deal is made before the deal is decided, and decides it by the odds of
 * {@link Effects}; so does support for renewals.
 */
final class AccountLife {

  private static final double WIN_PATH_PLANTED = 0.28;
  private static final double FRICTION_LOOP_PLANTED = 0.24;
  private static final double DRIFT_PATH_BEFORE = 0.1;
  private static final double DRIFT_PATH_AFTER = 0.7;
  private static final double MATURE = 0.5;
  private static final int ONBOARDING_DAYS = 21;

  private static final List<String> LOSSES =
      List.of("Lost to competitor", "No budget", "No decision", "Timing", "Missing feature");

  private static final List<String> CHURNS =
      List.of("Churn - price", "Churn - support", "Churn - adoption");

  private final Window window;
  private final Company company;
  private final Dice dice;
  private final List<Person> own;
  private final Visits visits;
  private final Helpdesk helpdesk;
  private final Outreach outreach;
  private final List<Deal> deals = new ArrayList<>();
  private AccountStory.Lifecycle lifecycle = AccountStory.Lifecycle.PROSPECT;

  private AccountLife(Window window, Company company, List<Person> own, Visits visits, long seed) {
    this.window = window;
    this.company = company;
    this.own = own;
    this.visits = visits;
    dice = Dice.of(seed, "life", company.number());
    helpdesk = new Helpdesk(company, window, Dice.of(seed, "helpdesk", company.number()));
    outreach = new Outreach(company, window, Dice.of(seed, "outreach", company.number()));
  }

  /** The story of one account; the same for the same arguments. */
  static AccountStory of(
      long seed, Window window, PersonaModel model, List<Campaign> campaigns, int number) {
    Company company = Company.of(seed, number);
    List<Person> people = Staff.of(seed, window, company);
    List<Person> own = people.stream().filter(p -> p.company().equals(company)).toList();
    Kiosk kiosk = Kiosk.of(seed, window, number);
    Visits visits = new Visits(window, model, kiosk, Dice.of(seed, "visits", number));
    AccountLife life = new AccountLife(window, company, own, visits, seed);
    life.live();
    for (Person mover : people.stream().filter(p -> p.from() > 0).toList()) {
      visits.during(Phase.CUSTOMER, mover.from(), window.end(), "", List.of(mover));
    }
    visits.atKiosk(own);
    life.outreach.plan(own);
    life.outreach.invite(campaigns, own);
    return new AccountStory(
        company,
        life.lifecycle,
        kiosk,
        people,
        visits.sessions(),
        life.deals,
        life.helpdesk.tickets(),
        life.outreach.touches(),
        life.outreach.members());
  }

  private void live() {
    long now = window.start();
    switch (company.beginning()) {
      case PROSPECT -> now = rest(Phase.BACKGROUND, now, 1, 12);
      case CUSTOMER -> now = subscribe(wonBefore());
      case FORMER -> {
        lifecycle = AccountStory.Lifecycle.FORMER;
        now = rest(Phase.DORMANT, now, 10, 40);
      }
    }
    while (now < window.end()) {
      now = pursue(now);
    }
  }

  /** A deal from the first interest on; returns when the next one may begin. */
  private long pursue(long start) {
    String id = nextDealId();
    long length = days(usualDealDays() * (0.6 + 0.8 * dice.unit()));
    long closedAt = start + length;
    long createdAt = start + (long) (length * (0.08 + 0.2 * dice.unit()));
    List<Long> thirds = List.of(start, start + length / 3, start + 2 * length / 3, closedAt);
    List<Phase> phases = List.of(Phase.EARLY, Phase.MIDDLE, Phase.LATE);
    for (int i = 0; i < phases.size(); i++) {
      // The CRM knows of no deal before it is created.
      String crmDeal = i == 0 ? "" : id;
      pass(phases.get(i), thirds.get(i), thirds.get(i + 1), id, crmDeal);
    }
    plant(id, start, closedAt);
    boolean mature = dice.chance(MATURE);
    Deal.Exposure exposure =
        Deal.Exposure.ofPaths(
            met(id, closedAt, Effects.WIN_PATH), met(id, closedAt, Effects.FRICTION_LOOP));
    boolean won =
        dice.chance(
            Effects.winProbability(
                company.segment(), mature, exposure.winPath(), exposure.frictionLoop()));
    Deal deal =
        new Deal(
            id,
            Deal.Type.NEW_BUSINESS,
            start,
            Window.wholeSecond(createdAt),
            Window.wholeSecond(closedAt),
            mature,
            amount(),
            exposure,
            won,
            won ? "" : dice.pick(LOSSES),
            stages(createdAt, closedAt, won),
            roles());
    deals.add(deal);
    if (won) {
      return subscribe(deal);
    }
    return rest(Phase.DORMANT, closedAt, 10, 18);
  }

  private void plant(String id, long from, long to) {
    List<Person> visitors = own.stream().filter(Person::usesWeb).toList();
    if (visitors.isEmpty()) {
      return;
    }
    if (dice.chance(WIN_PATH_PLANTED)) {
      visits.plant(
          WebSession.Planted.WIN_PATH, Effects.WIN_PATH, dice.pick(visitors), from, to, id);
    }
    if (dice.chance(FRICTION_LOOP_PLANTED)) {
      visits.plant(
          WebSession.Planted.FRICTION_LOOP,
          Effects.FRICTION_LOOP,
          dice.pick(visitors),
          from,
          to,
          id);
    }
    boolean drifted = to >= window.driftFrom();
    if (dice.chance(drifted ? DRIFT_PATH_AFTER : DRIFT_PATH_BEFORE)) {
      long driftFrom = drifted ? Math.max(from, window.driftFrom()) : from;
      visits.plant(
          WebSession.Planted.DRIFT_PATH,
          Effects.DRIFT_PATH,
          dice.pick(visitors),
          driftFrom,
          to,
          id);
    }
  }

  private boolean met(String dealId, long closedAt, List<WebTouchpoint> steps) {
    return visits.sessions().stream()
        .anyMatch(
            session ->
                session.dealId.equals(dealId)
                    && session.endedAt() < closedAt
                    && session.holds(steps));
  }

  /** A subscription from its win to the end; returns when a new deal may begin. */
  private long subscribe(Deal won) {
    if (won.isClosedAt(window.end())) {
      lifecycle = AccountStory.Lifecycle.CUSTOMER;
    }
    long onboarded = won.closedAt() + days(ONBOARDING_DAYS);
    List<Ticket> onboarding = pass(Phase.ONBOARDING, won.closedAt(), onboarded, "", "");
    long now = onboarded;
    while (true) {
      long closedAt = now + days(24 + 22 * dice.unit());
      long createdAt = closedAt - days(8 + 8 * dice.unit());
      if (closedAt > window.start()) {
        pass(Phase.CUSTOMER, now, closedAt, "", "");
        if (createdAt >= window.end()) {
          return window.end();
        }
        if (!renew(won, createdAt, closedAt, onboarding)) {
          return rest(Phase.DORMANT, closedAt, 20, 40);
        }
      }
      now = closedAt;
    }
  }

  /** Whether a renewal goes well. */
  private boolean renew(Deal subscription, long createdAt, long closedAt, List<Ticket> onboarding) {
    boolean slow = onboarding.stream().anyMatch(Ticket::isSlow);
    boolean negative =
        onboarding.stream().anyMatch(t -> t.sentiment() <= Effects.NEGATIVE_SENTIMENT);
    boolean renewed = !dice.chance(Effects.churnProbability(slow, negative));
    String outcome = renewed ? "Closed Won" : "Closed Lost";
    long created = Window.wholeSecond(createdAt);
    long closed = Window.wholeSecond(closedAt);
    Deal renewal =
        new Deal(
            nextDealId(),
            Deal.Type.RENEWAL,
            created,
            created,
            closed,
            false,
            subscription.cents() / 100 * 95,
            new Deal.Exposure(false, false, slow, negative, onboarding.size()),
            renewed,
            renewed ? "" : dice.pick(CHURNS),
            List.of(
                new Deal.Stage("Qualification", 60, created),
                new Deal.Stage(
                    "Negotiation/Review", 80, Window.wholeSecond((createdAt + closedAt) / 2)),
                new Deal.Stage(outcome, renewed ? 100 : 0, closed)),
            roles());
    deals.add(renewal);
    if (!renewed && renewal.isClosedAt(window.end())) {
      lifecycle = AccountStory.Lifecycle.FORMER;
    }
    return renewed;
  }

  /** The deal that made the account a customer before the exports begin. */
  private Deal wonBefore() {
    long closedAt = window.start() - days(50 * dice.unit()) - Window.HOUR;
    long createdAt = closedAt - days(usualDealDays());
    Deal deal =
        new Deal(
            nextDealId(),
            Deal.Type.NEW_BUSINESS,
            createdAt - days(3),
            Window.wholeSecond(createdAt),
            Window.wholeSecond(closedAt),
            dice.chance(MATURE),
            amount(),
            Deal.Exposure.ofPaths(false, false),
            true,
            "",
            stages(createdAt, closedAt, true),
            roles());
    deals.add(deal);
    return deal;
  }

  private long rest(Phase phase, long from, double leastDays, double meanDays) {
    long to = from + days(leastDays + dice.exponential(meanDays));
    pass(phase, from, to, "", "");
    return to;
  }

  private List<Ticket> pass(Phase phase, long from, long to, String dealId, String crmDealId) {
    visits.during(phase, from, to, dealId, own);
    outreach.during(phase, from, to, crmDealId, own);
    return helpdesk.during(phase, from, to, own);
  }

  private static List<Deal.Stage> stages(long createdAt, long closedAt, boolean won) {
    List<String> names =
        List.of(
            "Prospecting",
            "Qualification",
            "Needs Analysis",
            "Proposal/Price Quote",
            "Negotiation/Review");
    List<Integer> probabilities = List.of(10, 20, 40, 65, 80);
    List<Deal.Stage> stages = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long at = createdAt + (closedAt - createdAt) * i / names.size();
      stages.add(new Deal.Stage(names.get(i), probabilities.get(i), Window.wholeSecond(at)));
    }
    String outcome = won ? "Closed Won" : "Closed Lost";
    stages.add(new Deal.Stage(outcome, won ? 100 : 0, Window.wholeSecond(closedAt)));
    return List.copyOf(stages);
  }

  /** The contacts in a deal; the CRM has not always noted what they have to say. */
  private List<Deal.Role> roles() {
    List<Deal.Role> roles = new ArrayList<>();
    for (Person person : own) {
      if (person.hasContact() && (roles.isEmpty() || dice.chance(0.5))) {
        String name = dice.chance(0.2) ? "" : person.role().crmRole;
        roles.add(new Deal.Role(person.contacts().get(0), name));
      }
    }
    return roles;
  }

  private String nextDealId() {
    return CrmIds.of(CrmIds.OPPORTUNITY, company.number(), deals.size());
  }

  private double usualDealDays() {
    return switch (company.segment()) {
      case SMB -> 14;
      case MID_MARKET -> 24;
      case ENTERPRISE -> 36;
    };
  }

  private long amount() {
    double median =
        switch (company.segment()) {
          case SMB -> 6_000;
          case MID_MARKET -> 28_000;
          case ENTERPRISE -> 110_000;
        };
    return (long) (100 * dice.lognormal(median, 0.5));
  }

  private static long days(double days) {
    return (long) (days * Window.DAY);
  }
}

package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountLifeTest {

  private static final int ACCOUNTS = 1_500;

  private static final Window WINDOW =
      new Window(new DemoSettings(ACCOUNTS, 90, 1, false, false, DemoSettings.DEFAULT_END));

  private static final List<Deal> NEW_BUSINESS = new ArrayList<>();
  private static final List<Deal> RENEWALS = new ArrayList<>();
  private static final Map<String, Company.Segment> SEGMENTS = new HashMap<>();
  private static final List<WebSession> SESSIONS = new ArrayList<>();

  @BeforeAll
  static void liveManyAccounts() {
    PersonaModel model = PersonaModel.read();
    List<Campaign> campaigns = Campaign.all(WINDOW);
    for (int number = 0; number < ACCOUNTS; number++) {
      AccountStory story = AccountLife.of(1, WINDOW, model, campaigns, number);
      SESSIONS.addAll(story.sessions());
      for (Deal deal : story.deals()) {
        if (deal.createdAt() > WINDOW.start()) {
          (deal.isNewBusiness() ? NEW_BUSINESS : RENEWALS).add(deal);
          SEGMENTS.put(deal.id(), story.company().segment());
        }
      }
    }
  }

  @Test
  void theWinningPathRaisesTheOddsOfWinning() {
    assertThat(winOdds(deal -> deal.exposure().winPath())).isBetween(2.0, 5.0);
  }

  @Test
  void theFrictionLoopLowersThem() {
    assertThat(winOdds(deal -> deal.exposure().frictionLoop())).isBetween(0.2, 0.65);
  }

  @Test
  void buyersWhoKnowTheirProblemAndSmallOnesBuyMore() {
    assertThat(winOdds(Deal::mature)).isBetween(1.3, 2.8);
    assertThat(winOdds(deal -> SEGMENTS.get(deal.id()) == Company.Segment.ENTERPRISE))
        .isBetween(0.3, 0.95);
  }

  @Test
  void badSupportDrivesCustomersAway() {
    assertThat(churnOdds(deal -> deal.exposure().slowFirstResponse())).isGreaterThan(2.0);
    assertThat(churnOdds(deal -> deal.exposure().negativeOnboarding())).isGreaterThan(1.8);
  }

  @Test
  void everyCauseMeetsEnoughDealsToBeSeen() {
    assertThat(share(NEW_BUSINESS, deal -> deal.exposure().winPath())).isBetween(0.15, 0.5);
    assertThat(share(NEW_BUSINESS, deal -> deal.exposure().frictionLoop())).isBetween(0.15, 0.5);
    assertThat(share(RENEWALS, deal -> deal.exposure().slowFirstResponse())).isBetween(0.1, 0.5);
    assertThat(share(NEW_BUSINESS, Deal::won)).isBetween(0.3, 0.6);
    assertThat(share(RENEWALS, Deal::won)).isBetween(0.6, 0.85);
  }

  @Test
  void onePersonaGrowsInTheLastThird() {
    assertThat(driftingShare(session -> session.startedAt() >= WINDOW.driftFrom()))
        .isGreaterThan(1.4 * driftingShare(session -> session.startedAt() < WINDOW.driftFrom()));
  }

  @Test
  void visitsOfOnePersonAreMoreThanThePauseApart() {
    for (int i = 1; i < SESSIONS.size(); i++) {
      WebSession before = SESSIONS.get(i - 1);
      WebSession after = SESSIONS.get(i);
      if (before.person.personId().equals(after.person.personId())) {
        assertThat(after.startedAt() - before.endedAt()).isGreaterThan(Window.INACTIVITY);
      }
    }
  }

  @Test
  void pausesAtTheLimitArePlantedOnBothSides() {
    assertThat(SESSIONS)
        .filteredOn(session -> session.planted == WebSession.Planted.GAP_EXACTLY_30_MIN)
        .isNotEmpty()
        .allMatch(session -> longestPause(session) == Window.INACTIVITY);
    assertThat(SESSIONS)
        .anyMatch(session -> session.planted == WebSession.Planted.GAP_30_MIN_AND_1_MS);
  }

  private static long longestPause(WebSession session) {
    long longest = 0;
    for (int step = 1; step < session.path.size(); step++) {
      longest = Math.max(longest, session.at(step) - session.at(step - 1));
    }
    return longest;
  }

  private static double driftingShare(Predicate<WebSession> some) {
    List<WebSession> sessions = SESSIONS.stream().filter(some).toList();
    return sessions.stream().filter(s -> s.persona == Persona.DRIFTING).count()
        / (double) sessions.size();
  }

  private static double winOdds(Predicate<Deal> exposed) {
    return oddsRatio(NEW_BUSINESS, exposed, Deal::won);
  }

  private static double churnOdds(Predicate<Deal> exposed) {
    return oddsRatio(RENEWALS, exposed, deal -> !deal.won());
  }

  private static double oddsRatio(
      List<Deal> deals, Predicate<Deal> exposed, Predicate<Deal> outcome) {
    return odds(deals, exposed, outcome) / odds(deals, exposed.negate(), outcome);
  }

  private static double odds(List<Deal> deals, Predicate<Deal> some, Predicate<Deal> outcome) {
    double share = share(deals.stream().filter(some).toList(), outcome);
    return share / (1 - share);
  }

  private static double share(List<Deal> deals, Predicate<Deal> some) {
    return deals.stream().filter(some).count() / (double) deals.size();
  }
}

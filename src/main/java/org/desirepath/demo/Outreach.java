package org.desirepath.demo;

import java.util.ArrayList;
import java.util.List;

/** Makes what sales and marketing do with the people the CRM knows: calls, e-mails, meetings. */
final class Outreach {

  /** Kind of task or meeting: the touchpoint's name, and how the CRM records it. */
  enum Kind {
    EMAIL_OUTBOUND("Email", "", "company", 45),
    EMAIL_INBOUND("Email", "", "customer", 21),
    CALL_OUTBOUND("Call", "Outbound", "company", 20),
    CALL_INBOUND("Call", "Inbound", "customer", 12),
    MEETING("Meeting", "", "customer", 14);

    final String type;
    final String callType;
    final String direction;
    private final int weight;

    Kind(String type, String callType, String direction, int weight) {
      this.type = type;
      this.callType = callType;
      this.direction = direction;
      this.weight = weight;
    }

    String label() {
      return Labels.of(this);
    }
  }

  /**
   * A task or meeting.
   *
   * @param whoId the contact, sometimes as a 15-character id
   * @param planned a task nobody has done yet
   */
  record Touch(
      String id,
      Kind kind,
      Person person,
      String whoId,
      String dealId,
      String subject,
      String note,
      int minutes,
      long at,
      boolean planned) {}

  /** A contact or lead on the list of a campaign. */
  record Member(
      String id,
      Campaign campaign,
      Person person,
      long sentAt,
      boolean responded,
      long repliedAt) {}

  private static final List<String> MAILS_OUT =
      List.of(
          "[Email] [Out] Welcome to Fernhall",
          "[Email] [Out] Fernhall proposal for your depots",
          "[Email] [Out] Next steps with your crews",
          "[Email] [Out] The case study we spoke of");

  private static final List<String> MAILS_IN =
      List.of(
          "[Email] [In] Re: Fernhall proposal for your depots",
          "[Email] [In] Re: Next steps with your crews",
          "[Email] [In] Technical questions from our IT");

  private static final List<String> CALLS_OUT =
      List.of("Call: intro", "Call: proposal", "Call: after the demo", "Call: renewal");

  private static final List<String> CALLS_IN =
      List.of(
          "Inbound call: pricing of seats", "Inbound call: contract", "Inbound call: technical");

  private static final List<String> MEETINGS =
      List.of(
          "Discovery meeting",
          "Product demo for dispatchers",
          "Security review",
          "Negotiation meeting",
          "Onboarding kick-off",
          "Business review");

  private final Company company;
  private final Window window;
  private final Dice dice;
  private final List<Touch> touches = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();

  Outreach(Company company, Window window, Dice dice) {
    this.company = company;
    this.window = window;
    this.dice = dice;
  }

  List<Touch> touches() {
    return touches;
  }

  List<Member> members() {
    return members;
  }

  /** Calls, e-mails and meetings during a phase. */
  void during(Phase phase, long from, long to, String dealId, List<Person> people) {
    long begin = Math.max(from, window.start());
    long end = Math.min(to, window.end() - Window.HOUR);
    for (Person person : people) {
      if (end <= begin || !person.hasContact()) {
        continue;
      }
      double days = (end - begin) / (double) Window.DAY;
      for (int n = dice.poisson(phase.outreach * days); n > 0; n--) {
        long at = Window.wholeSecond(begin + (long) (dice.unit() * (end - begin)));
        if (person.isAt(at)) {
          touches.add(touch(person, anyKind(), dealId, at, false));
        }
      }
    }
  }

  /** What is still to be done after the snapshot. */
  void plan(List<Person> people) {
    for (Person person : people) {
      if (person.hasContact() && person.isAt(window.end()) && dice.chance(0.1)) {
        long at = window.end() + dice.between(1, 20) * Window.DAY;
        touches.add(touch(person, Kind.CALL_OUTBOUND, "", at, true));
      }
    }
  }

  /** Campaigns reach some of the people the CRM knows; some of those respond. */
  void invite(List<Campaign> campaigns, List<Person> people) {
    for (Campaign campaign : campaigns) {
      for (Person person : people) {
        long sentAt = campaign.startsAt() + dice.below(6 * 3600) * Window.SECOND;
        boolean reached = person.isKnown() && person.isAt(sentAt) && dice.chance(0.18);
        if (reached && sentAt < window.end()) {
          long repliedAt = sentAt + dice.between(1800, 4 * 86_400) * Window.SECOND;
          boolean responded = dice.chance(0.4) && repliedAt < window.end();
          String id = CrmIds.of(CrmIds.CAMPAIGN_MEMBER, company.number(), members.size());
          members.add(new Member(id, campaign, person, sentAt, responded, repliedAt));
        }
      }
    }
  }

  private Kind anyKind() {
    return dice.weighted(List.of(Kind.values()), kind -> kind.weight);
  }

  private Touch touch(Person person, Kind kind, String dealId, long at, boolean planned) {
    String object = kind == Kind.MEETING ? CrmIds.EVENT : CrmIds.TASK;
    String contact = person.contacts().get(0).id();
    String subject =
        switch (kind) {
          case EMAIL_OUTBOUND -> dice.pick(MAILS_OUT);
          case EMAIL_INBOUND -> dice.pick(MAILS_IN);
          case CALL_OUTBOUND -> dice.pick(CALLS_OUT);
          case CALL_INBOUND -> dice.pick(CALLS_IN);
          case MEETING -> dice.pick(MEETINGS);
        };
    boolean noted = kind.type.equals("Call") && dice.chance(0.15);
    return new Touch(
        CrmIds.of(object, company.number(), touches.size()),
        kind,
        person,
        kind != Kind.MEETING && dice.chance(0.05) ? CrmIds.fifteen(contact) : contact,
        dealId,
        planned ? "Call: to be done" : subject,
        noted ? person.givenName() + " asked: \"what about vans, depots\",\nanswer tomorrow" : "",
        15 * (int) dice.between(2, 6),
        at,
        planned);
  }
}

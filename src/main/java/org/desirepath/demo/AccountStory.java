package org.desirepath.demo;

import java.util.List;

/**
 * All that truly happened to one account; what the exports tell of it is worked out from this.
 *
 * @param people the account's own, then one who left it for another, at the new employer
 * @param sessions visits, of one person in the order of time
 */
record AccountStory(
    Company company,
    Lifecycle lifecycle,
    Kiosk kiosk,
    List<Person> people,
    List<WebSession> sessions,
    List<Deal> deals,
    List<Ticket> tickets,
    List<Outreach.Touch> touches,
    List<Outreach.Member> members) {

  /** What the account is at the snapshot. */
  enum Lifecycle {
    PROSPECT("Prospect"),
    CUSTOMER("Customer - Direct"),
    FORMER("Former Customer");

    final String crmType;

    Lifecycle(String crmType) {
      this.crmType = crmType;
    }

    String label() {
      return Labels.of(this);
    }
  }
}

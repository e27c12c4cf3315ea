package org.desirepath.demo;

import java.util.ArrayList;
import java.util.List;

/** A campaign of the vendor's marketing; every account meets the same ones. */
record Campaign(String id, String name, String type, long startsAt) {

  static final int DAYS_LONG = 3;

  private static final int EVERY_DAYS = 13;
  private static final int FIRST_DAY = 4;

  private static final List<String> NAMES =
      List.of(
          "Webinar: fewer second visits",
          "Autumn letter to dispatchers",
          "Service days trade fair",
          "Webinar: van stock that fits");

  private static final List<String> TYPES = List.of("Webinar", "Email", "Trade Show", "Webinar");

  /** All campaigns of the window, and one that is only planned. */
  static List<Campaign> all(Window window) {
    List<Campaign> campaigns = new ArrayList<>();
    long startsAt = window.start() + FIRST_DAY * Window.DAY;
    for (int n = 0; startsAt < window.end() + EVERY_DAYS * Window.DAY; n++) {
      campaigns.add(
          new Campaign(
              CrmIds.ofVendor(CrmIds.CAMPAIGN, n),
              NAMES.get(n % NAMES.size()) + " " + (n + 1),
              TYPES.get(n % TYPES.size()),
              startsAt));
      startsAt += EVERY_DAYS * Window.DAY;
    }
    return campaigns;
  }
}

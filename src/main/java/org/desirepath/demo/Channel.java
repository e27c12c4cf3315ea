package org.desirepath.demo;

import java.util.List;

/** Where a visit comes from. */
enum Channel {
  DIRECT("(direct)", "(none)", "", "", 24),
  SEARCH("google", "organic", "", "https://www.google.com/", 34),
  OTHER_SEARCH("bing", "organic", "", "https://www.bing.com/", 8),
  SEARCH_ADS("google", "cpc", "field-service-2026", "https://www.google.com/", 12),
  SOCIAL_ADS("linkedin.com", "paid_social", "dispatch-leaders", "https://www.linkedin.com/", 8),
  NEWSLETTER("newsletter", "email", "monthly-rounds", "", 8),
  ASSISTANT("chatgpt.com", "referral", "", "https://chatgpt.com/", 3),
  PARTNER("partner-desk.example", "referral", "", "https://partner-desk.example/", 3);

  final String source;
  final String medium;
  final String campaign;
  final String referrer;
  private final int weight;

  Channel(String source, String medium, String campaign, String referrer, int weight) {
    this.source = source;
    this.medium = medium;
    this.campaign = campaign;
    this.referrer = referrer;
    this.weight = weight;
  }

  static Channel any(Dice dice) {
    return dice.weighted(List.of(values()), channel -> channel.weight);
  }

  /** The page that was opened, with the campaign's marks if it carries any. */
  String landing(String page) {
    if (campaign.isEmpty()) {
      return page;
    }
    return page
        + (page.indexOf('?') < 0 ? "?" : "&")
        + "utm_source="
        + source
        + "&utm_medium="
        + medium
        + "&utm_campaign="
        + campaign;
  }
}

package org.desirepath.demo;

/**
 * One true event of the web export.
 *
 * @param session the visit it belongs to
 * @param browser where it was recorded
 * @param atMillis when it happened; the export adds {@code micros}
 * @param touchpoint what the visitor did, or null for events that only accompany it
 * @param page the page it happened on, as a touchpoint
 * @param engagementMillis time spent before it, or -1 where the export has none
 * @param landing whether it opens the visit, and so carries the channel
 * @param loginHash {@code user_id}, or empty
 * @param email what a form sent: a hash, by mistake an address, or empty
 * @param order how many pages of the visit were opened so far
 */
record WebEvent(
    WebSession session,
    Browser browser,
    long atMillis,
    int micros,
    String name,
    WebTouchpoint touchpoint,
    WebTouchpoint page,
    String location,
    String referrer,
    long gaSessionId,
    int gaSessionNumber,
    long firstTouchMillis,
    long engagementMillis,
    boolean landing,
    String loginHash,
    String email,
    int order) {

  long atMicros() {
    return atMillis * 1000 + micros;
  }

  /** The web export has no other key. */
  String key() {
    return browser.pseudoId() + "|" + atMicros() + "|" + name;
  }

  boolean isTouchpoint() {
    return touchpoint != null;
  }

  /** Whether the row itself tells who the visitor is. */
  boolean tellsWho() {
    return !loginHash.isEmpty() || !email.isEmpty();
  }
}

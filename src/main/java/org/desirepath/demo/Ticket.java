package org.desirepath.demo;

import java.util.List;

/**
 * A ticket as the help desk has it at the snapshot.
 *
 * @param person who truly wrote
 * @param requester the help desk's user, which several people may share
 * @param comments the first is the ticket's description
 * @param firstResponseHours hours to the first public answer; negative if there is none yet
 * @param sentiment mean over what the customer wrote
 * @param rating {@code good}, {@code bad} or empty
 */
record Ticket(
    long id,
    Person person,
    Requester requester,
    String channel,
    String type,
    String priority,
    String status,
    String subject,
    boolean isOnboarding,
    long createdAt,
    long updatedAt,
    List<Comment> comments,
    double firstResponseHours,
    double sentiment,
    String rating,
    String ratingText,
    long ratingId,
    long ratedAt,
    long agentId) {

  /**
   * A user of the help desk who opens tickets.
   *
   * @param email as the help desk has it
   * @param contactId the CRM's contact, or null
   * @param alias who the address is known as: the person, a mailbox of several, or nobody else
   */
  record Requester(
      long id, String name, String email, boolean inOrganization, String contactId, Alias alias) {

    String node() {
      return "z:" + id;
    }
  }

  /** How a requester's address relates to the addresses of people. */
  enum Alias {
    OWN,
    MAILBOX,
    UNKNOWN
  }

  /** One entry; the customer's carry an emotion, the agent's none. */
  record Comment(long id, Emotion emotion, boolean isPublic, String text, long at) {

    boolean isCustomers() {
      return emotion != null;
    }
  }

  Emotion emotion() {
    return comments.get(0).emotion();
  }

  boolean isRated() {
    return !rating.isEmpty();
  }

  boolean isSlow() {
    return firstResponseHours > Effects.SLOW_HOURS;
  }
}

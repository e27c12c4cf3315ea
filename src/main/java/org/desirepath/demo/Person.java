package org.desirepath.demo;

import java.util.List;

/**
 * Somebody at one employer. A person who changes company is two of these with one {@code personId}.
 *
 * @param personId the true person
 * @param number place among the account's people
 * @param from first moment at this employer, 0 for ever
 * @param to first moment no longer there, {@link Long#MAX_VALUE} for ever
 * @param email own address, whether or not any export shows it
 * @param loginHash SHA-256 of the address: the {@code user_id} after a log-in
 * @param hasLogin whether there is a log-in to the product
 * @param contacts CRM contacts, the surviving one first; empty if the CRM does not know the person
 * @param lead CRM lead, or null
 * @param activity how often the person visits, 1 being usual
 */
record Person(
    String personId,
    int number,
    Company company,
    long from,
    long to,
    Kind kind,
    BuyingRole role,
    BuyingRole.Post post,
    PersonaWeights taste,
    String givenName,
    String familyName,
    String email,
    String loginHash,
    boolean hasLogin,
    List<Browser> browsers,
    List<Contact> contacts,
    Lead lead,
    double activity) {

  /** Which exports a person appears in. */
  enum Kind {
    CRM_WEB,
    CRM_ONLY,
    LEAD_WEB,
    LOGIN_NO_CRM,
    ANON_WEB;

    String label() {
      return Labels.of(this);
    }
  }

  /**
   * A CRM contact.
   *
   * @param email as the CRM has it: sometimes in capitals, sometimes empty
   * @param mergedInto id of the contact it was merged into, or empty
   */
  record Contact(
      String id,
      String givenName,
      String familyName,
      String email,
      String title,
      String mergedInto,
      boolean hasLeft,
      long createdAt,
      long modifiedAt) {

    boolean isMerged() {
      return !mergedInto.isEmpty();
    }

    String node() {
      return "c:" + id;
    }
  }

  /**
   * A CRM lead.
   *
   * @param convertedInto id of the contact it became, or empty
   */
  record Lead(String id, String email, String convertedInto, long createdAt) {
    String node() {
      return "l:" + id;
    }
  }

  boolean usesWeb() {
    return !browsers.isEmpty();
  }

  boolean isAt(long moment) {
    return moment >= from && moment < to;
  }

  /** Whether sales and marketing can reach the person. */
  boolean hasContact() {
    return !contacts.isEmpty();
  }

  boolean isKnown() {
    return hasContact() || lead != null;
  }

  /** Whether forms on the web may give the address away. */
  boolean givesEmail() {
    return kind == Kind.CRM_WEB || kind == Kind.LEAD_WEB;
  }

  String emailNode() {
    return "e:" + email;
  }
}

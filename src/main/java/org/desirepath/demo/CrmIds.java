package org.desirepath.demo;

/**
 * Record ids as Salesforce writes them: three characters that tell the object, twelve that count,
 * and three that make the id safe where upper and lower case are not told apart (Salesforce
 * documentation, "Converting 15-character ids to 18-character ids").
 */
final class CrmIds {

  static final String ACCOUNT = "001";
  static final String CONTACT = "003";
  static final String OPPORTUNITY = "006";
  static final String HISTORY = "008";
  static final String CONTACT_ROLE = "00K";
  static final String LEAD = "00Q";
  static final String TASK = "00T";
  static final String EVENT = "00U";
  static final String CAMPAIGN_MEMBER = "00v";
  static final String CAMPAIGN = "701";

  /** The one user of the CRM who owns everything. */
  static final String OWNER = ofVendor("005", 77);

  /** Room for the records of one kind that one account may have. */
  private static final long RECORDS_PER_ACCOUNT = 1_000_000;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private CrmIds() {}

  /** The id of an account's record; {@code serial} counts the records of its kind. */
  static String of(String object, int account, int serial) {
    StringBuilder id = new StringBuilder(18).append(object).append("8c");
    long number = (account + 1L) * RECORDS_PER_ACCOUNT + serial;
    char[] digits = new char[10];
    for (int i = digits.length - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (number % DIGITS.length()));
      number /= DIGITS.length();
    }
    return withCheck(id.append(digits).toString());
  }

  /** The id of a record that belongs to no account. */
  static String ofVendor(String object, int serial) {
    return of(object, -1, serial);
  }

  static String withCheck(String id) {
    StringBuilder checked = new StringBuilder(id);
    for (int block = 0; block < 15; block += 5) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        if (Character.isUpperCase(id.charAt(block + i))) {
          bits |= 1 << i;
        }
      }
      checked.append(CHECK.charAt(bits));
    }
    return checked.toString();
  }

  static String fifteen(String id) {
    return id.substring(0, 15);
  }
}

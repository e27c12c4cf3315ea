package org.desirepath.demo;

import java.util.List;

/**
 * A business account: everything that is known of it before its story begins. It is worked out from
 * seed and number alone, so any account can look at any other.
 *
 * @param number 0 for the first account
 * @param accountId the CRM's id
 * @param parent number of the company it belongs to, or -1
 * @param domain its own, or its parent's
 * @param website the domain as somebody typed it into the CRM, or empty
 */
record Company(
    int number,
    String accountId,
    int parent,
    String name,
    String domain,
    String website,
    Segment segment,
    String industry,
    int employees,
    Place place,
    Beginning beginning) {

  /** Size class; the number of people who deal with the vendor grows with it. */
  enum Segment {
    SMB(50, 2, 4),
    MID_MARKET(30, 4, 7),
    ENTERPRISE(20, 8, 14);

    private final int weight;

    final int fewest;
    final int most;

    Segment(int weight, int fewest, int most) {
      this.weight = weight;
      this.fewest = fewest;
      this.most = most;
    }

    String label() {
      return Labels.of(this);
    }
  }

  /** What the account is to the vendor when the exports begin. */
  enum Beginning {
    PROSPECT(55),
    CUSTOMER(38),
    FORMER(7);

    private final int weight;

    Beginning(int weight) {
      this.weight = weight;
    }
  }

  /** Every so many accounts one belongs to the account before it. */
  private static final int SUBSIDIARY_EVERY = 12;

  private static final List<String> INDUSTRIES =
      List.of(
          "Utilities",
          "Facilities",
          "Telecommunications",
          "Medical Devices",
          "Elevators",
          "Agriculture",
          "Rail",
          "Water",
          "Security",
          "Renewables");

  static Company of(long seed, int number) {
    Dice dice = Dice.of(seed, "company", number);
    int parent = number % SUBSIDIARY_EVERY == SUBSIDIARY_EVERY - 1 ? number - 1 : -1;
    Segment segment = dice.weighted(List.of(Segment.values()), s -> s.weight);
    Place place = Place.any(dice);
    String domain = Names.domain(parent < 0 ? number : parent);
    return new Company(
        number,
        CrmIds.of(CrmIds.ACCOUNT, number, 0),
        parent,
        Names.company(number, place, dice),
        domain,
        website(domain, dice),
        segment,
        dice.pick(INDUSTRIES),
        employees(segment, dice),
        place,
        dice.weighted(List.of(Beginning.values()), beginning -> beginning.weight));
  }

  private static String website(String domain, Dice dice) {
    return switch (dice.weighted(40, 18, 18, 10, 6, 8)) {
      case 0 -> "https://www." + domain;
      case 1 -> "http://" + domain + "/";
      case 2 -> domain;
      case 3 -> "www." + domain + "/home";
      case 4 -> "HTTPS://WWW." + Labels.upper(domain);
      default -> "";
    };
  }

  private static int employees(Segment segment, Dice dice) {
    return switch (segment) {
      case SMB -> (int) dice.between(12, 190);
      case MID_MARKET -> (int) dice.between(200, 1999);
      case ENTERPRISE -> (int) dice.between(2000, 40_000);
    };
  }

  boolean sharesDomain() {
    return parent >= 0 || number % SUBSIDIARY_EVERY == SUBSIDIARY_EVERY - 2;
  }

  /** Whether the exports alone tell that a mail address of the domain belongs here. */
  boolean isToldByDomain() {
    return parent < 0 && !website.isEmpty();
  }
}

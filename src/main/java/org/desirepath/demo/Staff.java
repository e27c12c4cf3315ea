package org.desirepath.demo;

import java.util.ArrayList;
import java.util.List;

/** Makes the people of an account: how they are known, and how badly. */
final class Staff {

  /** Every so many accounts one person leaves for the account before. */
  private static final int MOVER_EVERY = 9;

  private static final List<String> FREE_MAIL =
      List.of("gmail.com", "outlook.com", "gmx.de", "web.de", "yahoo.com");

  private final long seed;
  private final Window window;
  private final Company company;
  private final Dice dice;
  private final List<Person> people = new ArrayList<>();
  private int contactCount;

  private Staff(long seed, Window window, Company company) {
    this.seed = seed;
    this.window = window;
    this.company = company;
    this.dice = Dice.of(seed, "staff", company.number());
  }

  static List<Person> of(long seed, Window window, Company company) {
    return new Staff(seed, window, company).hire();
  }

  private List<Person> hire() {
    Company.Segment segment = company.segment();
    int count = (int) dice.between(segment.fewest, segment.most);
    boolean oneLeaves = company.number() % MOVER_EVERY == MOVER_EVERY - 1;
    for (int number = 0; number < count; number++) {
      Person.Kind kind = anyKind();
      if (oneLeaves && number == count - 1) {
        addMover(number);
      } else {
        people.add(person(number, company, kind, Names.given(dice), Names.family(dice)));
      }
    }
    return people;
  }

  private Person.Kind anyKind() {
    return switch (dice.weighted(58, 14, 8, 4, 16)) {
      case 0 -> Person.Kind.CRM_WEB;
      case 1 -> Person.Kind.CRM_ONLY;
      case 2 -> Person.Kind.LEAD_WEB;
      case 3 -> Person.Kind.LOGIN_NO_CRM;
      default -> Person.Kind.ANON_WEB;
    };
  }

  /** Leaves for the account before, with a new contact, address and browser there: no link. */
  private void addMover(int number) {
    String given = Names.given(dice);
    String family = Names.family(dice);
    long span = window.end() - window.start();
    long moved = window.start() + (long) (span * (0.3 + 0.4 * dice.unit()));
    Person before = person(number, company, Person.Kind.CRM_WEB, given, family);
    people.add(employed(before, 0, moved));
    Company next = Company.of(seed, company.number() - 1);
    Person after = person(number, next, Person.Kind.CRM_WEB, given, family);
    people.add(employed(after, moved, Long.MAX_VALUE));
  }

  private static Person employed(Person person, long from, long to) {
    List<Person.Contact> contacts = new ArrayList<>();
    for (Person.Contact contact : person.contacts()) {
      contacts.add(
          new Person.Contact(
              contact.id(),
              contact.givenName(),
              contact.familyName(),
              contact.email(),
              contact.title(),
              contact.mergedInto(),
              to < Long.MAX_VALUE && !contact.isMerged(),
              from > 0 ? from : contact.createdAt(),
              from > 0 ? from : contact.modifiedAt()));
    }
    return new Person(
        person.personId(),
        person.number(),
        person.company(),
        from,
        to,
        person.kind(),
        person.role(),
        person.post(),
        person.taste(),
        person.givenName(),
        person.familyName(),
        person.email(),
        person.loginHash(),
        person.hasLogin(),
        person.browsers(),
        List.copyOf(contacts),
        from > 0 ? null : person.lead(),
        person.activity());
  }

  private Person person(
      int number, Company employer, Person.Kind kind, String given, String family) {
    BuyingRole role = BuyingRole.any(dice);
    BuyingRole.Post post = role.anyPost(dice);
    String email = address(number, employer, given, family);
    List<Person.Contact> contacts =
        kind == Person.Kind.CRM_WEB || kind == Person.Kind.CRM_ONLY
            ? contacts(given, family, email, post)
            : List.of();
    boolean hasLogin =
        switch (kind) {
          case CRM_WEB -> dice.chance(0.65);
          case LEAD_WEB -> dice.chance(0.25);
          case LOGIN_NO_CRM -> true;
          case CRM_ONLY, ANON_WEB -> false;
        };
    return new Person(
        "tp%07d".formatted(company.number() * 100L + number),
        number,
        employer,
        0,
        Long.MAX_VALUE,
        kind,
        role,
        post,
        role.anyTaste(dice),
        given,
        family,
        email,
        Hashes.sha256(email),
        hasLogin,
        kind == Person.Kind.CRM_ONLY ? List.of() : browsers(),
        contacts,
        lead(number, kind, email, contacts),
        dice.lognormal(0.85, 0.55));
  }

  /** Own domain or free mail; the numbers keep addresses apart across all accounts. */
  private String address(int number, Company employer, String given, String family) {
    String name = Names.inAddress(given) + "." + Names.inAddress(family);
    if (dice.chance(0.08)) {
      return name + "." + company.number() + "n" + number + "x@" + dice.pick(FREE_MAIL);
    }
    // A subsidiary and a newcomer use a domain on which others may have the same name.
    boolean ownDomain = employer.equals(company) && company.parent() < 0;
    String marked = ownDomain ? name : name + "." + company.number();
    String address = marked + "@" + employer.domain();
    for (Person other : people) {
      if (other.email().equals(address)) {
        return marked + (number + 1) + "@" + employer.domain();
      }
    }
    return address;
  }

  private List<Browser> browsers() {
    List<Browser> browsers = new ArrayList<>();
    browsers.add(Browser.of(Browser.Kind.DESKTOP, true, dice));
    if (dice.chance(0.42)) {
      browsers.add(Browser.of(Browser.Kind.MOBILE, dice.chance(0.4), dice));
    }
    if (dice.chance(0.15)) {
      browsers.add(Browser.of(Browser.Kind.DESKTOP, dice.chance(0.5), dice));
    }
    return List.copyOf(browsers);
  }

  private List<Person.Contact> contacts(
      String given, String family, String email, BuyingRole.Post post) {
    long created = window.start() - dice.between(5, 400) * Window.DAY - dice.below(86_400_000);
    String known =
        switch (dice.weighted(88, 7, 5)) {
          case 0 -> email;
          case 1 -> Labels.upper(email);
          default -> "";
        };
    String title = dice.chance(0.07) ? "" : post.title();
    List<Person.Contact> contacts = new ArrayList<>();
    Person.Contact main = contact(given, family, known, title, "", created);
    contacts.add(main);
    switch (dice.weighted(82, 7, 5, 2, 3, 1)) {
      case 1 -> // an exact double, merged
          contacts.add(contact(given, family, known, title, main.id(), created + Window.DAY));
      case 2 -> // a near double, merged
          contacts.add(contact(initial(given), family, "", title, main.id(), created));
      case 3 -> { // merged twice: A into B, B into C
        Person.Contact middle = contact(given, family, known, "", main.id(), created + Window.HOUR);
        contacts.add(middle);
        contacts.add(contact(initial(given), family, "", "", middle.id(), created));
      }
      case 4 -> // a double that nobody merged, with the same address
          contacts.add(contact(given, family, known, title, "", created + 3 * Window.DAY));
      case 5 -> { // a double that nobody merged, with an address of its own
        String brief = Names.inAddress(given).charAt(0) + "-" + Names.inAddress(family);
        String domain = email.substring(email.indexOf('@'));
        String other = brief + "." + company.number() + "-" + contactCount + domain;
        contacts.add(contact(given, family, other, title, "", created));
      }
      default -> {}
    }
    return List.copyOf(contacts);
  }

  private Person.Contact contact(
      String given, String family, String email, String title, String mergedInto, long created) {
    String id = CrmIds.of(CrmIds.CONTACT, company.number(), contactCount++);
    return new Person.Contact(id, given, family, email, title, mergedInto, false, created, created);
  }

  private static String initial(String given) {
    return given.charAt(0) + ".";
  }

  /** Leads come before contacts; those of people the CRM has no contact of stay open. */
  private Person.Lead lead(
      int number, Person.Kind kind, String email, List<Person.Contact> contacts) {
    String typed = dice.chance(0.06) ? " " + capitalised(email) + " " : email;
    String id = CrmIds.of(CrmIds.LEAD, company.number(), number);
    if (kind == Person.Kind.LEAD_WEB) {
      long created = window.start() - dice.between(1, 60) * Window.DAY;
      return new Person.Lead(id, typed, "", created);
    }
    if (contacts.isEmpty() || !dice.chance(0.38)) {
      return null;
    }
    // The contact may since have been merged into another: the lead still points at it.
    Person.Contact last = contacts.get(contacts.size() - 1);
    Person.Contact contact = last.isMerged() && dice.chance(0.5) ? last : contacts.get(0);
    return new Person.Lead(id, typed, contact.id(), contact.createdAt() - 5 * Window.DAY);
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

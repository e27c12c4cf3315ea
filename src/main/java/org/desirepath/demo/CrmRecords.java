package org.desirepath.demo;

import static org.desirepath.demo.CrmFolder.Table.ACCOUNT;
import static org.desirepath.demo.CrmFolder.Table.CAMPAIGN;
import static org.desirepath.demo.CrmFolder.Table.CAMPAIGN_MEMBER;
import static org.desirepath.demo.CrmFolder.Table.CONTACT;
import static org.desirepath.demo.CrmFolder.Table.CONTACT_ROLE;
import static org.desirepath.demo.CrmFolder.Table.EVENT;
import static org.desirepath.demo.CrmFolder.Table.HISTORY;
import static org.desirepath.demo.CrmFolder.Table.LEAD;
import static org.desirepath.demo.CrmFolder.Table.OPPORTUNITY;
import static org.desirepath.demo.CrmFolder.Table.TASK;

import java.io.IOException;
import java.util.List;

/** Writes what the CRM knows of an account at the snapshot. */
final class CrmRecords {

  private static final String OWNER = CrmIds.OWNER;

  private final CrmFolder folder;
  private final Window window;
  private final boolean hostile;
  private final Dice dice;
  private final AccountStory story;
  private final Company company;
  private int historyCount;
  private int roleCount;

  private CrmRecords(
      CrmFolder folder, Window window, boolean hostile, long seed, AccountStory story) {
    this.folder = folder;
    this.window = window;
    this.hostile = hostile;
    this.story = story;
    this.company = story.company();
    this.dice = Dice.of(seed, "crm", company.number());
  }

  static void write(CrmFolder folder, Window window, boolean hostile, long seed, AccountStory story)
      throws IOException {
    CrmRecords records = new CrmRecords(folder, window, hostile, seed, story);
    records.writeAccount();
    for (Person person : story.people()) {
      records.writePerson(person);
    }
    for (Deal deal : story.deals()) {
      if (deal.createdAt() < window.end()) {
        records.writeDeal(deal);
      }
    }
    for (Outreach.Touch touch : story.touches()) {
      if (touch.kind() == Outreach.Kind.MEETING) {
        records.writeMeeting(touch);
      } else {
        records.writeTask(touch);
      }
    }
    for (Outreach.Member member : story.members()) {
      records.writeMember(member);
    }
  }

  /** Campaigns are the vendor's and belong to no account. */
  static void write(CrmFolder folder, Window window, List<Campaign> campaigns) throws IOException {
    for (Campaign campaign : campaigns) {
      String created = Window.crmMoment(campaign.startsAt() - 20 * Window.DAY);
      boolean over = campaign.startsAt() < window.end();
      folder.accept(
          CAMPAIGN,
          campaign.id(),
          "0",
          campaign.name(),
          "",
          campaign.type(),
          over ? "Completed" : "Planned",
          day(campaign.startsAt()),
          day(campaign.startsAt() + Campaign.DAYS_LONG * Window.DAY),
          "1",
          OWNER,
          created,
          OWNER,
          created,
          OWNER,
          created);
    }
  }

  private void writeAccount() throws IOException {
    String created = Window.crmMoment(window.start() - dice.between(20, 900) * Window.DAY);
    String parent = company.parent() < 0 ? "" : CrmIds.of(CrmIds.ACCOUNT, company.parent(), 0);
    folder.accept(
        ACCOUNT,
        company.accountId(),
        "0",
        "",
        company.name(),
        story.lifecycle().crmType,
        parent,
        dice.between(1, 220) + " Harbour Road",
        company.place().city,
        "",
        "",
        company.place().country,
        "",
        company.website(),
        company.industry(),
        Long.toString(company.employees() * dice.between(90, 240) * 1000),
        Integer.toString(company.employees()),
        dice.chance(0.2) ? "Asked for \"fewer second visits\",\nvans and depots, later more" : "",
        OWNER,
        created,
        OWNER,
        created,
        OWNER,
        created,
        "",
        "Web");
  }

  private void writePerson(Person person) throws IOException {
    for (Person.Contact contact : person.contacts()) {
      if (contact.createdAt() < window.end()) {
        writeContact(person, contact);
      }
    }
    if (person.lead() != null) {
      writeLead(person, person.lead());
    }
  }

  private void writeContact(Person person, Person.Contact contact) throws IOException {
    String created = Window.crmMoment(contact.createdAt());
    long left = contact.hasLeft() ? Math.min(person.to(), window.end() - 1) : 0;
    String modified = Window.crmMoment(Math.max(contact.modifiedAt(), left));
    Place place = person.company().place();
    folder.accept(
        CONTACT,
        contact.id(),
        Labels.bit(contact.isMerged()),
        contact.mergedInto(),
        person.company().accountId(),
        contact.familyName(),
        contact.givenName(),
        "",
        place.city,
        place.country,
        "",
        contact.email(),
        contact.title(),
        contact.title().isEmpty() ? "" : person.post().department(),
        dice.pick(List.of("Web", "Referral", "Event", "Purchased List", "")),
        Labels.bit(dice.chance(0.05)),
        OWNER,
        created,
        OWNER,
        modified,
        OWNER,
        modified,
        "",
        Labels.bit(contact.hasLeft()),
        Long.toString(dice.between(1, 99)));
  }

  private void writeLead(Person person, Person.Lead lead) throws IOException {
    String created = Window.crmMoment(lead.createdAt());
    boolean converted = !lead.convertedInto().isEmpty();
    String deal = story.deals().isEmpty() ? "" : story.deals().get(0).id();
    boolean dealKnown = !story.deals().isEmpty() && story.deals().get(0).createdAt() < window.end();
    folder.accept(
        LEAD,
        lead.id(),
        "0",
        "",
        person.familyName(),
        person.givenName(),
        person.post().title(),
        company.name(),
        company.place().city,
        company.place().country,
        "",
        lead.email(),
        "",
        "Web",
        converted ? "Closed - Converted" : "Working - Contacted",
        company.industry(),
        Integer.toString(company.employees()),
        Labels.bit(converted),
        converted ? day(lead.createdAt() + 5 * Window.DAY) : "",
        converted ? company.accountId() : "",
        lead.convertedInto(),
        converted && dealKnown ? deal : "",
        OWNER,
        created,
        OWNER,
        created,
        OWNER,
        created);
  }

  private void writeDeal(Deal deal) throws IOException {
    String id = deal.id();
    Deal.Stage reached = deal.stages().get(0);
    for (Deal.Stage stage : deal.stages()) {
      if (stage.at() < window.end()) {
        reached = stage;
        writeStage(deal, stage);
      }
    }
    boolean closed = deal.isClosedAt(window.end());
    String created = Window.crmMoment(deal.createdAt());
    String modified = Window.crmMoment(reached.at());
    folder.accept(
        OPPORTUNITY,
        id,
        "0",
        company.accountId(),
        company.name() + " - " + deal.type().crmName,
        "",
        reached.name(),
        Labels.money(deal.cents()),
        Integer.toString(reached.probability()),
        day(deal.closedAt()),
        deal.type().crmName,
        "Web",
        Labels.bit(closed),
        Labels.bit(closed && deal.won()),
        closed ? deal.won() ? "Closed" : "Omitted" : "Pipeline",
        OWNER,
        created,
        OWNER,
        modified,
        OWNER,
        modified,
        closed ? deal.lossReason() : "",
        deal.isNewBusiness() ? deal.mature() ? "mature" : "emerging" : "");
    for (Deal.Role role : deal.contacts()) {
      folder.accept(
          CONTACT_ROLE,
          CrmIds.of(CrmIds.CONTACT_ROLE, company.number(), roleCount++),
          id,
          role.contact().id(),
          role.name(),
          Labels.bit(role.equals(deal.contacts().get(0))),
          created,
          OWNER,
          created,
          created,
          "0");
    }
  }

  private void writeStage(Deal deal, Deal.Stage stage) throws IOException {
    String at = Window.crmMoment(stage.at());
    folder.accept(
        HISTORY,
        CrmIds.of(CrmIds.HISTORY, company.number(), historyCount++),
        deal.id(),
        OWNER,
        at,
        stage.name(),
        Labels.money(deal.cents()),
        Labels.money(deal.cents() * stage.probability() / 100),
        day(deal.closedAt()),
        Integer.toString(stage.probability()),
        "Pipeline",
        at,
        "0");
  }

  private void writeTask(Outreach.Touch touch) throws IOException {
    boolean call = touch.kind().type.equals("Call");
    long createdAt = touch.planned() ? window.end() - 2 * Window.DAY : touch.at();
    String created = Window.crmMoment(createdAt);
    if (touch.whoId().length() == 15) {
      folder.remark(TASK, Dirt.ID_15_CHARACTERS_ACCEPTED);
    }
    // Only a call still tells its direction when its subject is nonsense.
    boolean odd = hostile && call && !touch.planned() && dice.chance(0.03);
    if (odd) {
      folder.remark(TASK, Dirt.ODD_TEXT_ACCEPTED);
    }
    folder.accept(
        TASK,
        touch.id(),
        touch.whoId(),
        touch.dealId().isEmpty() ? company.accountId() : touch.dealId(),
        "",
        odd ? dice.pick(WebDirt.ODD_TEXTS) : touch.subject(),
        day(touch.at()),
        touch.planned() ? "Not Started" : "Completed",
        "Normal",
        touch.planned() ? "" : "0",
        touch.note(),
        "0",
        company.accountId(),
        Labels.bit(!touch.planned()),
        OWNER,
        created,
        OWNER,
        created,
        OWNER,
        created,
        call && !touch.planned() ? Integer.toString(touch.minutes() * 20) : "",
        touch.planned() ? "" : touch.kind().callType,
        touch.planned() ? "Task" : touch.kind().type,
        touch.kind().type,
        touch.planned() ? "" : created);
  }

  private void writeMeeting(Outreach.Touch touch) throws IOException {
    String at = Window.crmMoment(touch.at());
    String created = Window.crmMoment(touch.at() - 3 * Window.DAY);
    folder.accept(
        EVENT,
        touch.id(),
        company.accountId(),
        day(touch.at()),
        at,
        OWNER,
        created,
        "",
        Integer.toString(touch.minutes()),
        Window.crmMoment(touch.at() + touch.minutes() * Window.MINUTE),
        "0",
        "0",
        "0",
        OWNER,
        created,
        "Video call",
        OWNER,
        "Busy",
        at,
        touch.subject(),
        created,
        "Meeting",
        touch.dealId().isEmpty() ? company.accountId() : touch.dealId(),
        touch.whoId());
  }

  private void writeMember(Outreach.Member member) throws IOException {
    String sent = Window.crmMoment(member.sentAt());
    String modified = member.responded() ? Window.crmMoment(member.repliedAt()) : sent;
    Person person = member.person();
    boolean contact = person.hasContact();
    folder.accept(
        CAMPAIGN_MEMBER,
        member.id(),
        "0",
        member.campaign().id(),
        contact ? "" : person.lead().id(),
        contact ? person.contacts().get(0).id() : "",
        member.responded() ? "Responded" : "Sent",
        Labels.bit(member.responded()),
        sent,
        OWNER,
        modified,
        modified,
        member.responded() ? day(member.repliedAt()) : "");
  }

  private static String day(long at) {
    return Window.utcDate(at).toString();
  }
}

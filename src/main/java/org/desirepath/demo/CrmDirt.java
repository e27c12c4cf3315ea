package org.desirepath.demo;

import static org.desirepath.demo.CrmFolder.Table.ACCOUNT;
import static org.desirepath.demo.CrmFolder.Table.CONTACT;
import static org.desirepath.demo.CrmFolder.Table.LEAD;
import static org.desirepath.demo.CrmFolder.Table.OPPORTUNITY;
import static org.desirepath.demo.CrmFolder.Table.TASK;

import java.io.IOException;
import java.util.Arrays;

/**
 * Soils the CRM export with rows of its own, before any account's: broken ones, doubles, and good
 * ones with strange texts. They belong to nobody in the truth.
 */
final class CrmDirt {

  /** Serial numbers of the vendor's records that no campaign reaches. */
  private static final int FIRST = 9000;

  private static final int PAIRS = 2;
  private static final int TWICE = 3;

  private final CrmFolder folder;
  private final Window window;
  private final String at;
  private int serial = FIRST;

  private CrmDirt(CrmFolder folder, Window window) {
    this.folder = folder;
    this.window = window;
    this.at = Window.crmMoment(window.start() + Window.HOUR);
  }

  static void write(CrmFolder folder, Window window) throws IOException {
    CrmDirt dirt = new CrmDirt(folder, window);
    dirt.soilAccounts();
    dirt.soilContacts();
    dirt.soilLeads();
    dirt.soilDeals();
    dirt.soilTasks();
  }

  private void soilAccounts() throws IOException {
    folder.soil(Dirt.MISSING_ID, ACCOUNT, account("", "Nobody Ltd"));
    for (String odd : WebDirt.ODD_TEXTS) {
      folder.accept(ACCOUNT, account(id(CrmIds.ACCOUNT), odd));
      folder.remark(ACCOUNT, Dirt.ODD_TEXT_ACCEPTED);
    }
  }

  private void soilContacts() throws IOException {
    for (int i = 0; i < PAIRS; i++) {
      folder.soil(Dirt.MISSING_ID, CONTACT, contact("", "Nameless", "", at));
      String[] tooMany = new String[27];
      Arrays.fill(tooMany, "w");
      tooMany[0] = id(CrmIds.CONTACT);
      folder.soil(Dirt.TOO_MANY_COLUMNS, CONTACT, tooMany);
    }
    for (int i = 0; i < TWICE; i++) {
      String id = id(CrmIds.CONTACT);
      String later = Window.crmMoment(window.start() + Window.DAY);
      folder.accept(CONTACT, contact(id, "Again" + i, "New title", later));
      folder.remark(CONTACT, Dirt.GOOD_EXTRA_ROWS);
      folder.soil(Dirt.EXACT_DUPLICATE, CONTACT, contact(id, "Again" + i, "New title", later));
      folder.soil(Dirt.SUPERSEDED_VERSION, CONTACT, contact(id, "Again" + i, "Old title", at));
    }
  }

  private void soilLeads() throws IOException {
    for (int i = 0; i < WebDirt.ODD_TEXTS.size(); i++) {
      String odd = WebDirt.ODD_TEXTS.get(i);
      String email = "odd" + i + "@odd-mail.example";
      folder.accept(
          LEAD,
          id(CrmIds.LEAD),
          "0",
          "",
          odd,
          "",
          odd,
          odd,
          "",
          "",
          "",
          email,
          "",
          "",
          "Open - Not Contacted",
          "",
          "",
          "0",
          "",
          "",
          "",
          "",
          CrmIds.OWNER,
          at,
          CrmIds.OWNER,
          at,
          CrmIds.OWNER,
          at);
      folder.remark(LEAD, Dirt.ODD_TEXT_ACCEPTED);
    }
  }

  private void soilDeals() throws IOException {
    String day = Window.utcDate(window.start() + Window.DAY).toString();
    folder.soil(Dirt.WRONG_TYPE, OPPORTUNITY, deal("plenty", day, "0"));
    folder.soil(Dirt.WRONG_TYPE, OPPORTUNITY, deal("1.00", "2026-02-31", "0"));
    folder.soil(Dirt.WRONG_TYPE, OPPORTUNITY, deal("1.00", day, "perhaps"));
  }

  private void soilTasks() throws IOException {
    long twoYears = 730 * Window.DAY;
    String future = Window.crmMoment(window.end() + twoYears);
    String epoch = Window.crmMoment(0);
    for (int i = 0; i < PAIRS; i++) {
      folder.soil(Dirt.MISSING_ID, TASK, task("", "", at));
      folder.soil(Dirt.WRONG_TYPE, TASK, task(id(CrmIds.TASK), "", "half past nine"));
      folder.soil(Dirt.TIMESTAMP_FUTURE, TASK, task(id(CrmIds.TASK), "", future));
      folder.soil(Dirt.TIMESTAMP_1970, TASK, task(id(CrmIds.TASK), "", epoch));
      folder.soil(Dirt.TOO_FEW_COLUMNS, TASK, id(CrmIds.TASK), "v", "w");
    }
    String oversize = "o".repeat(Dirt.OVERSIZE);
    folder.soil(Dirt.OVERSIZE_FIELD, TASK, task(id(CrmIds.TASK), oversize, at));
  }

  private String id(String object) {
    return CrmIds.ofVendor(object, serial++);
  }

  private String[] account(String id, String name) {
    return new String[] {
      id,
      "0",
      "",
      name,
      id.isEmpty() ? "" : "Prospect",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      name,
      CrmIds.OWNER,
      at,
      CrmIds.OWNER,
      at,
      CrmIds.OWNER,
      at,
      "",
      ""
    };
  }

  private String[] contact(String id, String name, String title, String modified) {
    String account = id.isEmpty() ? "" : CrmIds.of(CrmIds.ACCOUNT, 0, 0);
    String email = id.isEmpty() ? "" : Labels.lower(name) + "@again.example";
    return new String[] {
      id,
      "0",
      "",
      account,
      name,
      "",
      "",
      "",
      "",
      "",
      email,
      title,
      "",
      "",
      "",
      CrmIds.OWNER,
      at,
      CrmIds.OWNER,
      modified,
      CrmIds.OWNER,
      modified,
      "",
      "",
      ""
    };
  }

  private String[] deal(String amount, String closeDate, String isWon) {
    return new String[] {
      id(CrmIds.OPPORTUNITY),
      "0",
      "",
      "Broken",
      "",
      "Prospecting",
      amount,
      "",
      closeDate,
      "",
      "",
      "0",
      isWon,
      "",
      CrmIds.OWNER,
      at,
      CrmIds.OWNER,
      at,
      CrmIds.OWNER,
      at,
      "",
      ""
    };
  }

  private String[] task(String id, String description, String moment) {
    String day = moment.equals(at) ? at.substring(0, 10) : "";
    return new String[] {
      id,
      "",
      "",
      "",
      "Broken",
      day,
      "Completed",
      "",
      "",
      description,
      "0",
      "",
      "1",
      CrmIds.OWNER,
      moment,
      CrmIds.OWNER,
      moment,
      CrmIds.OWNER,
      at,
      "",
      "",
      "",
      "Call",
      moment
    };
  }
}

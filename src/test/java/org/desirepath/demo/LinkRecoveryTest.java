package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links identifiers from the exports alone and compares with what the truth says can be known. */
class LinkRecoveryTest {

  @TempDir private static Path folder;

  private static WrittenExports exports;
  private static List<Map<String, String>> identifiers;

  private final Map<String, String> parents = new HashMap<>();

  @BeforeAll
  static void writeOnce() throws IOException {
    DemoSettings settings = new DemoSettings(60, 30, 11, false, true, DemoSettings.DEFAULT_END);
    DemoExports.write(settings, folder, progress -> {});
    exports = new WrittenExports(folder);
    identifiers = exports.csv("truth/person_of_identifier.csv").rows();
  }

  @Test
  void entitiesAreWhatTheRecordsLink() throws IOException {
    Set<String> shared = new HashSet<>();
    for (Map<String, String> row : identifiers) {
      if (row.get("is_shared").equals("1")) {
        shared.add(row.get("value"));
      }
    }
    linkWeb(shared);
    linkCrm();
    linkHelpdesk(shared);
    Map<String, Set<String>> stated = new TreeMap<>();
    Map<String, Set<String>> found = new TreeMap<>();
    for (Map<String, String> row : identifiers) {
      if (row.get("is_shared").equals("0")) {
        String node = node(row.get("identifier_kind"), row.get("value"));
        stated.computeIfAbsent(row.get("entity_id"), e -> new TreeSet<>()).add(node);
        found.computeIfAbsent(root(node), r -> new TreeSet<>()).add(node);
      }
    }
    assertThat(new HashSet<>(found.values())).isEqualTo(new HashSet<>(stated.values()));
  }

  @Test
  void noEntityHoldsSeveralPeople() {
    Map<String, String> people = new HashMap<>();
    for (Map<String, String> row : identifiers) {
      if (row.get("is_shared").equals("0")) {
        String person = row.get("true_person_id");
        assertThat(people.merge(row.get("entity_id"), person, (one, other) -> one))
            .isEqualTo(person);
      }
    }
  }

  @Test
  void everyTrapOfIdentityIsThere() throws IOException {
    List<Map<String, String>> contacts = exports.csv("salesforce/Contact.csv").rows();
    Set<String> merged = new HashSet<>();
    contacts.forEach(
        contact -> {
          if (!contact.get("MasterRecordId").isEmpty()) {
            merged.add(contact.get("Id"));
          }
        });
    assertThat(merged).isNotEmpty();
    assertThat(contacts).anyMatch(contact -> merged.contains(contact.get("MasterRecordId")));
    assertThat(contacts).anyMatch(contact -> contact.get("Email").matches("[A-Z0-9.@-]+"));
    assertThat(contacts).anyMatch(contact -> contact.get("Email").endsWith("@gmail.com"));
    assertThat(contacts).anyMatch(contact -> contact.get("No_Longer_at_Company__c").equals("1"));
    assertThat(exports.csv("salesforce/Task.csv").rows())
        .anyMatch(task -> task.get("WhoId").length() == 15);
    assertThat(exports.text("zendesk/users.jsonl.gz")).contains("+fernhall@", "Service desk");
    assertThat(identifiers)
        .anyMatch(row -> row.get("entity_id").startsWith("anonymous:"))
        .anyMatch(row -> row.get("entity_id").startsWith("mailbox:"))
        .anyMatch(row -> row.get("resolvable").equals("0") && row.get("is_shared").equals("0"));
  }

  private void linkWeb(Set<String> shared) throws IOException {
    for (String file : exports.files().keySet()) {
      for (String line : file.startsWith("ga4/") ? exports.lines(file) : List.<String>of()) {
        JsonNode row = WrittenExports.object(line);
        String browser = row.get("user_pseudo_id").textValue();
        if (shared.contains(browser)) {
          continue;
        }
        String node = node("ga4_user_pseudo_id", browser);
        if (row.has("user_id")) {
          link(node, node("email_sha256", row.get("user_id").textValue()));
        }
        for (JsonNode param : row.get("event_params")) {
          if (param.get("key").textValue().equals("email_sha256")) {
            String sent = param.get("value").get("string_value").textValue();
            link(node, node(sent.contains("@") ? "email" : "email_sha256", sent));
          }
        }
      }
    }
  }

  private void linkCrm() throws IOException {
    for (Map<String, String> contact : exports.csv("salesforce/Contact.csv").rows()) {
      String node = node("sf_contact_id", contact.get("Id"));
      if (!contact.get("Email").isEmpty()) {
        link(node, node("email", contact.get("Email")));
      }
      if (!contact.get("MasterRecordId").isEmpty()) {
        link(node, node("sf_contact_id", contact.get("MasterRecordId")));
      }
    }
    for (Map<String, String> lead : exports.csv("salesforce/Lead.csv").rows()) {
      String node = node("sf_lead_id", lead.get("Id"));
      link(node, node("email", lead.get("Email")));
      if (!lead.get("ConvertedContactId").isEmpty()) {
        link(node, node("sf_contact_id", lead.get("ConvertedContactId")));
      }
    }
  }

  private void linkHelpdesk(Set<String> shared) throws IOException {
    for (String line : exports.lines("zendesk/users.jsonl.gz")) {
      JsonNode user = WrittenExports.object(line);
      String id = user.get("id").asText();
      if (shared.contains(id) || user.get("role").textValue().equals("agent")) {
        continue;
      }
      link(node("zendesk_user_id", id), node("email", user.get("email").textValue()));
      if (user.get("external_id").isTextual()) {
        link(
            node("zendesk_user_id", id),
            node("sf_contact_id", user.get("external_id").textValue()));
      }
    }
  }

  /** Addresses and their hashes are one kind of node. */
  private static String node(String kind, String value) {
    if (!kind.equals("email") && !kind.equals("zendesk_email")) {
      return (kind.equals("email_sha256") ? "hash" : kind) + " " + value;
    }
    String plain = value.strip().toLowerCase(Locale.ROOT).replaceFirst("\\+[^@]*", "");
    return "hash " + Hashes.sha256(plain);
  }

  private void link(String one, String other) {
    parents.put(root(one), root(other));
  }

  private String root(String node) {
    String root = node;
    while (!parents.getOrDefault(root, root).equals(root)) {
      root = parents.get(root);
    }
    return root;
  }
}

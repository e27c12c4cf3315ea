package org.desirepath.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Personal data that is nobody's, in exports of the demo: in rows that are taken and in rows that
 * are refused. Where it is found outside of the exports, a night told it.
 */
public final class Canaries {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String EMAIL = "kanarie.7301@birdsong.example";
  private static final String EMAIL_OF_QUERY = "zeisig.7302%40birdsong.example";
  private static final String TOKEN = "token-canary-55aa";
  private static final String FIRST_NAME = "Zvonimira";
  private static final String LAST_NAME = "Kanarienvogel";
  private static final String PHONE = "+49 30 73010042";
  private static final String TICKET_TEXT = "passphrase-canary-81c4";

  /** What must not be found; of addresses only what is before the domain, which is no secret. */
  public static final List<String> TEXTS =
      List.of(
          "kanarie.7301",
          "zeisig.7302",
          TOKEN,
          FIRST_NAME,
          LAST_NAME,
          PHONE,
          "73010042",
          TICKET_TEXT);

  /** The files they stand in, below the exports. */
  public static final List<String> FILES =
      List.of(
          "ga4/events_canary.json.gz",
          "salesforce/Contact_canary.csv",
          "zendesk/tickets_canary.jsonl.gz",
          "zendesk/users_canary.jsonl.gz");

  private Canaries() {}

  /** Adds a file with them to each kind of export: a row that is taken, and some that are not. */
  public static void plant(Path exports) throws IOException {
    gzip(
        exports.resolve(FILES.get(0)),
        event("1779958800000000", "page_view"),
        event(EMAIL, "page_view"));
    contacts(exports);
    gzip(
        exports.resolve(FILES.get(2)),
        ticket(7301001, "2026-05-28T10:00:00Z"),
        ticket(7301002, EMAIL),
        ticket(7301003, "2026-05-28T10:00:00Z").replaceFirst(".{40}$", ""));
    gzip(
        exports.resolve(FILES.get(3)),
        user(7301, "2026-05-28T09:00:00Z"),
        user(7302, LAST_NAME + ", " + PHONE));
  }

  /**
   * The files below a folder that tell one of some texts. Tables are compressed: a reader must look
   * through those.
   */
  public static List<Path> filesThatTell(Path folder, List<String> texts) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(one -> Files.isRegularFile(one) && !one.toString().endsWith(".jar"))
          .filter(file -> texts.stream().anyMatch(text(file)::contains))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static String event(String microseconds, String name) {
    return """
        {"event_timestamp":"%s","event_name":"%s","event_params":[{"key":"page_location","value":{"string_value":\
        "https://www.fernhall.example/pricing?email=%s&token=%s&name=%s+%s"}}],"user_pseudo_id":"7301.7302","user_id":\
        "%s","device":{"category":"desktop","web_info":{"browser":"Chrome"}}}"""
        .formatted(microseconds, name, EMAIL_OF_QUERY, TOKEN, FIRST_NAME, LAST_NAME, EMAIL);
  }

  private static String ticket(long id, String createdAt) {
    return """
        {"id":%d,"via":{"channel":"email"},"type":"question","status":"open","subject":"%s","description":\
        "I am %s %s, call me at %s: %s","requester_id":7301,"organization_id":null,"created_at":"%s","updated_at":\
        "2026-05-28T10:00:00Z"}"""
        .formatted(id, TICKET_TEXT, FIRST_NAME, LAST_NAME, PHONE, TICKET_TEXT, createdAt);
  }

  private static String user(long id, String createdAt) {
    return """
        {"id":%d,"name":"%s %s","email":"%s","phone":"%s","role":"end-user","external_id":null,"organization_id":null,\
        "created_at":"%s","updated_at":"2026-05-28T09:00:00Z"}"""
        .formatted(id, FIRST_NAME, LAST_NAME, EMAIL, PHONE, createdAt);
  }

  private static void contacts(Path exports) throws IOException {
    String header;
    try (Stream<String> lines = Files.lines(exports.resolve("salesforce/Contact.csv"))) {
      header = lines.findFirst().orElseThrow().replace(BYTE_ORDER_MARK, "");
    }
    Files.write(
        exports.resolve(FILES.get(1)),
        List.of(
            header,
            contact(header, "0038c000000CANAAAA", "2026-05-20T07:00:00.000Z"),
            contact(header, "0038c000000CANBAAA", EMAIL)));
  }

  private static String contact(String header, String id, String createdAt) {
    Map<String, String> values =
        Map.of(
            "Id", id,
            "IsDeleted", "0",
            "FirstName", FIRST_NAME,
            "LastName", LAST_NAME,
            "Phone", PHONE,
            "Email", EMAIL,
            "Title", "Head of IT",
            "CreatedDate", createdAt,
            "LastModifiedDate", "2026-05-20T07:00:00.000Z",
            "SystemModstamp", "2026-05-20T07:00:00.000Z");
    return Arrays.stream(header.replace("\"", "").split(",", -1))
        .map(column -> "\"" + values.getOrDefault(column, "") + "\"")
        .collect(Collectors.joining(","));
  }

  private static void gzip(Path file, String... lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }
}

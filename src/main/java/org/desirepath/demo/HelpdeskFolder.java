package org.desirepath.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The help desk export: one file of JSON lines for each kind of record (Zendesk, incremental). */
final class HelpdeskFolder implements Closeable {

  static final String NAME = "zendesk";

  static final String ADDRESS = "https://fernhall.zendesk.example/api/v2/";

  /** Kinds of record. */
  enum Kind {
    TICKETS("tickets"),
    COMMENTS("ticket_comments"),
    USERS("users"),
    ORGANIZATIONS("organizations"),
    RATINGS("satisfaction_ratings");

    final String resource;
    final String fileName;

    Kind(String resource) {
      this.resource = resource;
      this.fileName = NAME + "/" + resource + ".jsonl.gz";
    }

    String url(long id) {
      return ADDRESS + resource + "/" + id + ".json";
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Kind, OutputStream> files = new EnumMap<>(Kind.class);
  private final Ledger ledger;

  HelpdeskFolder(Path out, Ledger ledger) throws IOException {
    this.ledger = ledger;
    Files.createDirectories(out.resolve(NAME));
    for (Kind kind : Kind.values()) {
      files.put(kind, GzipFile.create(out.resolve(kind.fileName)));
      ledger.open(kind.fileName);
    }
  }

  void accept(Kind kind, Map<String, Object> row) throws IOException {
    write(kind, json(row));
    ledger.accept(kind.fileName);
  }

  void soil(Dirt dirt, Kind kind, String line) throws IOException {
    write(kind, line);
    ledger.soil(kind.fileName, dirt);
  }

  static String json(Map<String, Object> row) throws IOException {
    return JSON.writeValueAsString(row);
  }

  private void write(Kind kind, String line) throws IOException {
    files.get(kind).write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    for (OutputStream file : files.values()) {
      file.close();
    }
  }
}

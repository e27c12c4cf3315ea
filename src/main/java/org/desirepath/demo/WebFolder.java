package org.desirepath.demo;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The web export: one file a day, all of them open while accounts are written one by one. */
final class WebFolder implements Closeable {

  static final String NAME = "ga4";

  private final Path folder;
  private final Window window;
  private final Ledger ledger;
  private final List<OutputStream> days = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  WebFolder(Path out, Window window, Ledger ledger) throws IOException {
    this.folder = Files.createDirectories(out.resolve(NAME));
    this.window = window;
    this.ledger = ledger;
    for (int day = 0; day < window.days(); day++) {
      String name = "events_" + window.fileDay(day) + ".json.gz";
      names.add(name);
      days.add(GzipFile.create(folder.resolve(name)));
      ledger.open(NAME + "/" + name);
    }
  }

  /** Name of a day's file, without the folder. */
  String name(int day) {
    return names.get(day);
  }

  void accept(int day, Bytes row) throws IOException {
    row.writeTo(days.get(day));
    ledger.accept(NAME + "/" + names.get(day));
  }

  void soil(int day, Bytes row, Dirt kind) throws IOException {
    row.writeTo(days.get(day));
    ledger.soil(NAME + "/" + names.get(day), kind);
  }

  void remark(int day, Dirt kind) {
    ledger.remark(NAME + "/" + names.get(day), kind);
  }

  /** A file of no bytes before the first day, one that breaks off after the last. */
  void addUnreadableFiles() throws IOException {
    String empty = "events_" + window.fileDay(-1) + ".json.gz";
    Files.write(folder.resolve(empty), new byte[0]);
    ledger.soil(NAME + "/" + empty, Dirt.FILE_ZERO_BYTES);
    String broken = "events_intraday_" + window.fileDay(window.days()) + ".json.gz";
    byte[] whole = gzip(BotVisits.rowsOfToday(window));
    Files.write(folder.resolve(broken), Arrays.copyOf(whole, whole.length * 3 / 5));
    ledger.soil(NAME + "/" + broken, Dirt.FILE_TRUNCATED_GZIP);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    for (OutputStream day : days) {
      day.close();
    }
  }
}

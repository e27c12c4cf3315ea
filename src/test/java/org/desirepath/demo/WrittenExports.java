package org.desirepath.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads exports back in the plainest way, knowing nothing of how they were written. */
final class WrittenExports {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path folder;

  WrittenExports(Path folder) {
    this.folder = folder;
  }

  /** Bytes of every file by its path inside the folder. */
  SortedMap<String, byte[]> files() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  /** The text of a file, unpacked if need be. */
  String text(String file) throws IOException {
    return new String(
        unpacked(file, Files.readAllBytes(folder.resolve(file))), StandardCharsets.UTF_8);
  }

  static byte[] unpacked(String file, byte[] bytes) throws IOException {
    if (!file.endsWith(".gz")) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  List<String> lines(String file) throws IOException {
    return text(file).lines().toList();
  }

  JsonNode json(String file) throws IOException {
    return JSON.readTree(text(file));
  }

  /** The object that a line is, or null if it is none or more than one. */
  static JsonNode object(String line) {
    try {
      JsonNode node = STRICT.readTree(line);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Records of a CSV file by column; those with too few or too many values only as a list. */
  Csv csv(String file) throws IOException {
    String text = text(file);
    List<List<String>> records = records(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return new Csv(records.get(0), records.subList(1, records.size()));
  }

  record Csv(List<String> header, List<List<String>> records) {

    /** Records with the right number of values. */
    List<Map<String, String>> rows() {
      List<Map<String, String>> rows = new ArrayList<>();
      for (List<String> values : records) {
        if (values.size() == header.size()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < values.size(); i++) {
            row.put(header.get(i), values.get(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  private static List<List<String>> records(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quoted && character == '"' && text.startsWith("\"\"", i)) {
        value.append('"');
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (quoted || (character != ',' && character != '\n' && character != '\r')) {
        value.append(character);
      } else if (character != '\r') {
        values.add(value.toString());
        value.setLength(0);
        if (character == '\n') {
          records.add(List.copyOf(values));
          values.clear();
        }
      }
    }
    return records;
  }
}

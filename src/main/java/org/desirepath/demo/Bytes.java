package org.desirepath.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of UTF-8 bytes that is filled, written and filled again. */
final class Bytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] content = new byte[4096];
  private int length;

  Bytes clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  byte at(int place) {
    return content[place];
  }

  Bytes add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  Bytes add(Bytes other) {
    return add(other.content, 0, other.length);
  }

  private Bytes add(byte[] bytes, int from, int count) {
    grow(count);
    System.arraycopy(bytes, from, content, length, count);
    length += count;
    return this;
  }

  /** As it is, without escaping. */
  Bytes add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Bytes add(long number) {
    return add(Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** As the inside of a JSON string. */
  Bytes addJson(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (byte character : bytes) {
      if (character == '"' || character == '\\' || (character >= 0 && character < ' ')) {
        return addEscaped(bytes);
      }
    }
    return add(bytes);
  }

  private Bytes addEscaped(byte[] bytes) {
    for (byte character : bytes) {
      grow(6);
      if (character == '"' || character == '\\') {
        content[length++] = '\\';
        content[length++] = character;
      } else if (character >= 0 && character < ' ') {
        add("\\u00");
        content[length++] = HEX[character >> 4];
        content[length++] = HEX[character & 15];
      } else {
        content[length++] = character;
      }
    }
    return this;
  }

  /** As a quoted CSV value. */
  Bytes addQuoted(String text) {
    add("\"");
    return add(text.indexOf('"') < 0 ? text : text.replace("\"", "\"\"")).add("\"");
  }

  /** Where these bytes begin in the row, or -1. */
  int indexOf(byte[] sought) {
    for (int i = 0; i + sought.length <= length; i++) {
      if (Arrays.equals(content, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }

  /** Replaces what lies between two places. */
  Bytes replace(int from, int to, String text) {
    byte[] inserted = text.getBytes(StandardCharsets.UTF_8);
    byte[] tail = Arrays.copyOfRange(content, to, length);
    length = from;
    return add(inserted).add(tail);
  }

  Bytes cut(int end) {
    length = Math.min(length, end);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(content, 0, length);
  }

  @Override
  public String toString() {
    return new String(content, 0, length, StandardCharsets.UTF_8);
  }

  private void grow(int count) {
    if (length + count > content.length) {
      content = Arrays.copyOf(content, Math.max(content.length * 2, length + count));
    }
  }
}

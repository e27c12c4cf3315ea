package org.desirepath.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** A file of a run: its content and where it lies among the run's artefacts. */
public final class Artefact {

  /** Relative, with plain names between slashes; the server refuses the rest. */
  private static final Pattern PATH =
      Pattern.compile(
          "(?!\\.{1,2}(/|$))[^/\\\\#%\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\\\#%\\p{Cntrl}]+)*");

  private final String path;
  private final byte[] content;

  /**
   * An artefact of any bytes.
   *
   * @param path such as {@code report/sweep.html}
   * @throws IllegalArgumentException if the path is not relative, leads upwards, or has a character
   *     that MLflow refuses
   */
  public Artefact(String path, byte[] content) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "The path of an artefact must be relative, such as report/sweep.html, without '..', '#',"
              + " '%%' and '\\', but is '%s'".formatted(path));
    }
    this.path = path;
    this.content = content.clone();
  }

  /** An artefact of text, as UTF-8. */
  public static Artefact ofText(String path, String text) {
    return new Artefact(path, text.getBytes(UTF_8));
  }

  public String path() {
    return path;
  }

  byte[] content() {
    return content.clone();
  }

  @Override
  public String toString() {
    return "%s (%d bytes)".formatted(path, content.length);
  }
}

package org.desirepath.lake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a run, {@code <snapshot-date>T<UTC start as HHmmss>-<8 hex digits>}: sorted by name,
 * runs are sorted by the day they tell of.
 *
 * @param text the name, fit for a folder on any storage
 */
public record RunId(@JsonValue String text) {

  private static final Pattern SHAPE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{6}-[0-9a-f]{8}");
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Refuses a text of another shape. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "A run is named like 2026-01-05T021503-1a2b3c4d, not " + text);
    }
  }

  /**
   * Names a run.
   *
   * @param snapshotDate the day its data is taken as of
   * @param startedAt when it started
   * @param entropy any number that no other run of the same second has
   */
  public static RunId of(LocalDate snapshotDate, Instant startedAt, int entropy) {
    return new RunId(
        "%sT%s-%s".formatted(snapshotDate, START.format(startedAt), "%08x".formatted(entropy)));
  }

  /** The day that the run tells of. */
  public LocalDate snapshotDate() {
    return LocalDate.parse(text.substring(0, text.indexOf('T')));
  }

  /** Whether a text is the name of a run. */
  static boolean isName(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.desirepath.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The days of the exports. The web export cuts its files at midnight of the property's zone. */
final class Window {

  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** A longer pause ends a session. */
  static final long INACTIVITY = 30 * MINUTE;

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final DateTimeFormatter FILE_DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final LocalDate first;
  private final long[] midnights;

  Window(DemoSettings settings) {
    first = settings.end().minusDays(settings.days());
    midnights = new long[settings.days() + 1];
    for (int day = 0; day < midnights.length; day++) {
      midnights[day] = first.plusDays(day).atStartOfDay(ZONE).toInstant().toEpochMilli();
    }
  }

  int days() {
    return midnights.length - 1;
  }

  /** First moment of the web export, in milliseconds. */
  long start() {
    return midnights[0];
  }

  /** The snapshot: first moment that is no longer in the exports. */
  long end() {
    return midnights[days()];
  }

  /** First moment of a day, counted from 0. */
  long midnight(int day) {
    return midnights[day];
  }

  /** The day a moment inside the window falls on, counted from 0. */
  int dayOf(long at) {
    // Days are 23 to 25 hours long, so the guess is at most one off.
    int day = (int) Math.min(Math.max((at - midnights[0]) / DAY, 0), days() - 1L);
    if (at < midnights[day]) {
      return day - 1;
    }
    return day + 1 < days() && at >= midnights[day + 1] ? day + 1 : day;
  }

  /** A day as file names and {@code event_date} write it; may lie outside the window. */
  String fileDay(int day) {
    return first.plusDays(day).format(FILE_DAY);
  }

  /** From when on the drift shows: the last third. */
  long driftFrom() {
    return midnights[days() - days() / 3];
  }

  static LocalDate utcDate(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), ZoneOffset.UTC);
  }

  /** A moment as the CRM writes it. */
  static String crmMoment(long at) {
    return utcSeconds(at) + ".000Z";
  }

  /** A moment as the help desk writes it. */
  static String helpdeskMoment(long at) {
    return utcSeconds(at) + "Z";
  }

  private static String utcSeconds(long at) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        Instant.ofEpochMilli(wholeSecond(at)).atOffset(ZoneOffset.UTC));
  }

  /** CRM and help desk know no fractions of a second. */
  static long wholeSecond(long at) {
    return Math.floorDiv(at, SECOND) * SECOND;
  }
}

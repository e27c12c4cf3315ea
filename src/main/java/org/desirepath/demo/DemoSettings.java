package org.desirepath.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.settings.SettingsFault;

/**
 * How large the demo's exports are and what stands in them. The same settings give the same bytes.
 *
 * <p>One account makes about {@value #WEB_ROWS_PER_ACCOUNT_DAY} rows of web export a day, so 200
 * accounts and 90 days make about 140,000; CRM and help desk add a tenth of that.
 *
 * @param accounts business accounts; account k is the same however many there are
 * @param days days of web export before the snapshot
 * @param seed another seed tells another story
 * @param hostile whether dirt is mixed in: broken rows, doubles, bots, unreadable files
 * @param truth whether the truth is written as well; without it large runs are faster
 * @param end day of the snapshot; the exports end at its first moment in Berlin
 */
public record DemoSettings(
    int accounts, int days, long seed, boolean hostile, boolean truth, LocalDate end) {

  /** Snapshot of the demo: a fixed day, so that the demo is the same whenever it is run. */
  public static final LocalDate DEFAULT_END = LocalDate.of(2026, 6, 1);

  /** True web rows that one account makes in one day, on average. */
  public static final double WEB_ROWS_PER_ACCOUNT_DAY = 8.0;

  /** More days would need more open files than systems allow. */
  static final int MOST_DAYS = 730;

  static final int MOST_ACCOUNTS = 10_000_000;

  /**
   * Refuses sizes that cannot be written.
   *
   * @throws InvalidSettings naming every fault
   */
  public DemoSettings {
    List<SettingsFault> faults = new ArrayList<>();
    if (accounts < 1 || accounts > MOST_ACCOUNTS) {
      faults.add(fault("accounts", 1, MOST_ACCOUNTS, accounts));
    }
    if (days < 1 || days > MOST_DAYS) {
      faults.add(fault("days", 1, MOST_DAYS, days));
    }
    if (end == null) {
      faults.add(new SettingsFault("demo.end", "must be a day such as 2026-06-01, but is null"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidSettings(faults);
    }
  }

  private static SettingsFault fault(String setting, int low, int high, int found) {
    return new SettingsFault(
        "demo." + setting, "must be from %d to %d, but is %d".formatted(low, high, found));
  }

  /**
   * Accounts that make about as many web rows as wanted; the outcome is within a tenth or so from
   * 100,000 rows on.
   */
  public static int accountsFor(long webRows, int days) {
    double accounts = Math.ceil(webRows / (WEB_ROWS_PER_ACCOUNT_DAY * days));
    return (int) Math.max(1, Math.min(accounts, MOST_ACCOUNTS));
  }
}

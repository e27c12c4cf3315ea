package org.desirepath.source;

import static org.apache.spark.sql.functions.sum;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.SourceAudit.ROWS_BOT;
import static org.desirepath.table.SourceAudit.ROWS_QUARANTINED;
import static org.desirepath.table.SourceAudit.ROWS_READ;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.desirepath.settings.SourceSettings;
import org.desirepath.table.SourceAudit;

/** Stops a night whose exports are not what their mappings say. */
public final class LimitRefused {

  private LimitRefused() {}

  /**
   * Compares the share of refused rows of each source with the one allowed, rows of machines put
   * aside. A share equal to the limit is allowed. Reads one row per source.
   *
   * @throws TooManyRefused naming every source above the limit
   */
  public static void check(SourceAudit audit, SourceSettings settings) {
    List<Row> sources =
        audit
            .rows()
            .groupBy(SOURCE_NAME.col())
            .agg(
                sum(ROWS_QUARANTINED.col().minus(ROWS_BOT.col())),
                sum(ROWS_READ.col().minus(ROWS_BOT.col())))
            .orderBy(SOURCE_NAME.col())
            .collectAsList();
    List<String> faults = new ArrayList<>();
    for (Row source : sources) {
      long refused = source.getLong(1);
      long read = source.getLong(2);
      if (refused > settings.maxQuarantinedShare() * read) {
        faults.add(
            String.format(
                Locale.ROOT,
                "%s: %d of %d rows are refused (%.1f %%), more than sources.max-quarantined-share"
                    + " allows (%.1f %%)",
                source.getString(0),
                refused,
                read,
                100.0 * refused / read,
                100 * settings.maxQuarantinedShare()));
      }
    }
    if (!faults.isEmpty()) {
      throw new TooManyRefused(String.join("\n", faults));
    }
  }
}

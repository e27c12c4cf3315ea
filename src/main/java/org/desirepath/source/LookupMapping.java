package org.desirepath.source;

import java.util.List;

/**
 * Joins the latest version of another record to each row.
 *
 * @param record name of the other record
 * @param where expression over this row's columns that equals the other record's key
 * @param take the other record's columns to take
 */
public record LookupMapping(String record, String where, List<String> take) {

  /** Refuses a lookup that takes nothing. */
  public LookupMapping {
    take = List.copyOf(take);
    if (take.isEmpty()) {
      throw new IllegalArgumentException("must take a column, but takes none");
    }
  }
}

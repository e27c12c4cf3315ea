package org.desirepath.source;

import java.util.List;
import org.desirepath.settings.MayBeAbsent;

/**
 * Joins another record to each row: its latest version, or every row that belongs to it.
 *
 * @param record name of the other record
 * @param by expression over the other record's columns that is compared; its key if not given
 * @param where expression over this row's columns that equals it
 * @param take the other record's columns to take
 * @param every whether all rows that are equal are taken, as a list without doubles, and not the
 *     latest alone; for what is few to each row, such as the domains of an organization
 */
public record LookupMapping(
    String record,
    @MayBeAbsent String by,
    String where,
    List<String> take,
    @MayBeAbsent Boolean every) {

  /** Refuses a lookup that takes nothing. */
  public LookupMapping {
    take = List.copyOf(take);
    every = every != null && every;
    if (take.isEmpty()) {
      throw new IllegalArgumentException("must take a column, but takes none");
    }
  }
}

package org.desirepath.source;

import java.util.Set;
import org.desirepath.settings.MayBeAbsent;

/**
 * Something a row says happened, each part an expression but the type and the direction.
 *
 * <p>Only what stands here leaves reading. {@code sentiment} is the one place where a text may be
 * weighed: it sees every column, texts included, and gives a number; a scorer is a function that it
 * calls.
 *
 * @param type what happened, a word such as {@code meeting}
 * @param typeOf what happened, an expression; instead of {@code type}
 * @param when which rows say so; all if not given
 * @param occurredAt when it happened; nothing happened where this is null
 * @param direction customer, or company for what the company did
 * @param page address of the page
 * @param label a word of a closed list that tells like events apart
 * @param device desktop, mobile, tablet or any other word
 * @param campaignSource where a campaign sent the visitor from
 * @param campaignMedium medium of the campaign
 * @param campaignName name of the campaign
 * @param sentiment how the customer felt, -1 to 1
 * @param satisfaction how satisfied the customer said to be, 0 to 1
 * @param amount money the event is about
 */
public record EventMapping(
    @MayBeAbsent String type,
    @MayBeAbsent String typeOf,
    @MayBeAbsent String when,
    String occurredAt,
    String direction,
    @MayBeAbsent String page,
    @MayBeAbsent String label,
    @MayBeAbsent String device,
    @MayBeAbsent String campaignSource,
    @MayBeAbsent String campaignMedium,
    @MayBeAbsent String campaignName,
    @MayBeAbsent String sentiment,
    @MayBeAbsent String satisfaction,
    @MayBeAbsent String amount) {

  private static final Set<String> DIRECTIONS = Set.of("company", "customer");

  /** Refuses an event without a type, or with two. */
  public EventMapping {
    Mapping.Faults faults = new Mapping.Faults();
    faults.require((type == null) != (typeOf == null), "either type or type-of must be given");
    faults.require(
        DIRECTIONS.contains(direction),
        "direction must be company or customer, but is " + direction);
    faults.check();
  }
}

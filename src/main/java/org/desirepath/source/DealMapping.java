package org.desirepath.source;

import org.desirepath.settings.MayBeAbsent;

/**
 * A deal, each part an expression. Its id and account are the record's {@code deal-key} and {@code
 * account-key}.
 *
 * @param when which rows describe a deal; all if not given
 * @param dealType new, expansion or renewal
 * @param stageName stage of the sales process
 * @param amount money the deal is about
 * @param openedAt when the deal was made
 * @param closedAt when the deal was closed; null while open
 * @param outcome won, lost, renewed or churned; null while open
 */
public record DealMapping(
    @MayBeAbsent String when,
    String dealType,
    @MayBeAbsent String stageName,
    @MayBeAbsent String amount,
    String openedAt,
    @MayBeAbsent String closedAt,
    @MayBeAbsent String outcome) {}

package org.desirepath.path;

import java.util.List;

/**
 * A path that enough journeys hold.
 *
 * @param touchpoints its steps
 * @param journeyCount journeys that hold it, each counted once
 * @param wonCount those of them that were won or renewed
 * @param lostCount those of them that were lost or churned
 * @param expectedShare the share of journeys that would hold it if steps came independently
 * @param medianDuration median time from its first to its last step in ms, in each journey that of
 *     the match that ends first
 * @param isClosed whether no longer path that holds it has the same support
 * @param isMaximal whether no longer path that holds it is frequent
 */
record FrequentPath(
    List<String> touchpoints,
    long journeyCount,
    long wonCount,
    long lostCount,
    double expectedShare,
    double medianDuration,
    boolean isClosed,
    boolean isMaximal) {}

package org.desirepath.source;

import org.desirepath.settings.MayBeAbsent;

/**
 * The part that the row's strongest identifier plays in the record's {@code deal-key}.
 *
 * @param when which rows describe a part; all if not given
 * @param roleName the part, an expression
 */
public record DealRoleMapping(@MayBeAbsent String when, String roleName) {}

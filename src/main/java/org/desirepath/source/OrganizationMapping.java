package org.desirepath.source;

import org.desirepath.settings.MayBeAbsent;

/**
 * An organization of the help desk, each part an expression.
 *
 * @param when which rows describe an organization; all if not given
 * @param organizationKey the help desk's id of the organization
 * @param domains its e-mail domains, a list of texts
 * @param accountKey the CRM's account of the organization
 */
public record OrganizationMapping(
    @MayBeAbsent String when,
    String organizationKey,
    @MayBeAbsent String domains,
    @MayBeAbsent String accountKey) {}

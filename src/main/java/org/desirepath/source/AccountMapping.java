package org.desirepath.source;

import org.desirepath.settings.MayBeAbsent;

/**
 * An account, each part an expression.
 *
 * @param when which rows describe an account; all if not given
 * @param accountKey the CRM's id of the account
 * @param accountName name of the company
 * @param website address of its web site, in any spelling
 * @param industry industry
 * @param segment market segment
 * @param country country
 * @param employeeCount number of employees
 * @param parentAccountKey the account that owns this one
 * @param masterAccountKey the account this one was merged into
 * @param lifecycle prospect, customer or former
 * @param isDeleted whether the CRM deleted it
 */
public record AccountMapping(
    @MayBeAbsent String when,
    String accountKey,
    @MayBeAbsent String accountName,
    @MayBeAbsent String website,
    @MayBeAbsent String industry,
    @MayBeAbsent String segment,
    @MayBeAbsent String country,
    @MayBeAbsent String employeeCount,
    @MayBeAbsent String parentAccountKey,
    @MayBeAbsent String masterAccountKey,
    @MayBeAbsent String lifecycle,
    @MayBeAbsent String isDeleted) {}

package org.desirepath.source;

import org.desirepath.settings.MayBeAbsent;

/**
 * A contact, lead or user, each part an expression but the kind. The domain of the e-mail address
 * is taken from the identifiers.
 *
 * @param when which rows describe a person; all if not given
 * @param kind which kind of the row's identifiers is the record's own id; the first if not given
 * @param accountKey the CRM's account of the person
 * @param organizationKey the help desk's organization of the person
 * @param title job title
 * @param department department
 * @param createdAt when the record was made
 * @param isDeleted whether the record was deleted
 */
public record PersonMapping(
    @MayBeAbsent String when,
    @MayBeAbsent String kind,
    @MayBeAbsent String accountKey,
    @MayBeAbsent String organizationKey,
    @MayBeAbsent String title,
    @MayBeAbsent String department,
    @MayBeAbsent String createdAt,
    @MayBeAbsent String isDeleted) {}

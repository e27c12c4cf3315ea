/**
 * Reads vendor exports as mapping files describe them: exports in, Records and Refusals out, and
 * from those Events, Sightings, Mailboxes, CrmAccounts, CrmPeople, Organizations, Deals, DealRoles,
 * Quarantine and SourceAudit.
 */
package org.desirepath.source;

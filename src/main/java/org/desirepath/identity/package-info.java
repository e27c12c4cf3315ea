/**
 * Which person and account each identifier belongs to: sightings, mailboxes and CRM records in;
 * identifiers, account keys, accounts, persons and figures of how well that went out.
 */
package org.desirepath.identity;

/**
 * Which person and account each identifier belongs to: sightings, mailboxes and CRM records in;
 * identifiers, account keys, accounts and persons out.
 */
package org.desirepath.identity;

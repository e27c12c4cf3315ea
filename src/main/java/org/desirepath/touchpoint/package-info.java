/**
 * Gives every event its name and place: Events, Identifiers, Persons, AccountKeys, Deals and the
 * catalogue in, Touchpoints and TouchpointCatalogue out.
 */
package org.desirepath.touchpoint;

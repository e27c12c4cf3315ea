/**
 * Which part people play in a purchase where nobody says it, told by what they did: Persons and
 * Touchpoints in; PersonBehaviour, PersonRoles and ModelScores out.
 */
package org.desirepath.role;

/**
 * Finds kinds of sessions and names them: Sessions, SessionTouchpoints, TouchpointCatalogue in;
 * SessionFeatures, PersonaAssignments, PersonaProfiles, Personas, ModelScores out.
 */
package org.desirepath.persona;

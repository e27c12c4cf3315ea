/**
 * Finds kinds of sessions and names them: Sessions, SessionTouchpoints, TouchpointCatalogue in;
 * SessionFeatures, PersonaAssignments, PersonaProfiles, TypicalSessions, Personas, PersonaModels,
 * PersonaLineage, ModelScores out.
 */
package org.desirepath.persona;

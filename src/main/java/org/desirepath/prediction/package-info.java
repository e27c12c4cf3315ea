/**
 * Foretells what comes next in open journeys: JourneySteps, JourneyFacts in; ModelScores,
 * NextTouchpoints out.
 */
package org.desirepath.prediction;

/**
 * Foretells what comes next in open journeys, and back-tests who foretells it: JourneySteps,
 * JourneyFacts or a log of CaseEvents in; ModelScores, NextTouchpoints out.
 */
package org.desirepath.prediction;

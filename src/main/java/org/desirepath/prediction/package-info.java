/**
 * Foretells what comes next in open journeys, and back-tests who foretells it: JourneySteps,
 * JourneyFacts or a log of CaseEvents, and the version before, in; PredictionModels, ContextCounts,
 * ModelScores, NextTouchpoints out.
 */
package org.desirepath.prediction;

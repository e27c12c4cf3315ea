package org.desirepath.prediction;

import org.desirepath.table.ContextCounts;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.PredictionModels;

/**
 * What the version before tells: its model, and what was counted in its journeys.
 *
 * @param counts of {@code journeys} and their {@code steps}, with the codes of the model
 */
public record VersionBefore(
    PredictionModels models, ContextCounts counts, JourneySteps steps, JourneyFacts journeys) {}

package org.desirepath.prediction;

import org.desirepath.table.ModelScores;

/**
 * What a back-test found.
 *
 * @param candidate the one that is published
 * @param forecaster tuned on the validation
 * @param codes of all that learners know; later codes are new to them
 * @param outcomes how likely cases are won, and churn
 * @param scores of all candidates
 */
public record ChosenForecaster(
    Candidate candidate,
    Forecaster forecaster,
    Codes codes,
    OutcomeModel outcomes,
    ModelScores scores) {}

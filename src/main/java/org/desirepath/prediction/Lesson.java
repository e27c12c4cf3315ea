package org.desirepath.prediction;

import java.io.Serializable;
import org.desirepath.forecast.CaseFeatures;

/**
 * What is known of a case at one of its events, and what came.
 *
 * @param came the code of what came
 * @param cameMillis when it came, in ms since 1970, UTC
 */
record Lesson(AskedCase.Place place, int came, long cameMillis, CaseFeatures features)
    implements Serializable {}

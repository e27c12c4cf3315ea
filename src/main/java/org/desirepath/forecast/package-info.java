/**
 * Foretells what comes next in a case from what came so far: plain Java on numbers, without Spark,
 * for one task at a time. Events of one case in, contexts out; counts of what followed these
 * contexts in, probabilities and measures of them out.
 */
package org.desirepath.forecast;

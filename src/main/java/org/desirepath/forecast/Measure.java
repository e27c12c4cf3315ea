package org.desirepath.forecast;

/**
 * A measure with its 95 % interval.
 *
 * @param metric its name
 * @param value null where it could not be told, as are its bounds
 */
public record Measure(String metric, Double value, Double low, Double high) {}

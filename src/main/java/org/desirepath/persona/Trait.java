package org.desirepath.persona;

import org.apache.spark.sql.Row;

/**
 * A row of a profile.
 *
 * @param mean over the sessions of the persona
 * @param lift how many times the mean over all sessions; 0 where that is 0
 * @param zScore distance from the mean over all sessions in their standard deviations; 0 where they
 *     do not vary
 */
record Trait(String attribute, String value, double mean, double lift, double zScore) {

  static Trait of(Row row) {
    return new Trait(
        row.getString(1),
        row.getString(2),
        row.getDouble(3),
        row.isNullAt(5) ? 0 : row.getDouble(5),
        row.isNullAt(6) ? 0 : row.getDouble(6));
  }

  boolean isOf(FeatureGroup group) {
    return attribute.equals(group.attribute());
  }
}

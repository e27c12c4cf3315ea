package org.desirepath.role;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE;
import static org.desirepath.table.PersonaProfiles.ATTRIBUTE_VALUE;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionFeatures.MEASURE;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.InferredRoleSettings;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.Touchpoints;

/** Counts what each person did of their own. */
public final class DescribeBehaviour {

  private static final String TOUCHPOINT = "touchpoint";

  private DescribeBehaviour() {}

  /**
   * One row per person with {@code minTouchpoints} or more: how many of them are of each
   * touchpoint, stage, channel, device and quarter of the day, in the order of their names.
   *
   * <p>Only what the person did counts, not what was done to them, and no outcome. What the CRM
   * logs is left out: it logs only whom it knows, so it could tell nothing of the others. One
   * shuffle of counts by person, which hold as many rows as the catalogue has touchpoints at most,
   * however much a person did.
   */
  public static PersonBehaviour from(Touchpoints touchpoints, InferredRoleSettings settings) {
    Dataset<Row> counts =
        touchpoints
            .rows()
            .filter(isOwn(DIRECTION.col(), SOURCE_KIND.col(), OUTCOME.col()))
            .filter(PERSON_ID.col().notEqual(UNKNOWN))
            .select(
                PERSON_ID.col(),
                explode(
                        array(
                            named(TOUCHPOINT, TOUCHPOINT_ID.col()),
                            named("stage", STAGE.col()),
                            named("channel", CHANNEL.col()),
                            named("device", coalesce(DEVICE.col(), lit(UNKNOWN))),
                            named("hour_band", hourBand(OCCURRED_AT.col()))))
                    .as(FEATURES.name()))
            .select(
                PERSON_ID.col(), ATTRIBUTE.of(FEATURES.name()), ATTRIBUTE_VALUE.of(FEATURES.name()))
            .groupBy(PERSON_ID.col(), ATTRIBUTE.col(), ATTRIBUTE_VALUE.col())
            .agg(MEASURE.is(count(lit(1))));
    return new PersonBehaviour(
        counts
            .groupBy(PERSON_ID.col())
            .agg(
                TOUCHPOINT_COUNT.is(
                    sum(when(ATTRIBUTE.col().equalTo(TOUCHPOINT), MEASURE.col()).otherwise(0))),
                FEATURES.is(
                    sort_array(
                        collect_list(
                            struct(ATTRIBUTE.col(), ATTRIBUTE_VALUE.col(), MEASURE.col())))))
            .filter(TOUCHPOINT_COUNT.col().geq(settings.minTouchpoints())));
  }

  /** Whether a touchpoint shows what a person whom the CRM need not know does of their own. */
  static Column isOwn(Column direction, Column sourceKind, Column outcome) {
    return direction.equalTo("customer").and(sourceKind.notEqual("crm")).and(outcome.isNull());
  }

  /** The quarter of the day, UTC: night to 6, morning to 12, afternoon to 18, then evening. */
  static Column hourBand(Column at) {
    return when(hour(at).lt(6), "night")
        .when(hour(at).lt(12), "morning")
        .when(hour(at).lt(18), "afternoon")
        .otherwise("evening");
  }

  private static Column named(String attribute, Column value) {
    return struct(ATTRIBUTE.is(lit(attribute)), ATTRIBUTE_VALUE.is(value));
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.ConnectedComponents.LEFT;
import static org.desirepath.identity.ConnectedComponents.NODE;
import static org.desirepath.identity.ConnectedComponents.RIGHT;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.TIE;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Sightings;

/** Puts sightings of the same two identifiers together. */
final class CollectTies {

  /** A tie because the identifiers stood in the same row. */
  static final String RECORD = "record";

  static final Field NEIGHBOUR = NODE.as("neighbour", "An identifier that is tied to the node");

  static final Field SIGHTING_COUNT =
      Field.required("sighting_count", LongType, "Rows that tie the two");

  private CollectTies() {}

  /**
   * One row per pair of identifiers and kind of tie, the lesser one left; an identifier that was
   * seen alone is tied to itself. One aggregate.
   */
  static Dataset<Row> from(Sightings sightings) {
    Column one = Identifier.node(LEFT_KIND.col(), LEFT_KEY.col());
    Column other = coalesce(Identifier.node(RIGHT_KIND.col(), RIGHT_KEY.col()), one);
    return sightings
        .rows()
        .select(
            LEFT.is(least(one, other)), RIGHT.is(greatest(one, other)), TIE.col(), SEEN_AT.col())
        .groupBy(LEFT.col(), RIGHT.col(), TIE.col())
        .agg(
            FIRST_SEEN_AT.is(min(SEEN_AT.col())),
            LAST_SEEN_AT.is(max(SEEN_AT.col())),
            SIGHTING_COUNT.is(count(lit(1))));
  }

  /** One row per identifier: when it was first and last seen. One aggregate over ties. */
  static Dataset<Row> identifiers(Dataset<Row> ties) {
    return ties.select(
            explode(array(LEFT.col(), RIGHT.col())).as(NODE.name()),
            FIRST_SEEN_AT.col(),
            LAST_SEEN_AT.col())
        .groupBy(NODE.col())
        .agg(FIRST_SEEN_AT.is(min(FIRST_SEEN_AT.col())), LAST_SEEN_AT.is(max(LAST_SEEN_AT.col())));
  }

  /**
   * Each tie of two identifiers twice, once from either end: a node, its neighbour, the kind of tie
   * and when it was first seen.
   */
  static Dataset<Row> fromEitherEnd(Dataset<Row> ties) {
    Dataset<Row> pairs = ties.filter(LEFT.col().notEqual(RIGHT.col()));
    return pairs
        .select(NODE.is(LEFT.col()), NEIGHBOUR.is(RIGHT.col()), TIE.col(), FIRST_SEEN_AT.col())
        .unionByName(
            pairs.select(
                NODE.is(RIGHT.col()), NEIGHBOUR.is(LEFT.col()), TIE.col(), FIRST_SEEN_AT.col()));
  }
}

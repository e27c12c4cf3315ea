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
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.TIE;
import static org.desirepath.table.Ties.LEFT_NODE;
import static org.desirepath.table.Ties.RIGHT_NODE;
import static org.desirepath.table.Ties.SIGHTING_COUNT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Sightings;
import org.desirepath.table.Ties;

/** Puts sightings of the same two identifiers together. */
public final class CollectTies {

  static final Field NEIGHBOUR = NODE.as("neighbour", "An identifier that is tied to the node");

  private static final String RECORD = "record";

  private CollectTies() {}

  /**
   * One row per pair of identifiers and kind of tie, the lesser one left; an identifier that was
   * seen alone is tied to itself. One aggregate.
   */
  public static Ties from(Sightings sightings) {
    Column one = Identifier.node(LEFT_KIND.col(), LEFT_KEY.col());
    Column other = coalesce(Identifier.node(RIGHT_KIND.col(), RIGHT_KEY.col()), one);
    return new Ties(
        sightings
            .rows()
            .select(
                LEFT_NODE.is(least(one, other)),
                RIGHT_NODE.is(greatest(one, other)),
                TIE.col(),
                SEEN_AT.col())
            .groupBy(LEFT_NODE.col(), RIGHT_NODE.col(), TIE.col())
            .agg(
                FIRST_SEEN_AT.is(min(SEEN_AT.col())),
                LAST_SEEN_AT.is(max(SEEN_AT.col())),
                SIGHTING_COUNT.is(count(lit(1)))));
  }

  /** Whether a tie is a merge or a conversion that the CRM told, and not what one row held. */
  static Column isDeclared() {
    return TIE.col().notEqual(RECORD);
  }

  /** One row per identifier: when it was first and last seen. One aggregate over ties. */
  static Dataset<Row> identifiers(Ties ties) {
    return ties.rows()
        .select(
            explode(array(LEFT_NODE.col(), RIGHT_NODE.col())).as(NODE.name()),
            FIRST_SEEN_AT.col(),
            LAST_SEEN_AT.col())
        .groupBy(NODE.col())
        .agg(FIRST_SEEN_AT.is(min(FIRST_SEEN_AT.col())), LAST_SEEN_AT.is(max(LAST_SEEN_AT.col())));
  }

  /**
   * Each tie of two identifiers twice, once from either end: a node, its neighbour, the kind of tie
   * and when it was first seen.
   */
  static Dataset<Row> fromEitherEnd(Ties ties) {
    Dataset<Row> pairs = ties.rows().filter(LEFT_NODE.col().notEqual(RIGHT_NODE.col()));
    return pairs
        .select(
            NODE.is(LEFT_NODE.col()),
            NEIGHBOUR.is(RIGHT_NODE.col()),
            TIE.col(),
            FIRST_SEEN_AT.col())
        .unionByName(
            pairs.select(
                NODE.is(RIGHT_NODE.col()),
                NEIGHBOUR.is(LEFT_NODE.col()),
                TIE.col(),
                FIRST_SEEN_AT.col()));
  }
}

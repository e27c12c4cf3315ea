package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.desirepath.identity.GuardIdentifiers.REFUSED_BY;
import static org.desirepath.table.Components.COMPONENT;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.RefusedTies.REFUSED_BECAUSE;
import static org.desirepath.table.Sightings.LEFT_KEY;
import static org.desirepath.table.Sightings.LEFT_KIND;
import static org.desirepath.table.Sightings.RIGHT_KEY;
import static org.desirepath.table.Sightings.RIGHT_KIND;
import static org.desirepath.table.Ties.LEFT_NODE;
import static org.desirepath.table.Ties.RIGHT_NODE;
import static org.desirepath.table.Ties.SIGHTING_COUNT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Components;
import org.desirepath.table.Field;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.RefusedTies;
import org.desirepath.table.Ties;

/** Tells which ties join nobody, and why. */
public final class ListRefusedTies {

  /** Why a tie is refused that no guard refuses. */
  static final String CONFLICT = "conflict";

  private ListRefusedTies() {}

  /**
   * One row for each tie that a guard refuses, and for each whose ends are not joined all the same:
   * it would have made two people one. Four joins with the ties.
   */
  public static RefusedTies from(Ties ties, GuardedIdentifiers guarded, Components components) {
    Field left = COMPONENT.orNull().as("left_component", "The component of the one end");
    Field right = COMPONENT.orNull().as("right_component", "The component of the other end");
    Column areJoined =
        coalesce(left.col(), LEFT_NODE.col()).equalTo(coalesce(right.col(), RIGHT_NODE.col()));
    Dataset<Row> rows = components.rows();
    return new RefusedTies(
        GuardIdentifiers.judged(ties, guarded)
            .join(
                rows.select(LEFT_NODE.is(NODE.col()), left.is(COMPONENT.col())),
                LEFT_NODE.name(),
                "left")
            .join(
                rows.select(RIGHT_NODE.is(NODE.col()), right.is(COMPONENT.col())),
                RIGHT_NODE.name(),
                "left")
            .filter(REFUSED_BY.col().isNotNull().or(not(areJoined)))
            .select(
                LEFT_KIND.is(Identifier.kind(LEFT_NODE.col())),
                LEFT_KEY.is(Identifier.key(LEFT_NODE.col())),
                RIGHT_KIND.is(Identifier.kind(RIGHT_NODE.col())),
                RIGHT_KEY.is(Identifier.key(RIGHT_NODE.col())),
                REFUSED_BECAUSE.is(coalesce(REFUSED_BY.col(), lit(CONFLICT))),
                FIRST_SEEN_AT.col(),
                LAST_SEEN_AT.col(),
                SIGHTING_COUNT.col()));
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.CollectTies.NEIGHBOUR;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.GuardedIdentifiers.STANDS_FOR;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Ties;

/**
 * Finds tickets on which several people wrote.
 *
 * <p>A ticket belongs to whom it was first seen with, its requester; it does not join those who
 * were copied in.
 */
record SharedTickets() implements Guard {

  static final String NAME = "shared_ticket";

  private static final Field PEOPLE_COUNT =
      Field.required("people_count", LongType, "Distinct identifiers tied to the ticket");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Dataset<Row> guarded(Ties ties) {
    return CollectTies.fromEitherEnd(ties)
        .filter(Identifier.kind(NODE.col()).equalTo(Identifier.TICKET))
        .groupBy(NODE.col(), NEIGHBOUR.col())
        .agg(FIRST_SEEN_AT.is(min(FIRST_SEEN_AT.col())))
        .groupBy(NODE.col())
        .agg(
            PEOPLE_COUNT.is(count(lit(1))),
            STANDS_FOR.is(min_by(NEIGHBOUR.col(), struct(FIRST_SEEN_AT.col(), NEIGHBOUR.col()))))
        .filter(PEOPLE_COUNT.col().gt(1))
        .select(NODE.col(), STANDS_FOR.col());
  }
}

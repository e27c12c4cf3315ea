package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.identity.CollectTies.RECORD;
import static org.desirepath.identity.ConnectedComponents.LEFT;
import static org.desirepath.identity.ConnectedComponents.NODE;
import static org.desirepath.identity.ConnectedComponents.RIGHT;
import static org.desirepath.identity.Guard.GUARD;
import static org.desirepath.identity.Guard.STANDS_FOR;
import static org.desirepath.table.Sightings.TIE;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Field;
import org.desirepath.table.Mailboxes;

/** Keeps identifiers that several people use from joining them. */
final class GuardIdentifiers {

  private static final Field ORDER =
      Field.required("guard_order", IntegerType, "Where two guards find one, the first is told");

  private GuardIdentifiers() {}

  /** The guards, in the order in which they are told. */
  static List<Guard> guards(Mailboxes mailboxes, IdentitySettings settings) {
    return List.of(
        new RoleMailboxes(mailboxes),
        new SharedIdentifiers(settings.maxStrongIdentifiers()),
        new SharedTickets());
  }

  /**
   * One row per guarded identifier: {@link ConnectedComponents#NODE}, {@link Guard#GUARD} and
   * {@link Guard#STANDS_FOR}. One aggregate over what the guards find.
   */
  static Dataset<Row> from(Dataset<Row> ties, List<Guard> guards) {
    Dataset<Row> found = null;
    for (int i = 0; i < guards.size(); i++) {
      Guard guard = guards.get(i);
      Dataset<Row> one =
          guard
              .guarded(ties)
              .select(NODE.col(), STANDS_FOR.col(), GUARD.is(lit(guard.name())), ORDER.is(lit(i)));
      found = found == null ? one : found.unionByName(one);
    }
    return found
        .groupBy(NODE.col())
        .agg(
            GUARD.is(min_by(GUARD.col(), ORDER.col())),
            STANDS_FOR.is(min_by(STANDS_FOR.col(), ORDER.col())));
  }

  /**
   * The ties that may join: those that the CRM declared always, those by record unless an end is
   * guarded and the two do not stand for the same. A ticket that is not shared is tied to its
   * requester alone and joins nothing; its tie is kept, whomever the requester stands for. Two
   * joins with what the guards found.
   */
  static Dataset<Row> joining(Dataset<Row> ties, Dataset<Row> guarded) {
    Field left = STANDS_FOR.as("left_stands_for", "What the left identifier stands for");
    Field right = STANDS_FOR.as("right_stands_for", "What the right identifier stands for");
    Column isDeclared = TIE.col().notEqual(RECORD);
    Column isFree = left.col().isNull().and(right.col().isNull());
    Column isSame =
        coalesce(left.col(), LEFT.col())
            .equalTo(coalesce(right.col(), RIGHT.col()))
            .or(left.col().eqNullSafe(RIGHT.col()))
            .or(right.col().eqNullSafe(LEFT.col()));
    return ties.join(
            guarded.select(LEFT.is(NODE.col()), left.is(STANDS_FOR.col())), LEFT.name(), "left")
        .join(
            guarded.select(RIGHT.is(NODE.col()), right.is(STANDS_FOR.col())), RIGHT.name(), "left")
        .filter(
            isDeclared
                .or(isFree)
                .or(isSame)
                .or(isOwnTicket(LEFT, left))
                .or(isOwnTicket(RIGHT, right)))
        .select(LEFT.col(), RIGHT.col());
  }

  private static Column isOwnTicket(Field end, Field standsFor) {
    return Identifier.kind(end.col()).equalTo(Identifier.TICKET).and(standsFor.col().isNull());
  }
}

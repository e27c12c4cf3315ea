package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.table.GuardedIdentifiers.GUARD;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.GuardedIdentifiers.STANDS_FOR;
import static org.desirepath.table.Ties.LEFT_NODE;
import static org.desirepath.table.Ties.RIGHT_NODE;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Field;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Ties;

/** Keeps identifiers that several people use from joining them. */
public final class GuardIdentifiers {

  /** What refuses a tie, null where it may join. */
  static final Field REFUSED_BY = GUARD.orNull().as("refused_by", "The guard that refuses a tie");

  private static final Field ORDER =
      Field.required("guard_order", IntegerType, "Where two guards find one, the first is told");

  private GuardIdentifiers() {}

  /**
   * One row per identifier that a guard found; where two did, the first. Runs the jobs of {@link
   * ConnectedComponents} over declared ties; one aggregate for each guard and one over what they
   * found.
   */
  public static GuardedIdentifiers from(Ties ties, Mailboxes mailboxes, IdentitySettings settings) {
    List<Guard> guards =
        List.of(
            new RoleMailboxes(mailboxes),
            new SharedIdentifiers(settings.maxStrongIdentifiers()),
            new SharedTickets());
    Dataset<Row> found = null;
    for (int i = 0; i < guards.size(); i++) {
      Guard guard = guards.get(i);
      Dataset<Row> one =
          guard
              .guarded(ties)
              .select(NODE.col(), STANDS_FOR.col(), GUARD.is(lit(guard.name())), ORDER.is(lit(i)));
      found = found == null ? one : found.unionByName(one);
    }
    return new GuardedIdentifiers(
        found
            .groupBy(NODE.col())
            .agg(
                GUARD.is(min_by(GUARD.col(), ORDER.col())),
                STANDS_FOR.is(min_by(STANDS_FOR.col(), ORDER.col()))));
  }

  /**
   * The ties, each with {@link #REFUSED_BY}.
   *
   * <p>Those that the CRM declared may always join, those by record unless an end is guarded and
   * the two do not stand for the same. A ticket that is not shared is tied to its requester alone
   * and joins nothing; its tie is kept, whomever the requester stands for. Two joins with what the
   * guards found.
   */
  static Dataset<Row> judged(Ties ties, GuardedIdentifiers guarded) {
    Field left = STANDS_FOR.as("left_stands_for", "What the left identifier stands for");
    Field right = STANDS_FOR.as("right_stands_for", "What the right identifier stands for");
    Field leftGuard = GUARD.as("left_guard", "The guard that found the left identifier");
    Field rightGuard = GUARD.as("right_guard", "The guard that found the right identifier");
    Column isFree = left.col().isNull().and(right.col().isNull());
    Column isSame =
        coalesce(left.col(), LEFT_NODE.col())
            .equalTo(coalesce(right.col(), RIGHT_NODE.col()))
            .or(left.col().eqNullSafe(RIGHT_NODE.col()))
            .or(right.col().eqNullSafe(LEFT_NODE.col()));
    Column mayJoin =
        CollectTies.isDeclared()
            .or(isFree)
            .or(isSame)
            .or(isOwnTicket(LEFT_NODE, left))
            .or(isOwnTicket(RIGHT_NODE, right));
    return ties.rows()
        .join(
            guarded
                .rows()
                .select(
                    LEFT_NODE.is(NODE.col()), left.is(STANDS_FOR.col()), leftGuard.is(GUARD.col())),
            LEFT_NODE.name(),
            "left")
        .join(
            guarded
                .rows()
                .select(
                    RIGHT_NODE.is(NODE.col()),
                    right.is(STANDS_FOR.col()),
                    rightGuard.is(GUARD.col())),
            RIGHT_NODE.name(),
            "left")
        .withColumn(
            REFUSED_BY.name(),
            when(mayJoin, lit(null)).otherwise(coalesce(leftGuard.col(), rightGuard.col())))
        .drop(left.name(), right.name(), leftGuard.name(), rightGuard.name());
  }

  private static Column isOwnTicket(Field end, Field standsFor) {
    return Identifier.kind(end.col()).equalTo(Identifier.TICKET).and(standsFor.col().isNull());
  }
}

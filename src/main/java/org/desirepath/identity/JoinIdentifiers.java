package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.ConnectedComponents.LEFT;
import static org.desirepath.identity.ConnectedComponents.RIGHT;
import static org.desirepath.identity.GuardIdentifiers.REFUSED_BY;
import static org.desirepath.table.Components.COMPONENT;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Ties.SIGHTING_COUNT;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Components;
import org.desirepath.table.Field;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Ties;

/** Finds which identifiers hang together, and parts those that cannot be one person. */
public final class JoinIdentifiers {

  private static final Field ENTITY =
      NODE.as("entity", "What strong ties join: the least of its identifiers");
  private static final Field IS_STRONG =
      Field.required("is_strong", BooleanType, "Whether the tie joins whatever conflicts");
  private static final Field NAMED_COUNT =
      Field.required("named_count", LongType, "Entities of a component that are somebody");

  private JoinIdentifiers() {}

  /**
   * One row per identifier that hangs together with another.
   *
   * <p>Ties that the CRM declared and ties between strong identifiers (contact, login, e-mail,
   * lead, ticket user) join always. What they join is one entity. Ties with browsers, tickets and
   * kinds that are not known join entities too, but never two that each hold somebody's record
   * ({@code record-kinds}), such as two contacts that the CRM did not merge: there, ties are taken
   * from the one that was seen most (of several the latest, then the least) to the weakest, and one
   * that would join the two is not.
   *
   * <p>The same ties give the same components, whatever their order or partitions. Runs the jobs of
   * {@link ConnectedComponents} over strong ties and over the entities' weak ones; only components
   * with a conflict are brought together in one task each, at most {@link
   * ConflictReader#MOST_NODES} nodes of it.
   */
  public static Components from(Ties ties, GuardedIdentifiers guarded, IdentitySettings settings) {
    Dataset<Row> joining =
        Lineage.cut(
            GuardIdentifiers.judged(ties, guarded)
                .filter(REFUSED_BY.col().isNull())
                .filter(LEFT.col().notEqual(RIGHT.col()))
                .select(
                    LEFT.col(),
                    RIGHT.col(),
                    SIGHTING_COUNT.col(),
                    LAST_SEEN_AT.col(),
                    IS_STRONG.is(
                        CollectTies.isDeclared().or(isStrong(LEFT).and(isStrong(RIGHT))))));
    Dataset<Row> entities =
        ConnectedComponents.of(joining.filter(IS_STRONG.col()))
            .select(NODE.col(), ENTITY.is(COMPONENT.col()));
    Dataset<Row> weak =
        Lineage.cut(betweenEntities(joining.filter(not(IS_STRONG.col())), entities));
    Dataset<Row> whole = ConnectedComponents.of(weak);
    Dataset<Row> named = Lineage.cut(named(ties, entities, settings.recordKinds()));
    Dataset<Row> conflicting = Lineage.cut(conflicting(whole, named));
    Dataset<Row> components =
        conflicting.isEmpty()
            ? whole
            : whole
                .join(conflicting, COMPONENT.name(), "left_anti")
                .select(NODE.col(), COMPONENT.col())
                .unionByName(parted(weak, whole, named, conflicting));
    return new Components(
        entities
            .join(components.select(ENTITY.is(NODE.col()), COMPONENT.col()), ENTITY.name(), "left")
            .select(NODE.col(), COMPONENT.is(coalesce(COMPONENT.col(), ENTITY.col())))
            .unionByName(
                // What no strong tie joined is its own entity.
                components.join(entities.select(NODE.col()), NODE.name(), "left_anti")));
  }

  private static Column isStrong(Field node) {
    return Identifier.kind(node.col()).isInCollection(Identifier.STRONG);
  }

  /** Ties of an entity with a node, or with another entity, those of all its identifiers added. */
  private static Dataset<Row> betweenEntities(Dataset<Row> ties, Dataset<Row> entities) {
    Field left = ENTITY.as("left_entity", "The entity of the one end");
    Field right = ENTITY.as("right_entity", "The entity of the other end");
    Column one = coalesce(left.col(), LEFT.col());
    Column other = coalesce(right.col(), RIGHT.col());
    return ties.join(
            entities.select(LEFT.is(NODE.col()), left.is(ENTITY.col())), LEFT.name(), "left")
        .join(entities.select(RIGHT.is(NODE.col()), right.is(ENTITY.col())), RIGHT.name(), "left")
        .select(
            LEFT.is(least(one, other)),
            RIGHT.is(greatest(one, other)),
            SIGHTING_COUNT.col(),
            LAST_SEEN_AT.col())
        .filter(LEFT.col().notEqual(RIGHT.col()))
        .groupBy(LEFT.col(), RIGHT.col())
        .agg(
            SIGHTING_COUNT.is(sum(SIGHTING_COUNT.col())), LAST_SEEN_AT.is(max(LAST_SEEN_AT.col())));
  }

  /** The entities that hold somebody's record. */
  private static Dataset<Row> named(Ties ties, Dataset<Row> entities, List<String> recordKinds) {
    return CollectTies.identifiers(ties)
        .select(NODE.col())
        .filter(Identifier.kind(NODE.col()).isInCollection(recordKinds))
        .join(entities, NODE.name(), "left")
        .select(NODE.is(coalesce(ENTITY.col(), NODE.col())))
        .distinct();
  }

  /** The components with more than one of them. */
  private static Dataset<Row> conflicting(Dataset<Row> whole, Dataset<Row> named) {
    return whole
        .join(named, NODE.name())
        .groupBy(COMPONENT.col())
        .agg(NAMED_COUNT.is(count(lit(1))))
        .filter(NAMED_COUNT.col().gt(1))
        .select(COMPONENT.col());
  }

  /** What conflicting components are parted into, as nodes and components. */
  private static Dataset<Row> parted(
      Dataset<Row> weak, Dataset<Row> whole, Dataset<Row> named, Dataset<Row> conflicting) {
    Field isLeftNamed = IS_STRONG.orNull().as("is_left_named", "Whether the one end is somebody");
    Field isRightNamed = IS_STRONG.orNull().as("is_right_named", "Whether the other end is");
    MapPartitionsFunction<Row, Row> part = JoinIdentifiers::part;
    return weak.join(
            whole.join(conflicting, COMPONENT.name()).select(LEFT.is(NODE.col()), COMPONENT.col()),
            LEFT.name())
        .join(named.select(LEFT.is(NODE.col()), isLeftNamed.is(lit(true))), LEFT.name(), "left")
        .join(named.select(RIGHT.is(NODE.col()), isRightNamed.is(lit(true))), RIGHT.name(), "left")
        .select(
            COMPONENT.col(),
            LEFT.col(),
            isLeftNamed.is(isLeftNamed.col().isNotNull()),
            RIGHT.col(),
            isRightNamed.is(isRightNamed.col().isNotNull()),
            SIGHTING_COUNT.col(),
            LAST_SEEN_AT.col())
        .repartition(COMPONENT.col())
        .sortWithinPartitions(
            COMPONENT.col(),
            SIGHTING_COUNT.col().desc(),
            LAST_SEEN_AT.col().desc(),
            LEFT.col(),
            RIGHT.col())
        .mapPartitions(part, Encoders.row(Components.CONTRACT.schema()));
  }

  private static Iterator<Row> part(Iterator<Row> sorted) {
    return new ConflictReader(sorted);
  }
}

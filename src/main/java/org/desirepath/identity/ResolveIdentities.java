package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.desirepath.table.Components.COMPONENT;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.GuardedIdentifiers.GUARD;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.IS_BRIDGE;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Components;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Ties;

/** Makes persons of the identifiers that hang together. */
public final class ResolveIdentities {

  private ResolveIdentities() {}

  /**
   * One row per identifier of the ties, with its person.
   *
   * <p>Deterministic: two identifiers belong together if a chain of rows ties them, and never
   * because they look alike. Identifiers that a guard found are kept from joining others: {@code
   * is_bridge} is false, and they keep a person of their own for what only they tell.
   *
   * <p>A person has the id that its identifiers had in the version before (see {@link
   * InheritPersons}); one who was not there before is named after the identifier that was seen
   * first; of several at the same instant after the strongest, then the least key. The same rows
   * and version before give the same persons, whatever their order or partitions. Shuffles: of the
   * ties by identifier, three of identifiers, two of persons.
   *
   * @param before the identifiers of the version before, if there is one
   */
  public static Identifiers from(
      Ties ties, GuardedIdentifiers guarded, Components components, Optional<Identifiers> before) {
    Dataset<Row> members =
        CollectTies.identifiers(ties)
            .join(components.rows(), NODE.name(), "left")
            .withColumn(COMPONENT.name(), coalesce(COMPONENT.col(), NODE.col()));
    Dataset<Row> fresh = fresh(members);
    Dataset<Row> persons =
        before.map(last -> InheritPersons.from(fresh, members, last)).orElse(fresh);
    return new Identifiers(
        members
            .join(persons, COMPONENT.name())
            .join(guarded.rows(), NODE.name(), "left")
            .select(
                IDENTIFIER_KIND.is(Identifier.kind(NODE.col())),
                IDENTIFIER_KEY.is(Identifier.key(NODE.col())),
                PERSON_ID.col(),
                FIRST_SEEN_AT.col(),
                LAST_SEEN_AT.col(),
                IS_BRIDGE.is(GUARD.col().isNull())));
  }

  /** One row per component: the person it is if it was not there before. */
  private static Dataset<Row> fresh(Dataset<Row> members) {
    return members
        .groupBy(COMPONENT.col())
        .agg(PERSON_ID.is(Identifier.id(min_by(NODE.col(), age()))));
  }

  /** Puts the identifier that was seen first first. */
  static Column age() {
    return struct(
        FIRST_SEEN_AT.col(), Identifier.strength(Identifier.kind(NODE.col())), NODE.col());
  }
}

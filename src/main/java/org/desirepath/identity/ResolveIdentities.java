package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.desirepath.identity.ConnectedComponents.COMPONENT;
import static org.desirepath.identity.ConnectedComponents.NODE;
import static org.desirepath.identity.Guard.GUARD;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.IS_BRIDGE;
import static org.desirepath.table.Identifiers.LAST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Sightings;

/** Finds which identifiers belong to the same person. */
public final class ResolveIdentities {

  private ResolveIdentities() {}

  /**
   * Joins identifiers that were seen together, step by step, into persons.
   *
   * <p>Deterministic: two identifiers belong together if a chain of rows ties them, and never
   * because they look alike. Shared identifiers and role mailboxes are kept from joining others:
   * {@code is_bridge} is false, and they keep a person of their own for what only they tell. Ties
   * that the CRM declared, merges and conversions, hold always.
   *
   * <p>One row per identifier of the sightings. The same rows give the same persons, whatever their
   * order or partitions. Runs jobs: one aggregate over the sightings; all that follows is as large
   * as the distinct pairs of identifiers (see {@link ConnectedComponents} for its rounds).
   */
  public static Identifiers from(
      Sightings sightings, Mailboxes mailboxes, IdentitySettings settings) {
    return from(
        Lineage.cut(CollectTies.from(sightings)), GuardIdentifiers.guards(mailboxes, settings));
  }

  private static Identifiers from(Dataset<Row> ties, List<Guard> guards) {
    Dataset<Row> guarded = Lineage.cut(GuardIdentifiers.from(ties, guards));
    Dataset<Row> components = ConnectedComponents.of(GuardIdentifiers.joining(ties, guarded));
    Dataset<Row> members =
        CollectTies.identifiers(ties)
            .join(components, NODE.name(), "left")
            .withColumn(COMPONENT.name(), coalesce(COMPONENT.col(), NODE.col()));
    return new Identifiers(
        members
            .join(persons(members), COMPONENT.name())
            .join(guarded, NODE.name(), "left")
            .select(
                IDENTIFIER_KIND.is(Identifier.kind(NODE.col())),
                IDENTIFIER_KEY.is(Identifier.key(NODE.col())),
                PERSON_ID.col(),
                FIRST_SEEN_AT.col(),
                LAST_SEEN_AT.col(),
                IS_BRIDGE.is(GUARD.col().isNull())));
  }

  /**
   * One row per component: its person, named after the identifier that was seen first; of several
   * at the same instant the strongest, then the least key.
   */
  private static Dataset<Row> persons(Dataset<Row> members) {
    Column age =
        struct(FIRST_SEEN_AT.col(), Identifier.strength(Identifier.kind(NODE.col())), NODE.col());
    return members
        .groupBy(COMPONENT.col())
        .agg(PERSON_ID.is(Identifier.id(min_by(NODE.col(), age))));
  }
}

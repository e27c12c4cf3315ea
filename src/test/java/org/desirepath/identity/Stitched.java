package org.desirepath.identity;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.table.Components;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Identifiers;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.RefusedTies;
import org.desirepath.table.Sightings;
import org.desirepath.table.Ties;

/** What the steps of stitching make of sightings, one after the other as in the pipeline. */
public record Stitched(GuardedIdentifiers guarded, Identifiers identifiers, RefusedTies refused) {

  /** The first night. */
  static Stitched of(Sightings sightings, Mailboxes mailboxes, IdentitySettings settings) {
    return of(sightings, mailboxes, settings, Optional.empty());
  }

  static Stitched of(
      Sightings sightings,
      Mailboxes mailboxes,
      IdentitySettings settings,
      Optional<Identifiers> before) {
    return of(sightings, mailboxes, settings, before, Lineage::cut);
  }

  /**
   * What the steps make of sightings.
   *
   * @param before the identifiers of the version before, if there is one
   * @param stored keeps the rows of a table, so that later steps do not compute them again
   */
  public static Stitched of(
      Sightings sightings,
      Mailboxes mailboxes,
      IdentitySettings settings,
      Optional<Identifiers> before,
      UnaryOperator<Dataset<Row>> stored) {
    Ties ties = new Ties(stored.apply(CollectTies.from(sightings).rows()));
    GuardedIdentifiers guarded =
        new GuardedIdentifiers(
            stored.apply(GuardIdentifiers.from(ties, mailboxes, settings).rows()));
    Components components =
        new Components(stored.apply(JoinIdentifiers.from(ties, guarded, settings).rows()));
    return new Stitched(
        guarded,
        new Identifiers(
            stored.apply(ResolveIdentities.from(ties, guarded, components, before).rows())),
        ListRefusedTies.from(ties, guarded, components));
  }
}

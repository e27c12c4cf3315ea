package org.desirepath.identity;

import java.util.Optional;
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
  public static Stitched of(Sightings sightings, Mailboxes mailboxes, IdentitySettings settings) {
    return of(sightings, mailboxes, settings, Optional.empty());
  }

  static Stitched of(
      Sightings sightings,
      Mailboxes mailboxes,
      IdentitySettings settings,
      Optional<Identifiers> before) {
    Ties ties = new Ties(Lineage.cut(CollectTies.from(sightings).rows()));
    GuardedIdentifiers guarded =
        new GuardedIdentifiers(
            Lineage.cut(GuardIdentifiers.from(ties, mailboxes, settings).rows()));
    Components components =
        new Components(Lineage.cut(JoinIdentifiers.from(ties, guarded, settings).rows()));
    return new Stitched(
        guarded,
        new Identifiers(
            Lineage.cut(ResolveIdentities.from(ties, guarded, components, before).rows())),
        ListRefusedTies.from(ties, guarded, components));
  }
}

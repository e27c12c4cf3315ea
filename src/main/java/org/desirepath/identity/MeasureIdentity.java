package org.desirepath.identity;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.Persons;
import org.desirepath.table.Ties;
import org.desirepath.table.Touchpoints;

/** Measures how well identifiers became persons, and how many records found theirs. */
public final class MeasureIdentity {

  private MeasureIdentity() {}

  /**
   * A few dozen figures: of kinds of identifiers, sizes of persons, the largest of them, what
   * became of the persons of the version before, and what touchpoints, tickets and deals have of
   * persons and accounts.
   *
   * <p>Shuffles: ties twice, identifiers five times, touchpoints added up by person and by account;
   * all else is as small as persons or deals.
   *
   * @param before the identifiers of the version before, if there was one
   */
  public static IdentityQuality from(
      Optional<Identifiers> before,
      Identifiers identifiers,
      Ties ties,
      Persons persons,
      Touchpoints touchpoints,
      Deals deals,
      DealRoles dealRoles,
      AccountKeys accountKeys) {
    return new IdentityQuality(
        Stream.of(
                IdentifierKinds.from(identifiers, persons),
                PersonSizes.from(persons),
                LargestPersons.from(ties, identifiers, persons),
                ChangedPersons.from(before, identifiers),
                MatchedRecords.touchpoints(touchpoints, persons),
                MatchedRecords.tickets(identifiers, persons),
                MatchedRecords.deals(deals, dealRoles, accountKeys, identifiers, touchpoints))
            .reduce(Dataset::unionByName)
            .orElseThrow());
  }
}

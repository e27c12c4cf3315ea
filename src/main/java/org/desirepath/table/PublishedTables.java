package org.desirepath.table;

import java.util.List;

/** The tables that are published, in the order in which a newcomer reads them. */
public final class PublishedTables {

  /**
   * The version of the public contracts: columns may be added under the same version, but a rename
   * or another type needs the next one.
   */
  public static final int VERSION = 1;

  /** Dimensions, facts, aggregates, maps, then operations. */
  public static final List<Contract> ALL =
      List.of(
          PersonDimension.CONTRACT,
          AccountDimension.CONTRACT,
          Personas.CONTRACT,
          TouchpointCatalogue.CONTRACT,
          Calendar.CONTRACT,
          TouchpointFacts.CONTRACT,
          SessionFacts.CONTRACT,
          JourneyFacts.CONTRACT,
          JourneySteps.CONTRACT,
          NextTouchpoints.CONTRACT,
          Paths.CONTRACT,
          PathSteps.CONTRACT,
          Transitions.CONTRACT,
          StepMatrix.CONTRACT,
          Funnels.CONTRACT,
          PersonaProfiles.CONTRACT,
          PersonaMix.CONTRACT,
          PersonaAudience.CONTRACT,
          PersonaTrend.CONTRACT,
          Identifiers.CONTRACT,
          PersonAliases.CONTRACT,
          PersonAccounts.CONTRACT,
          RunLog.CONTRACT,
          RunHistory.CONTRACT,
          IdentityQuality.CONTRACT,
          SourceAudit.CONTRACT,
          Quarantine.CONTRACT,
          RefusedTies.CONTRACT,
          ModelScores.CONTRACT,
          PersonaModels.CONTRACT,
          PersonaLineage.CONTRACT,
          PredictionModels.CONTRACT,
          ContextCounts.CONTRACT,
          Checks.CONTRACT);

  private PublishedTables() {}
}

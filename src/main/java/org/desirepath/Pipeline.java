package org.desirepath;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.Strands.Strand;
import org.desirepath.check.CheckLaws;
import org.desirepath.identity.CollectTies;
import org.desirepath.identity.CountGuarded;
import org.desirepath.identity.DescribePersons;
import org.desirepath.identity.GuardIdentifiers;
import org.desirepath.identity.JoinIdentifiers;
import org.desirepath.identity.ListRefusedTies;
import org.desirepath.identity.MeasureIdentity;
import org.desirepath.identity.ResolveAccounts;
import org.desirepath.identity.ResolveIdentities;
import org.desirepath.identity.RetirePersons;
import org.desirepath.identity.TraceAccounts;
import org.desirepath.journey.BuildJourneys;
import org.desirepath.journey.CutJourneys;
import org.desirepath.lake.Lake;
import org.desirepath.lake.Version;
import org.desirepath.path.CountFunnels;
import org.desirepath.path.CountSteps;
import org.desirepath.path.CountTransitions;
import org.desirepath.path.ListPathSteps;
import org.desirepath.path.MinePaths;
import org.desirepath.path.SequenceJourneys;
import org.desirepath.persona.AssignPersonas;
import org.desirepath.persona.CheckPromotion;
import org.desirepath.persona.ChooseTypicalSessions;
import org.desirepath.persona.DescribeSessions;
import org.desirepath.persona.FindPersonas;
import org.desirepath.persona.NamePersonas;
import org.desirepath.persona.PersonaModel;
import org.desirepath.persona.ProfilePersonas;
import org.desirepath.persona.Promotion;
import org.desirepath.persona.ScorePersonas;
import org.desirepath.persona.StorePersonaModel;
import org.desirepath.persona.TracePersonas;
import org.desirepath.prediction.CountJourneys;
import org.desirepath.prediction.FindChanges;
import org.desirepath.prediction.FindForecaster;
import org.desirepath.prediction.FrozenForecaster;
import org.desirepath.prediction.Moves;
import org.desirepath.prediction.PredictNext;
import org.desirepath.prediction.StoreForecaster;
import org.desirepath.prediction.VersionBefore;
import org.desirepath.report.IdentityFigures;
import org.desirepath.report.ReportIdentity;
import org.desirepath.report.ReportPage;
import org.desirepath.report.ReportPrediction;
import org.desirepath.report.ReportRun;
import org.desirepath.report.RunCosts;
import org.desirepath.report.SummarizeRun;
import org.desirepath.role.DescribeBehaviour;
import org.desirepath.role.InferRoles;
import org.desirepath.role.LearnRoles;
import org.desirepath.role.RoleModel;
import org.desirepath.role.ScoreRoles;
import org.desirepath.session.BuildSessions;
import org.desirepath.session.CutSessions;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.PeopleRules;
import org.desirepath.source.AcceptedEvents;
import org.desirepath.source.AuditSources;
import org.desirepath.source.CollectMailboxes;
import org.desirepath.source.CollectSightings;
import org.desirepath.source.CountVoidIdentifiers;
import org.desirepath.source.DescribedRecords;
import org.desirepath.source.ExportListing;
import org.desirepath.source.JudgeRecords;
import org.desirepath.source.LimitRefused;
import org.desirepath.source.ListQuarantine;
import org.desirepath.source.Mapping;
import org.desirepath.source.ReadRecords;
import org.desirepath.star.CountAccounts;
import org.desirepath.star.CountPersons;
import org.desirepath.star.DescribeAudiences;
import org.desirepath.star.FollowPersonas;
import org.desirepath.star.LinkJourneys;
import org.desirepath.star.LinkSessions;
import org.desirepath.star.LinkTouchpoints;
import org.desirepath.star.ListDays;
import org.desirepath.star.MixPersonas;
import org.desirepath.star.RememberRuns;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.Calendar;
import org.desirepath.table.ChangedJourneys;
import org.desirepath.table.Checks;
import org.desirepath.table.Components;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Funnels;
import org.desirepath.table.GuardedIdentifiers;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySequences;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.Organizations;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonAccounts;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonRoles;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.PersonaLineage;
import org.desirepath.table.PersonaMix;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.Personas;
import org.desirepath.table.Persons;
import org.desirepath.table.PredictionModels;
import org.desirepath.table.Quarantine;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.table.RefusedTies;
import org.desirepath.table.RunHistory;
import org.desirepath.table.RunLog;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.Sightings;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.StepMatrix;
import org.desirepath.table.Ties;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;
import org.desirepath.table.Transitions;
import org.desirepath.table.TypicalSessions;
import org.desirepath.touchpoint.Catalogue;
import org.desirepath.touchpoint.ListTouchpoints;
import org.desirepath.touchpoint.NameTouchpoints;

/**
 * The whole night: exports come in at the top, published tables leave at the bottom.
 *
 * <p>Read this first. Every line is one step from tables to tables. {@code lake.stage} keeps a
 * table for the steps below, {@code lake.publish} for the readers of the warehouse; both write it
 * once and read it back, so nothing is computed twice. Steps run as soon as the tables they ask for
 * are there, a few side by side. What is published becomes visible at the commit, all at once.
 */
public final class Pipeline {

  /** How many tables a run makes, for whoever shows how far it is. */
  public static final int TABLES = 61;

  /** The step that reads what was made for people. */
  private static final String REPORTS = "reports";

  private Pipeline() {}

  /**
   * What tells one night from another.
   *
   * @param snapshotDate the day the data is taken as of
   * @param asOf the first moment of that day, which no longer counts
   * @param startedAt when the run started
   * @param clock what time it is
   * @param codeVersion version of Desirepath
   * @param configFingerprint hash of settings, mappings and catalogue
   */
  public record Night(
      LocalDate snapshotDate,
      Instant asOf,
      Instant startedAt,
      Clock clock,
      String codeVersion,
      String configFingerprint) {}

  /**
   * Makes and checks all tables of a run and publishes them as one version.
   *
   * @return the summary for people, line by line
   */
  public static List<String> run(
      SparkSession spark,
      JobSettings settings,
      List<Mapping> mappings,
      Catalogue catalogue,
      PeopleRules rules,
      Night night,
      Lake lake) {
    int atOnce = settings.spark().stepsAtOnce();
    try (Strands strands =
        new Strands(atOnce, lake, lake::say, () -> spark.sparkContext().cancelAllJobs())) {
      try {
        return run(spark, settings, mappings, catalogue, rules, night, lake, strands);
      } catch (Throwable fault) {
        strands.fail(fault);
        throw fault;
      }
    }
  }

  private static List<String> run(
      SparkSession spark,
      JobSettings settings,
      List<Mapping> mappings,
      Catalogue catalogue,
      PeopleRules rules,
      Night night,
      Lake lake,
      Strands strands) {
    Instant asOf = night.asOf();
    String runId = lake.runId().text();
    String level = settings.journeys().primaryLevel();

    // Exports: every row is accounted for, the good ones become events and records.
    ExportListing exports =
        ExportListing.of(spark, mappings, settings.sources().exports(night.snapshotDate()));
    Records records =
        strands
            .stage(
                Records.CONTRACT,
                () ->
                    ReadRecords.from(spark, exports, settings.sources(), rules.identifiers(), asOf),
                Records::new)
            .get();
    exports.checkUnchanged();
    Refusals refusals =
        strands
            .stage(
                Refusals.CONTRACT,
                () -> JudgeRecords.from(records, settings.sources()),
                Refusals::new)
            .get();
    SourceAudit audit =
        strands
            .publish(
                SourceAudit.CONTRACT, () -> AuditSources.from(records, refusals), SourceAudit::new)
            .get();
    LimitRefused.check(audit, settings.sources());
    Strand<Checks> voids =
        strands.start("void_identifiers", () -> CountVoidIdentifiers.from(records));
    Strand<Sightings> sightings =
        strands.stage(
            Sightings.CONTRACT, () -> CollectSightings.from(records, refusals), Sightings::new);
    Strand<Mailboxes> mailboxes =
        strands.stage(
            Mailboxes.CONTRACT, () -> CollectMailboxes.from(records, refusals), Mailboxes::new);
    Strand<CrmAccounts> crmAccounts =
        strands.stage(
            CrmAccounts.CONTRACT,
            () -> DescribedRecords.accounts(records, refusals),
            CrmAccounts::new);
    Strand<Events> events =
        strands.stage(Events.CONTRACT, () -> AcceptedEvents.from(records, refusals), Events::new);
    Strand<CrmPeople> crmPeople =
        strands.stage(
            CrmPeople.CONTRACT, () -> DescribedRecords.people(records, refusals), CrmPeople::new);
    Strand<Organizations> organizations =
        strands.stage(
            Organizations.CONTRACT,
            () -> DescribedRecords.organizations(records, refusals),
            Organizations::new);
    Strand<Deals> deals =
        strands.stage(Deals.CONTRACT, () -> DescribedRecords.deals(records, refusals), Deals::new);
    Strand<DealRoles> dealRoles =
        strands.stage(
            DealRoles.CONTRACT,
            () -> DescribedRecords.dealRoles(records, refusals),
            DealRoles::new);
    Strand<Quarantine> quarantine =
        strands.publish(
            Quarantine.CONTRACT, () -> ListQuarantine.from(records, refusals), Quarantine::new);

    // Who is who: identifiers become persons, persons belong to accounts.
    Optional<Identifiers> identifiersBefore =
        lake.previous(Identifiers.CONTRACT).map(Identifiers::new);
    Strand<Ties> ties =
        strands.stage(Ties.CONTRACT, () -> CollectTies.from(sightings.get()), Ties::new);
    Strand<GuardedIdentifiers> guarded =
        strands.stage(
            GuardedIdentifiers.CONTRACT,
            () -> GuardIdentifiers.from(ties.get(), mailboxes.get(), settings.identity()),
            GuardedIdentifiers::new);
    Strand<Components> components =
        strands.stage(
            Components.CONTRACT,
            () -> JoinIdentifiers.from(ties.get(), guarded.get(), settings.identity()),
            Components::new);
    Strand<Identifiers> identifiers =
        strands.publish(
            Identifiers.CONTRACT,
            () ->
                ResolveIdentities.from(
                    ties.get(), guarded.get(), components.get(), identifiersBefore),
            Identifiers::new);
    Strand<AccountKeys> accountKeys =
        strands.stage(
            AccountKeys.CONTRACT, () -> ResolveAccounts.keys(crmAccounts.get()), AccountKeys::new);
    Strand<Accounts> accounts =
        strands.stage(
            Accounts.CONTRACT,
            () -> ResolveAccounts.from(crmAccounts.get(), accountKeys.get()),
            Accounts::new);
    Strand<Persons> persons =
        strands.stage(
            Persons.CONTRACT,
            () ->
                DescribePersons.from(
                    identifiers.get(),
                    mailboxes.get(),
                    crmPeople.get(),
                    crmAccounts.get(),
                    organizations.get(),
                    dealRoles.get(),
                    accountKeys.get(),
                    accounts.get(),
                    rules),
            Persons::new);
    Strand<PersonAccounts> personAccounts =
        strands.publish(
            PersonAccounts.CONTRACT,
            () ->
                personAccounts(
                    persons.get(),
                    identifiers.get(),
                    crmPeople.get(),
                    accountKeys.get(),
                    lake,
                    night.snapshotDate()),
            PersonAccounts::new);
    Strand<PersonAliases> aliases =
        strands.publish(
            PersonAliases.CONTRACT,
            () ->
                RetirePersons.from(
                    identifiersBefore.orElse(identifiers.get()),
                    lake.previous(PersonAliases.CONTRACT).map(PersonAliases::new),
                    identifiers.get(),
                    runId),
            PersonAliases::new);
    Strand<RefusedTies> refusedTies =
        strands.publish(
            RefusedTies.CONTRACT,
            () -> ListRefusedTies.from(ties.get(), guarded.get(), components.get()),
            RefusedTies::new);

    // What happened: events become touchpoints, touchpoints sessions.
    Strand<TouchpointCatalogue> touchpointCatalogue =
        strands.publish(
            TouchpointCatalogue.CONTRACT,
            () -> ListTouchpoints.from(catalogue, events.get()),
            TouchpointCatalogue::new);
    Strand<Touchpoints> touchpoints =
        strands.stage(
            Touchpoints.CONTRACT,
            () ->
                NameTouchpoints.from(
                    events.get(),
                    identifiers.get(),
                    personAccounts.get(),
                    accountKeys.get(),
                    deals.get(),
                    catalogue),
            Touchpoints::new);
    Strand<PersonBehaviour> behaviour =
        strands.stage(
            PersonBehaviour.CONTRACT,
            () -> DescribeBehaviour.from(touchpoints.get(), settings.identity().inferredRoles()),
            PersonBehaviour::new);
    Strand<SessionTouchpoints> sessionTouchpoints =
        strands.stage(
            SessionTouchpoints.CONTRACT,
            () -> CutSessions.from(touchpoints.get(), settings.sessions()),
            SessionTouchpoints::new);
    Strand<Sessions> sessions =
        strands.stage(
            Sessions.CONTRACT,
            () -> BuildSessions.from(sessionTouchpoints.get(), settings.sessions(), asOf),
            Sessions::new);

    // Whose part in a purchase nobody states, but behaviour tells.
    Strand<RoleModel> roleModel =
        strands.start(
            "role_model",
            () ->
                LearnRoles.from(
                    persons.get(), behaviour.get(), settings.identity().inferredRoles()));
    Strand<PersonRoles> roles =
        strands.stage(
            PersonRoles.CONTRACT,
            () -> InferRoles.from(persons.get(), behaviour.get(), roleModel.get()),
            PersonRoles::new);

    // Journeys of persons, accounts and deals.
    Strand<JourneySteps> steps =
        strands.publish(
            JourneySteps.CONTRACT,
            () ->
                CutJourneys.from(
                    touchpoints.get(),
                    sessionTouchpoints.get(),
                    deals.get(),
                    accountKeys.get(),
                    settings.journeys(),
                    asOf),
            JourneySteps::new);

    // What kinds of sessions there are.
    Strand<SessionFeatures> features =
        strands.stage(
            SessionFeatures.CONTRACT,
            () -> DescribeSessions.from(sessions.get(), sessionTouchpoints.get()),
            SessionFeatures::new);
    Optional<String> promoted = lake.promoted();
    Strand<PersonaModel> personaModel =
        strands.start(
            "persona_model",
            () ->
                FindPersonas.from(
                    features.get(),
                    settings.personas(),
                    lake.previous(PersonaModels.CONTRACT).map(PersonaModels::new),
                    promoted.flatMap(Promotion::read),
                    night.snapshotDate(),
                    runId));
    Strand<PersonaModels> personaModels =
        strands.publish(
            PersonaModels.CONTRACT,
            () -> StorePersonaModel.from(spark, personaModel.get()),
            PersonaModels::new);
    Strand<PersonaLineage> personaLineage =
        strands.publish(
            PersonaLineage.CONTRACT,
            () ->
                TracePersonas.from(
                    spark,
                    personaModel.get(),
                    lake.previous(PersonaLineage.CONTRACT).map(PersonaLineage::new),
                    runId),
            PersonaLineage::new);
    Strand<Journeys> journeys =
        strands.stage(
            Journeys.CONTRACT,
            () -> BuildJourneys.from(steps.get(), touchpointCatalogue.get(), catalogue.stages()),
            Journeys::new);
    Strand<TouchpointFacts> touchpointFacts =
        strands.publish(
            TouchpointFacts.CONTRACT,
            () ->
                LinkTouchpoints.from(
                    touchpoints.get(),
                    sessionTouchpoints.get(),
                    steps.get(),
                    settings.sessions(),
                    settings.journeys(),
                    asOf),
            TouchpointFacts::new);
    Strand<PersonaAssignments> assignments =
        strands.stage(
            PersonaAssignments.CONTRACT,
            () -> AssignPersonas.from(features.get(), personaModel.get(), settings.personas()),
            PersonaAssignments::new);

    // The star that BI tools read.
    Strand<SessionFacts> sessionFacts =
        strands.publish(
            SessionFacts.CONTRACT,
            () ->
                LinkSessions.from(
                    sessions.get(), assignments.get(), steps.get(), settings.journeys()),
            SessionFacts::new);
    Strand<PersonaMix> personaMix =
        strands.publish(
            PersonaMix.CONTRACT, () -> MixPersonas.from(sessionFacts.get()), PersonaMix::new);
    Strand<PersonaTrend> personaTrend =
        strands.publish(
            PersonaTrend.CONTRACT,
            () -> FollowPersonas.from(sessionFacts.get()),
            PersonaTrend::new);
    Strand<PersonaProfiles> profiles =
        strands.publish(
            PersonaProfiles.CONTRACT,
            () -> ProfilePersonas.from(features.get(), assignments.get()),
            PersonaProfiles::new);
    Strand<TypicalSessions> typicalSessions =
        strands.stage(
            TypicalSessions.CONTRACT,
            () ->
                ChooseTypicalSessions.from(
                    features.get(),
                    assignments.get(),
                    sessionTouchpoints.get(),
                    touchpointCatalogue.get(),
                    settings.personas().minTouchpoints()),
            TypicalSessions::new);
    Strand<Personas> personas =
        strands.publish(
            Personas.CONTRACT,
            () ->
                NamePersonas.from(
                    personaModel.get(),
                    assignments.get(),
                    profiles.get(),
                    typicalSessions.get(),
                    touchpointCatalogue.get(),
                    lake.previous(Personas.CONTRACT).map(Personas::new),
                    settings.personas().names(),
                    runId),
            Personas::new);
    Strand<JourneyFacts> journeyFacts =
        strands.publish(
            JourneyFacts.CONTRACT,
            () -> LinkJourneys.from(journeys.get(), steps.get(), sessionFacts.get()),
            JourneyFacts::new);
    Strand<PersonDimension> personDimension =
        strands.publish(
            PersonDimension.CONTRACT,
            () ->
                CountPersons.from(
                    persons.get(), roles.get(), sessionFacts.get(), touchpoints.get()),
            PersonDimension::new);
    Strand<AccountDimension> accountDimension =
        strands.publish(
            AccountDimension.CONTRACT,
            () ->
                CountAccounts.from(
                    accounts.get(),
                    accountKeys.get(),
                    persons.get(),
                    deals.get(),
                    touchpoints.get()),
            AccountDimension::new);
    Strand<PersonaAudience> audiences =
        strands.publish(
            PersonaAudience.CONTRACT,
            () ->
                DescribeAudiences.from(
                    sessionFacts.get(),
                    personDimension.get(),
                    accountDimension.get(),
                    journeyFacts.get()),
            PersonaAudience::new);
    Strand<Calendar> days =
        strands.publish(Calendar.CONTRACT, () -> ListDays.from(touchpoints.get()), Calendar::new);

    // What is found in journeys, and what comes next.
    Strand<JourneySequences> sequences =
        strands.stage(
            JourneySequences.CONTRACT,
            () ->
                SequenceJourneys.from(
                    steps.get(),
                    journeyFacts.get(),
                    accountDimension.get(),
                    personDimension.get(),
                    settings.paths()),
            JourneySequences::new);
    Strand<Paths> paths =
        strands.publish(
            Paths.CONTRACT,
            () -> MinePaths.from(sequences.get(), catalogue.decisive(), settings.paths()),
            Paths::new);
    Strand<Transitions> transitions =
        strands.publish(
            Transitions.CONTRACT,
            () -> CountTransitions.from(steps.get(), journeyFacts.get()),
            Transitions::new);
    Strand<StepMatrix> stepMatrix =
        strands.publish(
            StepMatrix.CONTRACT,
            () -> CountSteps.from(steps.get(), journeyFacts.get(), settings.paths()),
            StepMatrix::new);
    Strand<Funnels> funnels =
        strands.publish(
            Funnels.CONTRACT,
            () -> CountFunnels.from(steps.get(), journeyFacts.get(), settings.funnels()),
            Funnels::new);
    Optional<VersionBefore> versionBefore = versionBefore(lake);
    Strand<ChangedJourneys> changed =
        strands.stage(
            ChangedJourneys.CONTRACT,
            () -> FindChanges.from(steps.get(), journeyFacts.get(), versionBefore, level),
            ChangedJourneys::new);
    Strand<Moves> moves =
        strands.start("moves", () -> Moves.from(steps.get(), journeyFacts.get(), level));
    Strand<FrozenForecaster> forecaster =
        strands.start(
            "forecaster",
            () ->
                FindForecaster.from(
                    steps.get(),
                    journeyFacts.get(),
                    moves.get(),
                    versionBefore,
                    changed.get(),
                    settings.prediction(),
                    level,
                    new FindForecaster.Night(
                        night.snapshotDate(), asOf, runId, night.codeVersion())));
    Strand<PredictionModels> predictionModels =
        strands.publish(
            PredictionModels.CONTRACT,
            () -> StoreForecaster.from(spark, forecaster.get(), moves.get()),
            PredictionModels::new);
    Strand<ContextCounts> contextCounts =
        strands.publish(
            ContextCounts.CONTRACT,
            () ->
                CountJourneys.from(
                    steps.get(),
                    journeyFacts.get(),
                    forecaster.get(),
                    versionBefore,
                    changed.get(),
                    settings.prediction(),
                    level),
            ContextCounts::new);
    Strand<ModelScores> scores =
        strands.publish(
            ModelScores.CONTRACT,
            () ->
                new ModelScores(
                    ScorePersonas.from(features.get(), personaModel.get())
                        .rows()
                        .unionByName(ScoreRoles.from(behaviour.get(), roleModel.get()).rows())
                        .unionByName(forecaster.get().scores().rows())),
            ModelScores::new);
    Strand<NextTouchpoints> next =
        strands.publish(
            NextTouchpoints.CONTRACT,
            () ->
                PredictNext.from(
                    steps.get(),
                    journeyFacts.get(),
                    moves.get(),
                    forecaster.get(),
                    contextCounts.get(),
                    settings.prediction(),
                    level,
                    asOf),
            NextTouchpoints::new);
    Strand<PathSteps> pathSteps =
        strands.publish(PathSteps.CONTRACT, () -> ListPathSteps.from(paths.get()), PathSteps::new);

    // How well identifiers became persons, and what changed since the version before.
    Strand<IdentityQuality> quality =
        strands.publish(
            IdentityQuality.CONTRACT,
            () ->
                MeasureIdentity.from(
                    identifiersBefore,
                    identifiers.get(),
                    ties.get(),
                    persons.get(),
                    touchpoints.get(),
                    deals.get(),
                    dealRoles.get(),
                    accountKeys.get()),
            IdentityQuality::new);

    // Laws, log, and the one moment at which all of it becomes visible.
    List.of(
            quarantine,
            refusedTies,
            aliases,
            touchpointFacts,
            personas,
            personaModels,
            personaLineage,
            personaMix,
            personaTrend,
            audiences,
            days,
            transitions,
            stepMatrix,
            funnels,
            predictionModels,
            next,
            pathSteps,
            quality)
        .forEach(Strand::get);
    strands
        .publish(
            Checks.CONTRACT,
            () ->
                new Checks(
                    CheckLaws.from(lake.published())
                        .rows()
                        .unionByName(CountGuarded.from(guarded.get(), refusedTies.get()).rows())
                        .unionByName(voids.get().rows())
                        .unionByName(
                            CheckPromotion.from(spark, promoted, personaModel.get()).rows())),
            Checks::new)
        .get();
    RunLog log =
        strands
            .publish(
                RunLog.CONTRACT,
                () ->
                    lake.log(
                        night.snapshotDate(),
                        night.startedAt(),
                        night.clock().instant(),
                        night.codeVersion(),
                        night.configFingerprint()),
                RunLog::new)
            .get();
    strands
        .publish(
            RunHistory.CONTRACT,
            () ->
                RememberRuns.from(
                    lake.previous(RunHistory.CONTRACT).map(RunHistory::new), log, audit, runId),
            RunHistory::new)
        .get();
    IdentityFigures identity =
        strands
            .start(
                REPORTS, () -> IdentityFigures.of(quality.get(), lake.base().map(Version::number)))
            .get();
    ReportPage identityPage = ReportIdentity.page(identity, runId);
    lake.attach("identity.md", identityPage.markdown());
    lake.attach("identity.html", identityPage.html());
    ReportPage predictionPage =
        strands
            .start(
                REPORTS,
                () ->
                    ReportPrediction.page(
                        scores.get(),
                        predictionModels.get(),
                        next.get(),
                        journeyFacts.get(),
                        settings.prediction(),
                        level,
                        runId))
            .get();
    lake.attach("prediction.md", predictionPage.markdown());
    lake.attach("prediction.html", predictionPage.html());
    RunCosts costs =
        strands.start(REPORTS, () -> RunCosts.of(log, audit, lake.tasksAtOnce())).get();
    ReportPage costPage = ReportRun.page(costs, runId);
    lake.attach("run.md", costPage.markdown());
    lake.attach("run.html", costPage.html());
    List<String> summary =
        strands
            .start(
                REPORTS,
                () ->
                    SummarizeRun.from(
                        audit,
                        quarantine.get(),
                        personDimension.get(),
                        accountDimension.get(),
                        identity,
                        sessionFacts.get(),
                        journeyFacts.get(),
                        personas.get(),
                        paths.get(),
                        scores.get(),
                        costs,
                        level))
            .get();
    // Nothing comes after it: what is published is told to be published.
    strands.start("commit", lake::commit).get();
    return summary;
  }

  /** What the next touchpoint was foretold by in the version before, if that had it all. */
  private static Optional<VersionBefore> versionBefore(Lake lake) {
    Optional<Dataset<Row>> models = lake.previous(PredictionModels.CONTRACT);
    Optional<Dataset<Row>> counts = lake.previous(ContextCounts.CONTRACT);
    Optional<Dataset<Row>> steps = lake.previous(JourneySteps.CONTRACT);
    Optional<Dataset<Row>> journeys = lake.previous(JourneyFacts.CONTRACT);
    return models.isPresent() && counts.isPresent() && steps.isPresent() && journeys.isPresent()
        ? Optional.of(
            new VersionBefore(
                new PredictionModels(models.get()),
                new ContextCounts(counts.get()),
                new JourneySteps(steps.get()),
                new JourneyFacts(journeys.get())))
        : Optional.empty();
  }

  /** What contacts say now and, after the first night, what they said before. */
  private static PersonAccounts personAccounts(
      Persons persons,
      Identifiers identifiers,
      CrmPeople people,
      AccountKeys keys,
      Lake lake,
      LocalDate today) {
    Optional<Dataset<Row>> before = lake.previous(PersonAccounts.CONTRACT);
    Optional<Dataset<Row>> log = lake.previous(RunLog.CONTRACT);
    return before.isPresent() && log.isPresent()
        ? TraceAccounts.from(
            persons,
            identifiers,
            people,
            keys,
            new PersonAccounts(before.get()),
            new RunLog(log.get()),
            today)
        : TraceAccounts.from(persons, identifiers, people, keys);
  }
}

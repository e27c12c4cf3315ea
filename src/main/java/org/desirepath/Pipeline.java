package org.desirepath;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.check.CheckLaws;
import org.desirepath.identity.CountGuarded;
import org.desirepath.identity.DescribePersons;
import org.desirepath.identity.ResolveAccounts;
import org.desirepath.identity.ResolveIdentities;
import org.desirepath.identity.RetirePersons;
import org.desirepath.journey.BuildJourneys;
import org.desirepath.journey.CutJourneys;
import org.desirepath.lake.Lake;
import org.desirepath.path.CountTransitions;
import org.desirepath.path.ListPathSteps;
import org.desirepath.path.MinePaths;
import org.desirepath.persona.AssignPersonas;
import org.desirepath.persona.DescribeSessions;
import org.desirepath.persona.FindPersonas;
import org.desirepath.persona.NamePersonas;
import org.desirepath.persona.PersonaModel;
import org.desirepath.persona.ProfilePersonas;
import org.desirepath.persona.ScorePersonas;
import org.desirepath.prediction.BackTest;
import org.desirepath.prediction.PredictNext;
import org.desirepath.report.SummarizeRun;
import org.desirepath.session.BuildSessions;
import org.desirepath.session.CutSessions;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.PeopleRules;
import org.desirepath.source.AcceptedEvents;
import org.desirepath.source.AuditSources;
import org.desirepath.source.CollectMailboxes;
import org.desirepath.source.CollectSightings;
import org.desirepath.source.DescribedRecords;
import org.desirepath.source.JudgeRecords;
import org.desirepath.source.LimitRefused;
import org.desirepath.source.ListQuarantine;
import org.desirepath.source.Mapping;
import org.desirepath.source.ReadRecords;
import org.desirepath.star.CountAccounts;
import org.desirepath.star.CountPersons;
import org.desirepath.star.LinkJourneys;
import org.desirepath.star.LinkSessions;
import org.desirepath.star.LinkTouchpoints;
import org.desirepath.star.ListDays;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.Calendar;
import org.desirepath.table.Checks;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.CrmPeople;
import org.desirepath.table.DealRoles;
import org.desirepath.table.Deals;
import org.desirepath.table.Events;
import org.desirepath.table.Identifiers;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.Journeys;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.Organizations;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonAliases;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.PersonaProfiles;
import org.desirepath.table.Personas;
import org.desirepath.table.Persons;
import org.desirepath.table.Quarantine;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;
import org.desirepath.table.RunLog;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.Sightings;
import org.desirepath.table.SourceAudit;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;
import org.desirepath.table.Transitions;
import org.desirepath.touchpoint.Catalogue;
import org.desirepath.touchpoint.ListTouchpoints;
import org.desirepath.touchpoint.NameTouchpoints;

/**
 * The whole night: exports come in at the top, published tables leave at the bottom.
 *
 * <p>Read this first. Every line is one step from tables to tables. {@code lake.stage} keeps a
 * table for the steps below, {@code lake.publish} for the readers of the warehouse; both write it
 * once and read it back, so nothing is computed twice. What is published becomes visible at the
 * commit, all at once.
 */
public final class Pipeline {

  /** How many tables a run makes, for whoever shows how far it is. */
  public static final int TABLES = 40;

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
    Instant asOf = night.asOf();
    String runId = lake.runId().text();
    String level = settings.journeys().primaryLevel();

    // Exports: every row is accounted for, the good ones become events and records.
    Records records =
        lake.stage(
            ReadRecords.from(
                spark,
                mappings,
                settings.sources().exports(),
                settings.sources(),
                rules.roleMailboxes(),
                asOf),
            Records::new);
    Refusals refusals = lake.stage(JudgeRecords.from(records, settings.sources()), Refusals::new);
    SourceAudit audit = lake.publish(AuditSources.from(records, refusals), SourceAudit::new);
    LimitRefused.check(audit, settings.sources());
    Quarantine quarantine = lake.publish(ListQuarantine.from(records, refusals), Quarantine::new);
    Events events = lake.stage(AcceptedEvents.from(records, refusals), Events::new);
    Sightings sightings = lake.stage(CollectSightings.from(records, refusals), Sightings::new);
    Mailboxes mailboxes = lake.stage(CollectMailboxes.from(records, refusals), Mailboxes::new);
    CrmAccounts crmAccounts =
        lake.stage(DescribedRecords.accounts(records, refusals), CrmAccounts::new);
    CrmPeople crmPeople = lake.stage(DescribedRecords.people(records, refusals), CrmPeople::new);
    Organizations organizations =
        lake.stage(DescribedRecords.organizations(records, refusals), Organizations::new);
    Deals deals = lake.stage(DescribedRecords.deals(records, refusals), Deals::new);
    DealRoles dealRoles = lake.stage(DescribedRecords.dealRoles(records, refusals), DealRoles::new);

    // Who is who: identifiers become persons, persons belong to accounts.
    Identifiers identifiers =
        lake.publish(
            ResolveIdentities.from(sightings, mailboxes, settings.identity()), Identifiers::new);
    lake.publish(
        RetirePersons.from(
            lake.previous(Identifiers.CONTRACT).map(Identifiers::new).orElse(identifiers),
            lake.previous(PersonAliases.CONTRACT).map(PersonAliases::new),
            identifiers,
            runId),
        PersonAliases::new);
    AccountKeys accountKeys = lake.stage(ResolveAccounts.keys(crmAccounts), AccountKeys::new);
    Accounts accounts = lake.stage(ResolveAccounts.from(crmAccounts, accountKeys), Accounts::new);
    Persons persons =
        lake.stage(
            DescribePersons.from(
                identifiers,
                mailboxes,
                crmPeople,
                crmAccounts,
                organizations,
                dealRoles,
                accountKeys,
                accounts,
                rules),
            Persons::new);

    // What happened: events become touchpoints, touchpoints sessions.
    TouchpointCatalogue touchpointCatalogue =
        lake.publish(ListTouchpoints.from(catalogue, events), TouchpointCatalogue::new);
    Touchpoints touchpoints =
        lake.stage(
            NameTouchpoints.from(events, identifiers, persons, accountKeys, deals, catalogue),
            Touchpoints::new);
    SessionTouchpoints sessionTouchpoints =
        lake.stage(CutSessions.from(touchpoints, settings.sessions()), SessionTouchpoints::new);
    Sessions sessions =
        lake.stage(
            BuildSessions.from(sessionTouchpoints, settings.sessions(), asOf), Sessions::new);

    // What kinds of sessions there are.
    SessionFeatures features =
        lake.stage(DescribeSessions.from(sessions, sessionTouchpoints), SessionFeatures::new);
    PersonaModel personaModel = FindPersonas.from(features, settings.personas());
    PersonaAssignments assignments =
        lake.stage(AssignPersonas.from(features, personaModel), PersonaAssignments::new);
    PersonaProfiles profiles =
        lake.publish(ProfilePersonas.from(features, assignments), PersonaProfiles::new);
    Personas personas =
        lake.publish(
            NamePersonas.from(personaModel, assignments, profiles, touchpointCatalogue, runId),
            Personas::new);

    // Journeys of persons, accounts and deals.
    JourneySteps steps =
        lake.publish(
            CutJourneys.from(
                touchpoints, sessionTouchpoints, deals, accountKeys, settings.journeys(), asOf),
            JourneySteps::new);
    Journeys journeys =
        lake.stage(
            BuildJourneys.from(steps, touchpointCatalogue, catalogue.stages()), Journeys::new);

    // The star that BI tools read.
    lake.publish(
        LinkTouchpoints.from(
            touchpoints, sessionTouchpoints, steps, settings.sessions(), settings.journeys(), asOf),
        TouchpointFacts::new);
    SessionFacts sessionFacts =
        lake.publish(
            LinkSessions.from(sessions, assignments, steps, settings.journeys()),
            SessionFacts::new);
    JourneyFacts journeyFacts =
        lake.publish(LinkJourneys.from(journeys, steps, sessionFacts), JourneyFacts::new);
    PersonDimension personDimension =
        lake.publish(CountPersons.from(persons, sessionFacts, touchpoints), PersonDimension::new);
    AccountDimension accountDimension =
        lake.publish(
            CountAccounts.from(accounts, accountKeys, persons, deals, touchpoints),
            AccountDimension::new);
    lake.publish(ListDays.from(touchpoints), Calendar::new);

    // What is found in journeys, and what comes next.
    Paths paths =
        lake.publish(
            MinePaths.from(
                steps, journeyFacts, accountDimension, personDimension, settings.paths()),
            Paths::new);
    lake.publish(ListPathSteps.from(paths), PathSteps::new);
    lake.publish(CountTransitions.from(steps, journeyFacts), Transitions::new);
    ModelScores scores =
        lake.publish(
            new ModelScores(
                ScorePersonas.from(features, personaModel)
                    .rows()
                    .unionByName(
                        BackTest.from(steps, journeyFacts, settings.prediction(), level).rows())),
            ModelScores::new);
    lake.publish(
        PredictNext.from(steps, journeyFacts, scores, settings.prediction(), level, asOf),
        NextTouchpoints::new);

    // Laws, log, and the one moment at which all of it becomes visible.
    lake.publish(
        new Checks(
            CheckLaws.from(lake.published())
                .rows()
                .unionByName(CountGuarded.from(sightings, mailboxes, settings.identity()).rows())),
        Checks::new);
    lake.publish(
        lake.log(
            night.snapshotDate(),
            night.startedAt(),
            night.clock().instant(),
            night.codeVersion(),
            night.configFingerprint()),
        RunLog::new);
    lake.commit();
    return SummarizeRun.from(
        audit,
        quarantine,
        personDimension,
        accountDimension,
        sessionFacts,
        journeyFacts,
        personas,
        paths,
        scores,
        level);
  }
}

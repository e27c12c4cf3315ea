package org.desirepath.settings;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;

/**
 * A whole job.
 *
 * @param configuration folder of mappings, catalogue and people rules, relative to the job file
 * @param asOf the day the data is taken as of: what happened on this day or later does not count;
 *     null means today
 * @param timeZone the zone in which that day starts
 * @param sources what is read
 * @param identity how identifiers become persons
 * @param touchpoints how events become touchpoints
 * @param sessions how touchpoints become sessions
 * @param journeys how touchpoints become journeys
 * @param personas how sessions become personas
 * @param tuning what a sweep over persona models tries
 * @param paths which paths are told
 * @param funnels what journeys are followed through; none is fine
 * @param prediction how the next touchpoint is foretold
 * @param warehouse where tables are published
 * @param s3 how s3a URIs are reached
 * @param spark how Spark runs
 */
public record JobSettings(
    String configuration,
    @MayBeAbsent LocalDate asOf,
    ZoneId timeZone,
    SourceSettings sources,
    IdentitySettings identity,
    TouchpointSettings touchpoints,
    SessionSettings sessions,
    JourneySettings journeys,
    PersonaSettings personas,
    TuningSettings tuning,
    PathSettings paths,
    List<FunnelSettings> funnels,
    PredictionSettings prediction,
    WarehouseSettings warehouse,
    S3Settings s3,
    SparkSettings spark) {

  /** Refuses funnels of one name, and of journeys that are not built. */
  public JobSettings {
    Rules rules = Rules.of("funnels");
    List<String> names = funnels.stream().map(FunnelSettings::name).toList();
    rules.require(
        new HashSet<>(names).size() == names.size(), "name", "must differ between funnels", names);
    for (FunnelSettings funnel : funnels) {
      rules.oneOf(funnel.name() + ".level", funnel.level(), journeys.levels());
    }
    rules.check();
    funnels = List.copyOf(funnels);
    spark = spark.with(s3.properties());
  }
}

package org.desirepath.cli;

import static org.desirepath.table.RunLog.SNAPSHOT_DATE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_NAME;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.lake.StoredVersion;
import org.desirepath.lake.SweepFolder;
import org.desirepath.persona.DescribeSessions;
import org.desirepath.session.RecallSessions;
import org.desirepath.table.Contract;
import org.desirepath.table.Paths;
import org.desirepath.table.PersonaModels;
import org.desirepath.table.RunLog;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionFeatures;
import org.desirepath.table.SessionTouchpoints;
import org.desirepath.table.Sessions;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;

/** What a job has published, as commands that look back at it read it. */
record Published(StoredVersion stored) {

  /** The current version of the job's warehouse. */
  static Published of(SparkSession spark, Job job) {
    return new Published(StoredVersion.current(spark, job.settings().warehouse().location()));
  }

  /** The day the data was taken as of. One read of a small table. */
  LocalDate asOf() {
    return table(RunLog.CONTRACT, RunLog::new)
        .rows()
        .select(SNAPSHOT_DATE.col())
        .head()
        .getDate(0)
        .toLocalDate();
  }

  Paths paths() {
    return table(Paths.CONTRACT, Paths::new);
  }

  SessionFacts sessionFacts() {
    return table(SessionFacts.CONTRACT, SessionFacts::new);
  }

  Sessions sessions() {
    return RecallSessions.sessions(sessionFacts());
  }

  SessionTouchpoints touchpoints() {
    return RecallSessions.touchpoints(table(TouchpointFacts.CONTRACT, TouchpointFacts::new));
  }

  /** The features of the sessions, as a sweep stores them for all that look at them with it. */
  SessionFeatures features(SweepFolder sweep) {
    return sweep.once(
        sessionFacts().rows().sparkSession(),
        DescribeSessions.from(sessions(), touchpoints()),
        SessionFeatures::new);
  }

  /** Names of touchpoints by id; one read of a table that the catalogue bounds. */
  Map<String, String> touchpointNames() {
    Map<String, String> names = new HashMap<>();
    table(TouchpointCatalogue.CONTRACT, TouchpointCatalogue::new)
        .rows()
        .select(TOUCHPOINT_ID.col(), TOUCHPOINT_NAME.col())
        .collectAsList()
        .forEach(row -> names.put(row.getString(0), row.getString(1)));
    return names;
  }

  Optional<PersonaModels> personaModels() {
    return stored.table(PersonaModels.CONTRACT).map(PersonaModels::new);
  }

  private <T> T table(Contract contract, Function<Dataset<Row>, T> read) {
    return read.apply(
        stored
            .table(contract)
            .orElseThrow(
                () ->
                    new UserError(
                        ExitCode.NO_INPUT,
                        "Version %d has no table %s; run the job again"
                            .formatted(stored.version().number(), contract.name()))));
  }
}

package org.desirepath.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Tells how far a run is, and how it ended, to whoever cannot see its exit code: a scheduler whose
 * cluster manager keeps it to itself. One JSON object, written anew at the start and at the end;
 * where it says {@code running} after the process is gone, that was killed.
 */
final class StatusFile {

  /** Its name where nobody gives it another. */
  static final String NAME = "_STATUS.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SideFile file;
  private final Clock clock;
  private final Instant startedAt;
  private final Map<String, Object> known = new LinkedHashMap<>();

  /**
   * A file at a URI.
   *
   * @param clock tells when the run ended
   */
  StatusFile(String uri, Configuration configuration, Clock clock, Instant startedAt) {
    this.file = new SideFile(uri, configuration);
    this.clock = clock;
    this.startedAt = startedAt;
  }

  /** The run has begun. */
  void running(String runId, String snapshotDate) {
    known.put("run_id", runId);
    known.put("snapshot_date", snapshotDate);
    write(Map.of("state", "running"));
  }

  /**
   * How far a back-fill is; told with what is told next.
   *
   * @param done nights that it has published
   * @param total nights that it is to publish
   */
  void nights(LocalDate from, LocalDate to, int done, int total) {
    known.put("from", from.toString());
    known.put("to", to.toString());
    known.put("nights_done", done);
    known.put("nights_total", total);
  }

  /** Its tables are published. */
  void succeeded() {
    Map<String, Object> end = ended("succeeded");
    end.put("exit_code", ExitCode.OK.number());
    write(end);
  }

  /** It failed; what people are told has no personal data. */
  void failed(Failure failure) {
    Map<String, Object> end = ended("failed");
    end.put("exit_code", failure.exitCode().number());
    end.put("meaning", failure.exitCode().meaning());
    end.put("message", failure.message());
    write(end);
  }

  private Map<String, Object> ended(String state) {
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("state", state);
    end.put("ended_at", clock.instant().toString());
    return end;
  }

  private void write(Map<String, Object> more) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("desirepath_version", Desirepath.version());
    status.put("started_at", startedAt.toString());
    status.putAll(known);
    status.putAll(more);
    try {
      file.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(status));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A status is plain data", impossible);
    }
  }
}

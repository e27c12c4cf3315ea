package org.desirepath.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.IOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.StructType;
import org.desirepath.lake.LakeException.BrokenLaw;
import org.desirepath.lake.LakeException.TryAgain;
import org.desirepath.lake.Manifest.CheckResult;
import org.desirepath.lake.Manifest.StoredFile;
import org.desirepath.lake.Manifest.StoredTable;
import org.desirepath.lake.StepCosts.Cost;
import org.desirepath.table.Checks;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.ModelScores;
import org.desirepath.table.Personas;
import org.desirepath.table.PublishedTables;
import org.desirepath.table.RunLog;
import org.desirepath.table.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warehouse as one run sees it: what was published before, what this run stores, and the one
 * moment at which it becomes visible.
 *
 * <pre>{@code
 * try (Lake lake = Lake.open(spark, location, runId, listener)) {
 *   Sessions sessions = lake.stage(BuildSessions.from(…), Sessions::new);
 *   SessionFacts facts = lake.publish(JoinSessions.from(sessions, …), SessionFacts::new);
 *   lake.publish(CheckLaws.from(lake.published()), Checks::new);
 *   lake.commit();
 * }
 * }</pre>
 *
 * <p>Everything is written below {@code runs/<run_id>/}, which nobody reads until {@link #commit}
 * creates the next version in one atomic step. A run that dies before leaves the current version as
 * it was. Several threads may store tables at the same time.
 */
public final class Lake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lake.class);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String COMMIT = "commit";

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final TableFiles tables;
  private final Versions versions;
  private final RunId runId;
  private final StageListener listener;
  private final Lease lease;
  private final Optional<Version> base;
  private final StepCosts costs;
  private volatile Version committed;
  // In the order of writing, which differs from run to run where steps run side by side.
  private final List<StoredTable> manifested = Collections.synchronizedList(new ArrayList<>());
  private final List<StoredRows> unchecked = Collections.synchronizedList(new ArrayList<>());
  private final List<Table> published = Collections.synchronizedList(new ArrayList<>());
  private final List<Stage> stages = Collections.synchronizedList(new ArrayList<>());
  // Folders that are being written, or that a failed attempt left.
  private final Set<Path> unfinished = ConcurrentHashMap.newKeySet();

  /**
   * A table that was stored.
   *
   * @param name the table
   * @param rows its rows
   * @param seconds it took to make and check it
   */
  public record Stage(String name, long rows, double seconds) {}

  /** Makes a row of the log. */
  private interface LogRow {
    Row of(String name, Double seconds, Long rows, Cost cost);
  }

  /** What a run writes first, so that one that died can be told from one that never was. */
  private record Started(RunId runId, long baseVersion) {}

  private Lake(
      SparkSession spark, Warehouse warehouse, RunId runId, StageListener listener, Lease lease) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.tables = TableFiles.in(spark, warehouse);
    this.versions = new Versions(warehouse);
    this.runId = runId;
    this.listener = listener;
    this.lease = lease;
    this.base = versions.current();
    this.costs = StepCosts.of(spark.sparkContext(), runId);
  }

  /**
   * Opens the warehouse for a run, and removes the work folders of runs that died.
   *
   * @param location a local path, or a URI of hdfs or s3a
   * @throws LakeException.CannotWrite if the warehouse does not take files
   * @throws IllegalArgumentException if the run has been there before
   */
  public static Lake open(
      SparkSession spark, String location, RunId runId, StageListener listener) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    return orCannotWrite(
        "Cannot write to " + location,
        () -> {
          Warehouse warehouse = Warehouse.at(location, configuration);
          if (warehouse.files().exists(warehouse.run(runId))) {
            throw new IllegalArgumentException("Run " + runId + " has been there before");
          }
          Lease lease = Lease.take(warehouse.files(), warehouse.work(runId));
          try {
            return begun(new Lake(spark, warehouse, runId, listener, lease));
          } catch (IOException | RuntimeException fault) {
            lease.close();
            throw fault;
          }
        });
  }

  private static Lake begun(Lake lake) throws IOException {
    try {
      lake.write("_STARTED.json", Json.write(new Started(lake.runId, lake.baseVersion())));
      lake.removeDeadWork();
      return lake;
    } catch (IOException | RuntimeException fault) {
      lake.close();
      throw fault;
    }
  }

  /** The run. */
  public RunId runId() {
    return runId;
  }

  /** The version that was current when this run opened; none before the first. */
  public Optional<Version> base() {
    return base;
  }

  /** The version that this run was published as; none before its commit. */
  public Optional<Version> version() {
    return Optional.ofNullable(committed);
  }

  /** Every version of this warehouse. */
  public Versions versions() {
    return versions;
  }

  /**
   * The table of the version that was current when this run opened, for what is inherited; none
   * before the first version, or if that run did not publish the table. A column that it did not
   * have is null.
   *
   * @throws LakeException.NotFound if the tables of the current version are gone, or keep another
   *     contract
   */
  public Optional<Dataset<Row>> previous(Contract contract) {
    if (base.isEmpty()) {
      return Optional.empty();
    }
    return new StoredVersion(base.get(), warehouse, tables).table(contract);
  }

  /** The model that people made the nightly one, as text; nothing where nobody did. */
  public Optional<String> promoted() {
    return new Promotions(warehouse).current();
  }

  /** How many tasks of one stage of Spark ran at a time at most in this run. */
  public int tasksAtOnce() {
    return costs.tasksAtOnce();
  }

  /**
   * Does work of this run on this thread under the name of a step, such as the making of a table
   * before it is stored: lines of the log and jobs of Spark tell it, as {@link StepContext} says.
   */
  public <T> T step(String name, Supplier<T> work) {
    return StepContext.with(spark.sparkContext(), runId, name, work);
  }

  /**
   * Stores a table that readers will see, and reads it back.
   *
   * <p>Rows are sorted by key within files, times cut to milliseconds, {@code run_id} added. One
   * shuffle by key (by folder where the contract has folders) gathers a small table in one file.
   * The footers of what was stored are checked here, its rows at the commit. A table that could not
   * be stored can be published again.
   *
   * @throws BrokenLaw if the files have other columns than the contract
   */
  public <T extends Table> T publish(T table, Function<Dataset<Row>, T> read) {
    return step(table.contract().name(), () -> storeForReaders(table, read));
  }

  private <T extends Table> T storeForReaders(T table, Function<Dataset<Row>, T> read) {
    long begun = System.nanoTime();
    Contract contract = table.contract();
    refuseNested(contract);
    listener.started(contract.name());
    StructType schema = withRunId(contract.schema());
    Path folder = emptied(warehouse.table(runId, contract.name()));
    Dataset<Row> rows = table.rows().withColumn(Contract.RUN_ID.name(), lit(runId.text()));
    List<StoredFile> files = tables.writeSorted(rows, contract, folder, schema);
    Dataset<Row> stored = tables.read(folder, schema);
    T result = read.apply(stored);
    unfinished.remove(folder);
    unchecked.add(new StoredRows(contract, stored, rows(files)));
    manifested.add(
        new StoredTable(
            contract.name(),
            rows(files),
            files.stream().mapToLong(StoredFile::bytes).sum(),
            Footers.fingerprint(schema),
            contract.partitionedBy().stream().map(Field::name).toList(),
            files));
    published.add(result);
    tell(contract, files, begun);
    return result;
  }

  /**
   * Stores a table that only later steps of this run read, and reads it back. It is written as it
   * comes, without a shuffle, and removed when the run ends. A table that could not be stored can
   * be staged again.
   */
  public <T extends Table> T stage(T table, Function<Dataset<Row>, T> read) {
    return step(table.contract().name(), () -> storeForSteps(table, read));
  }

  private <T extends Table> T storeForSteps(T table, Function<Dataset<Row>, T> read) {
    long begun = System.nanoTime();
    Contract contract = table.contract();
    listener.started(contract.name());
    Path folder = emptied(new Path(warehouse.work(runId), contract.name()));
    List<StoredFile> files = tables.writeAsTheyCome(table.rows(), folder, contract.schema());
    T result = read.apply(tables.read(folder, contract.schema()));
    unfinished.remove(folder);
    tell(contract, files, begun);
    return result;
  }

  /**
   * Writes a text for people beside the tables of this run.
   *
   * @param name of the file, such as {@code identity.md}
   * @throws LakeException.CannotWrite if storage fails, or the run has such a file
   */
  public void attach(String name, String text) {
    try {
      write(name, text.getBytes(UTF_8));
    } catch (IOException fault) {
      throw new LakeException.CannotWrite(
          "Cannot write %s of run %s".formatted(name, runId), fault);
    }
  }

  /** Tells people a sentence between the tables. */
  public void say(String sentence) {
    listener.said(sentence);
  }

  /** What was published so far, in the order of the contracts. */
  public List<Table> published() {
    List<String> order = PublishedTables.ALL.stream().map(Contract::name).toList();
    return List.copyOf(published).stream()
        .sorted(
            Comparator.comparingInt((Table table) -> order.indexOf(table.contract().name()))
                .thenComparing(table -> table.contract().name()))
        .toList();
  }

  /** What was stored so far, in the order of writing. */
  public List<Stage> stages() {
    return List.copyOf(stages);
  }

  /**
   * Makes the tables of this run the next version. Readers see all of it or nothing.
   *
   * <p>One job reads back what was stored, of all tables together.
   *
   * @return the version
   * @throws BrokenLaw if a published check failed, a row lacks a required value or two rows share a
   *     key
   * @throws TryAgain if another version was published since this run opened, or this run was taken
   *     for dead
   * @throws LakeException.CannotWrite if storage fails
   */
  public Version commit() {
    Version version = step(COMMIT, this::committed);
    committed = version;
    return version;
  }

  private Version committed() {
    StoredRows.check(List.copyOf(unchecked));
    List<CheckResult> checks = checks();
    List<CheckResult> failed =
        checks.stream().filter(check -> check.status().equals("fail")).toList();
    if (!failed.isEmpty()) {
      throw new BrokenLaw(
          "Run %s breaks %d of %d laws; nothing was published%n%s"
              .formatted(
                  runId,
                  failed.size(),
                  checks.size(),
                  String.join(
                      System.lineSeparator(),
                      failed.stream()
                          .map(check -> "  " + check.name() + ": " + check.message())
                          .toList())));
    }
    Manifest manifest =
        new Manifest(
            runId,
            PublishedTables.VERSION,
            List.copyOf(manifested).stream()
                .sorted(Comparator.comparing(StoredTable::name))
                .toList(),
            checks);
    boolean held =
        orCannotWrite(
            "Cannot write the manifest of run " + runId,
            () -> {
              describe();
              manifest.write(warehouse);
              return lease.isHeld();
            });
    if (!held) {
      throw new TryAgain(
          "Run %s gave no sign of life for %d minutes and was taken for dead; try again"
              .formatted(runId, Lease.DEAD_AFTER.toMinutes()));
    }
    return versions.publish(runId, baseVersion());
  }

  /**
   * Ends the run: removes its work folder. What was published stays, so that a folder that cannot
   * be removed is no failure of the run: a later one removes it.
   */
  @Override
  public void close() {
    lease.close();
    costs.close();
    try {
      warehouse.files().delete(warehouse.work(runId), true);
    } catch (IOException fault) {
      LOG.warn("The work folder of run {} is left for a later run to remove", runId, fault);
    }
  }

  /**
   * The log of this run, a row for each table stored so far and for each step without one that ran
   * on Spark; to be published before the commit.
   *
   * @param snapshotDate the day the data is taken as of
   * @param startedAt when the run started
   * @param endedAt when its last table was stored
   * @param codeVersion version of Desirepath
   * @param configFingerprint hash of settings, mappings and catalogue
   */
  public RunLog log(
      LocalDate snapshotDate,
      Instant startedAt,
      Instant endedAt,
      String codeVersion,
      String configFingerprint) {
    Map<String, Cost> costs = new TreeMap<>(this.costs.costs());
    List<Row> rows = new ArrayList<>();
    LogRow row =
        (name, seconds, stored, cost) ->
            RowFactory.create(
                Date.valueOf(snapshotDate),
                Timestamp.from(startedAt),
                Timestamp.from(endedAt),
                "succeeded",
                codeVersion,
                configFingerprint,
                spark.version(),
                name,
                rows.size() + 1,
                seconds,
                stored,
                cost.tasks(),
                cost.taskSeconds(),
                cost.cpuSeconds(),
                cost.longestSeconds(),
                cost.medianSeconds(),
                cost.shuffledBytes(),
                cost.spilledBytes(),
                cost.peakMemoryBytes());
    for (Stage stage : stages()) {
      Cost cost = costs.remove(stage.name());
      rows.add(
          row.of(stage.name(), stage.seconds(), stage.rows(), cost == null ? Cost.NONE : cost));
    }
    costs.forEach((name, cost) -> rows.add(row.of(name, null, null, cost)));
    return new RunLog(spark.createDataFrame(rows, RunLog.CONTRACT.schema()));
  }

  private long baseVersion() {
    return base.map(Version::number).orElse(Version.NONE);
  }

  /** Writes what people need to read the tables: views for query engines and the dictionary. */
  private void describe() throws IOException {
    List<Contract> contracts = published().stream().map(Table::contract).toList();
    ViewScripts scripts = new ViewScripts(warehouse.run(runId).toString(), runId);
    write("sql/duckdb.sql", scripts.duckdb(contracts).getBytes(UTF_8));
    write("sql/trino.sql", scripts.trino(contracts).getBytes(UTF_8));
    write("sql/spark.sql", scripts.spark(contracts).getBytes(UTF_8));
    write("dictionary.md", DataDictionary.markdown(contracts).getBytes(UTF_8));
    write("dictionary.html", DataDictionary.html(contracts).getBytes(UTF_8));
  }

  private void write(String name, byte[] content) throws IOException {
    try (FSDataOutputStream out =
        warehouse.files().create(new Path(warehouse.run(runId), name), false)) {
      out.write(content);
    }
  }

  /** A folder to write to, without what an attempt left there that did not store the table. */
  private Path emptied(Path folder) {
    if (!unfinished.add(folder)) {
      orCannotWrite("Cannot empty " + folder, () -> warehouse.files().delete(folder, true));
    }
    return folder;
  }

  private void tell(Contract contract, List<StoredFile> files, long begun) {
    Stage stage =
        new Stage(contract.name(), rows(files), (System.nanoTime() - begun) / NANOS_PER_SECOND);
    stages.add(stage);
    listener.stored(stage.name(), stage.rows(), stage.seconds());
  }

  private static long rows(List<StoredFile> files) {
    return files.stream().mapToLong(StoredFile::rows).sum();
  }

  /** Readers outside of Spark want flat columns. */
  private static void refuseNested(Contract contract) {
    for (Field field : contract.fields()) {
      if (!(field.type() instanceof AtomicType)) {
        throw new IllegalArgumentException(
            "Table %s cannot be published: %s is of type %s"
                .formatted(contract.name(), field.name(), field.type().simpleString()));
      }
    }
  }

  private static StructType withRunId(StructType schema) {
    return schema.add(Contract.RUN_ID.structField());
  }

  /** The checks of this run, if they were published; there are a few dozen. */
  private List<CheckResult> checks() {
    return published().stream()
        .filter(table -> table.contract().equals(Checks.CONTRACT))
        .flatMap(table -> table.rows().collectAsList().stream())
        .map(
            row ->
                new CheckResult(
                    row.getAs(Checks.CHECK_NAME.name()),
                    row.getAs(Personas.STATUS.name()),
                    row.getAs(ModelScores.VALUE.name()),
                    row.getAs(Checks.THRESHOLD.name()),
                    row.getAs(Checks.MESSAGE.name())))
        .sorted(Comparator.comparing(CheckResult::name))
        .toList();
  }

  /** Removes work folders that show no sign of life; the sign of this run tells the time. */
  private Void removeDeadWork() throws IOException {
    long now = Lease.lastSign(warehouse, warehouse.work(runId));
    for (FileStatus work : warehouse.list(warehouse.works())) {
      if (now - Lease.lastSign(warehouse, work.getPath()) > Lease.DEAD_AFTER.toMillis()) {
        warehouse.files().delete(work.getPath(), true);
      }
    }
    return null;
  }
}

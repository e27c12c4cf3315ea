package org.desirepath.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark, a master and workers, each a process of this machine. Spark is
 * what Maven's jars are of it: a home with those that an installation would have, and the command
 * that submits.
 */
public final class SparkCluster implements AutoCloseable {

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Registering worker|Successfully registered");
  private static final List<String> NOT_OF_SPARK =
      List.of(
          "/software/amazon/",
          "/hadoop-aws/",
          "/info/picocli/",
          "/com/github/spullara/",
          "/ml/dmlc/");
  private static final int TELLING = 200;

  private final Path home;
  private final Map<String, String> environment;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String master;

  private SparkCluster(Path home, Map<String, String> environment, int workers, Resources each)
      throws IOException {
    this.home = home;
    this.environment = environment;
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("jars"));
    Files.createDirectories(home.resolve("logs"));
    link();
    writeSubmit();
    master =
        await(
            start(
                List.of(
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0")),
            MASTER);
    for (int worker = 0; worker < workers; worker++) {
      Process started =
          start(
              List.of(
                  "org.apache.spark.deploy.worker.Worker",
                  "--host",
                  "127.0.0.1",
                  "--webui-port",
                  "0",
                  "--cores",
                  Integer.toString(each.cores()),
                  "--memory",
                  each.memory(),
                  "--work-dir",
                  home.resolve("work-" + worker).toString(),
                  master));
      this.workers.add(started);
      await(started, REGISTERED);
    }
  }

  /**
   * What a worker may give to executors.
   *
   * @param memory as Spark writes it, such as 4g
   */
  public record Resources(int cores, String memory) {}

  /**
   * Starts one.
   *
   * @param home a folder that is made
   * @param environment of all its processes, as on machines with a role
   */
  public static SparkCluster start(
      Path home, Map<String, String> environment, int workers, Resources each) throws IOException {
    return new SparkCluster(home, environment, workers, each);
  }

  /** Starts one whose workers have enough for small nights. */
  public static SparkCluster start(Path home, Map<String, String> environment, int workers)
      throws IOException {
    return start(home, environment, workers, new Resources(2, "4g"));
  }

  /** Its URL. */
  public String master() {
    return master;
  }

  /** The folder of its Spark, its logs, and what applications leave with workers. */
  public Path home() {
    return home;
  }

  /** What a process that submits needs in its environment. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_HOME", home.toString());
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    all.put("SPARK_SCALA_VERSION", "2.13");
    all.put("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    all.put("JAVA_HOME", System.getProperty("java.home"));
    return all;
  }

  /** Everything that Spark brings, but nothing that the distribution does. */
  private void link() throws IOException {
    for (String scope : List.of("compile", "runtime")) {
      String jars = Files.readString(Path.of("target/classpath-" + scope + ".txt"));
      for (String jar : jars.strip().split(":", -1)) {
        Path link = home.resolve("jars").resolve(Path.of(jar).getFileName());
        if (NOT_OF_SPARK.stream().noneMatch(jar::contains) && !Files.exists(link)) {
          Files.createSymbolicLink(link, Path.of(jar));
        }
      }
    }
  }

  private void writeSubmit() throws IOException {
    Path submit = home.resolve("bin/spark-submit");
    // As Spark's own script: its launcher tells the command, word by word, and then how it fared.
    Files.writeString(
        submit,
        """
        #!/usr/bin/env bash
        words=()
        {
          read -r _
          while IFS= read -r -d '' word; do
            words+=("$word")
          done
        } < <("$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@"; printf '%d\\0' $?)
        [ "${words[-1]}" = 0 ] || exit "${words[-1]}"
        unset 'words[-1]'
        exec "${words[@]}"
        """);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "@" + Path.of("target/classes/launch.args").toAbsolutePath(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                home.resolve("jars") + "/*"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Reads what a process says until it is up; then somebody else reads on, lest it waits. */
  private static String await(Process process, Pattern pattern) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    String line = said.readLine();
    while (line != null && lines.size() < TELLING) {
      lines.add(line);
      Matcher found = pattern.matcher(line);
      if (found.find()) {
        Thread reader = new Thread(() -> said.lines().forEach(more -> {}), "reader");
        reader.setDaemon(true);
        reader.start();
        return found.groupCount() > 0 ? found.group(1) : found.group();
      }
      line = said.readLine();
    }
    throw new IOException("It does not start: " + String.join(System.lineSeparator(), lines));
  }

  /**
   * The executors that run, the oldest first: all that workers start where drivers are elsewhere.
   */
  public List<ProcessHandle> executors() {
    return workers.stream()
        .flatMap(worker -> worker.toHandle().children())
        .filter(ProcessHandle::isAlive)
        .sorted(Comparator.comparing(executor -> executor.info().startInstant().orElseThrow()))
        .toList();
  }

  /** How many executors drivers have heard of so far, those that are gone included. */
  public long registered() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(one -> one.toString().matches(".*/app-[^/]*/\\d+/stderr"))
          .filter(SparkCluster::tellsOfADriver)
          .count();
    }
  }

  private static boolean tellsOfADriver(Path log) {
    try {
      return Files.readString(log).contains("Successfully registered with driver");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** What drivers on the cluster said last. */
  public String told() {
    List<String> lines = told("stderr");
    return String.join(
        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TELLING), lines.size()));
  }

  /** All lines of drivers on the cluster, of stdout or stderr. */
  public List<String> told(String stream) {
    List<String> told = new ArrayList<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file :
          all.filter(one -> one.toString().matches(".*/driver-[^/]*/" + stream)).toList()) {
        told.addAll(Files.readAllLines(file));
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return told;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}

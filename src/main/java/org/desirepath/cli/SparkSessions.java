package org.desirepath.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.SparkSettings;

/** Starts Spark as the job, the shared defaults and {@code spark-submit} say, the last first. */
final class SparkSessions {

  private SparkSessions() {}

  /** Does work in the session of this process, and ends the session if it was started for it. */
  static <T> T with(SparkSettings settings, Function<SparkSession, T> work) {
    boolean isRunning = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = start(settings);
    try {
      return work.apply(spark);
    } finally {
      if (!isRunning) {
        spark.stop();
      }
    }
  }

  /**
   * What reaches files before settings are read: what {@code spark-submit} and the shared defaults
   * say of {@code spark.hadoop}.
   */
  static Configuration hadoop() {
    return hadoop(Map.of());
  }

  /** The same with what settings say, where there is no session. */
  static Configuration hadoop(SparkSettings settings) {
    return hadoop(settings.properties());
  }

  private static Configuration hadoop(Map<String, String> properties) {
    SparkConf conf = new SparkConf();
    properties.forEach(conf::setIfMissing);
    addDefaults(conf);
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  private static SparkSession start(SparkSettings settings) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "desirepath");
    conf.setIfMissing("spark.master", settings.master());
    settings.properties().forEach(conf::setIfMissing);
    conf.setIfMissing(
        "spark.sql.shuffle.partitions", Integer.toString(settings.shufflePartitions()));
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    AbsentClasses.remember();
    addDefaults(conf);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static void addDefaults(SparkConf conf) {
    defaults().forEach((key, value) -> conf.setIfMissing(key.toString(), value.toString().strip()));
  }

  /** The shared defaults; spark-submit has read them already, a local start has not. */
  private static Properties defaults() {
    Properties properties = new Properties();
    Path file = Path.of(System.getProperty("desirepath.home", "."), "conf", "spark-defaults.conf");
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }
}

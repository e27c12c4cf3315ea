package org.desirepath.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.MeasuredPersonas;
import org.desirepath.persona.PersonaModel;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.SessionFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures training, scoring and a trial of a sweep over sessions of growing number, beside MLlib's
 * plain pipeline (assembler, scaler, k-means) over the same features, in one process.
 *
 * <p>Ours do more: they choose the start on a sample, measure stability and indices, and give every
 * session a confidence. What is timed reads the same Parquet files.
 */
@Command(
    name = "--personas",
    mixinStandardHelpOptions = true,
    description = "Times personas beside MLlib's plain pipeline of assembler, scaler and k-means.")
final class PersonasBenchmark implements Callable<Integer> {

  private static final long SESSIONS_TO_WARM_UP = 5_000;

  @Option(
      names = "--sessions",
      split = ",",
      defaultValue = "10000,100000,1000000",
      description = "Sessions of each size, smallest first; default: ${DEFAULT-VALUE}.")
  private List<Long> sizes;

  @Option(
      names = "--work",
      defaultValue = "target/benchmark",
      description = "Folder for the sessions; default: ${DEFAULT-VALUE}.")
  private Path work;

  @Option(
      names = "--json",
      defaultValue = "target/benchmark/personas.json",
      description = "File for the figures; default: ${DEFAULT-VALUE}.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = ComponentsBenchmark.session()) {
      seconds(spark, SESSIONS_TO_WARM_UP);
      Map<Long, Map<String, Double>> all = new LinkedHashMap<>();
      for (long size : sizes) {
        all.put(size, seconds(spark, size));
      }
      System.out.print(table(all));
      Files.createDirectories(json.toAbsolutePath().getParent());
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), all);
      System.out.println("Figures: " + json);
    }
    return 0;
  }

  private Map<String, Double> seconds(SparkSession spark, long size) {
    SessionFeatures features = sessions(spark, size);
    PersonaSettings mixture = MeasuredPersonas.settings(PersonaSettings.MARKOV_MIXTURE, false);
    PersonaSettings chosen = MeasuredPersonas.settings(PersonaSettings.MARKOV_MIXTURE, true);
    PersonaSettings kMeans = MeasuredPersonas.settings(PersonaSettings.K_MEANS, false);
    Dataset<Row> columns = columns(spark, features, size);
    Map<String, Double> seconds = new LinkedHashMap<>();
    PipelineModel plain =
        time(seconds, "train MLlib pipeline, k-means of 6", () -> MeasuredPersonas.plain(columns));
    PersonaModel centres =
        time(seconds, "train k-means of 6", () -> MeasuredPersonas.train(features, kMeans));
    PersonaModel chains =
        time(seconds, "train mixture of 6", () -> MeasuredPersonas.train(features, mixture));
    time(seconds, "train mixture of 1 to 10", () -> MeasuredPersonas.train(features, chosen));
    time(
        seconds,
        "score MLlib pipeline",
        () -> {
          plain.transform(columns).write().format("noop").mode("overwrite").save();
          return null;
        });
    time(
        seconds,
        "score k-means",
        () -> {
          MeasuredPersonas.score(features, centres, kMeans);
          return null;
        });
    time(
        seconds,
        "score mixture",
        () -> {
          MeasuredPersonas.score(features, chains, mixture);
          return null;
        });
    for (String algorithm :
        List.of(
            PersonaSettings.MARKOV_MIXTURE,
            PersonaSettings.K_MEANS,
            PersonaSettings.SPHERICAL_K_MEANS,
            PersonaSettings.BISECTING_K_MEANS)) {
      time(
          seconds,
          "trial of a sweep, " + algorithm,
          () -> MeasuredPersonas.trial(features, algorithm));
    }
    return seconds;
  }

  private SessionFeatures sessions(SparkSession spark, long size) {
    Path folder = work.resolve("sessions-" + size);
    if (!Files.exists(folder.resolve("_SUCCESS"))) {
      DrawnSessions.of(spark, size)
          .rows()
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(folder.toString());
    }
    return new SessionFeatures(
        spark.read().schema(SessionFeatures.CONTRACT.schema()).parquet(folder.toString()));
  }

  /** The peer's columns, made beforehand, so that it reads what it works on as ours do. */
  private Dataset<Row> columns(SparkSession spark, SessionFeatures features, long size) {
    String folder = work.resolve("columns-" + size).toString();
    MeasuredPersonas.columns(features).write().mode(SaveMode.Overwrite).parquet(folder);
    return spark.read().parquet(folder);
  }

  private static <T> T time(Map<String, Double> seconds, String what, Supplier<T> work) {
    long began = System.nanoTime();
    T made = work.get();
    seconds.put(what, (System.nanoTime() - began) / 1e9);
    return made;
  }

  private static String table(Map<Long, Map<String, Double>> all) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-40s", "seconds"));
    List<Long> sizes = new ArrayList<>(all.keySet());
    sizes.forEach(size -> text.append(String.format(Locale.ROOT, "%,14d", size)));
    text.append(System.lineSeparator());
    for (String what : all.get(sizes.get(0)).keySet()) {
      text.append(String.format(Locale.ROOT, "%-40s", what));
      for (long size : sizes) {
        text.append(String.format(Locale.ROOT, "%14.2f", all.get(size).get(what)));
      }
      text.append(System.lineSeparator());
    }
    for (String part : List.of("train", "score")) {
      for (String what : all.get(sizes.get(0)).keySet()) {
        if (what.startsWith(part) && !what.contains("MLlib")) {
          text.append(String.format(Locale.ROOT, "%-40s", what + " / MLlib"));
          for (long size : sizes) {
            Map<String, Double> own = all.get(size);
            double peer =
                own.get(
                    part.equals("train")
                        ? "train MLlib pipeline, k-means of 6"
                        : "score MLlib pipeline");
            text.append(String.format(Locale.ROOT, "%13.2fx", own.get(what) / peer));
          }
          text.append(System.lineSeparator());
        }
      }
    }
    return text.toString();
  }
}

package org.desirepath.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.desirepath.identity.NamedKinds;
import org.desirepath.prediction.ChooseForecaster;
import org.desirepath.settings.InvalidSettings;
import org.desirepath.settings.JobSettings;
import org.desirepath.settings.PeopleRules;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.settings.SettingsFault;
import org.desirepath.settings.StrictYaml;
import org.desirepath.source.Mapping;
import org.desirepath.touchpoint.Catalogue;
import org.desirepath.touchpoint.NamedTouchpoints;

/**
 * A job and the files it names, read and each found right by itself.
 *
 * @param settings the job file with what the command line says
 * @param mappings one per vendor
 * @param catalogue what counts as which touchpoint
 * @param people role mailboxes, free-mail domains, job titles
 * @param fingerprint hash of all of it but the day that the command line names: equal fingerprints
 *     promise equal tables for equal exports of the same day, and stay equal from night to night
 */
record Job(
    JobSettings settings,
    List<Mapping> mappings,
    Catalogue catalogue,
    PeopleRules people,
    String fingerprint) {

  /**
   * Reads a job file and the files it names.
   *
   * @throws UserError if the job file cannot be read
   * @throws InvalidSettings with every fault of every file
   */
  static Job read(String file, Map<String, String> overrides) {
    Path jobFile = new Path(file);
    StringBuilder texts = new StringBuilder();
    String jobText = text(jobFile, "The job file");
    texts.append(jobText).append(shaping(overrides));
    JobSettings settings =
        StrictYaml.read(jobText, jobFile.getName(), JobSettings.class, overrides);

    Path folder = jobFile.getParent() == null ? new Path(".") : jobFile.getParent();
    Path configuration = new Path(folder, settings.configuration());
    List<SettingsFault> faults = new ArrayList<>();
    List<Mapping> mappings = new ArrayList<>();
    for (String name : settings.sources().mappings()) {
      String text = text(new Path(configuration, name), "sources.mappings");
      texts.append(text);
      collect(faults, () -> mappings.add(Mapping.read(text, name)));
    }
    String catalogueText =
        text(new Path(configuration, settings.touchpoints().catalogue()), "touchpoints.catalogue");
    Catalogue catalogue =
        collect(faults, () -> Catalogue.read(catalogueText, settings.touchpoints().catalogue()));
    String peopleText =
        text(new Path(configuration, settings.identity().people()), "identity.people");
    PeopleRules people =
        collect(faults, () -> PeopleRules.read(peopleText, settings.identity().people()));
    List<String> kinds =
        mappings.stream().flatMap(mapping -> mapping.identifierKinds().stream()).toList();
    faults.addAll(NamedKinds.faults(settings.identity(), kinds));
    if (PredictionSettings.XGBOOST.equals(settings.prediction().learner())
        && !ChooseForecaster.hasXgboost()) {
      faults.add(
          new SettingsFault(
              "prediction.learner",
              "is xgboost, which needs XGBoost (ml.dmlc:xgboost4j-spark) on the class path, where"
                  + " it is not"));
    }
    if (catalogue != null) {
      List<String> sources = mappings.stream().map(Mapping::source).toList();
      faults.addAll(NamedTouchpoints.faults(settings.funnels(), catalogue, sources));
    }
    if (!faults.isEmpty()) {
      throw new InvalidSettings(faults);
    }
    texts.append(catalogueText).append(peopleText);
    return new Job(settings, mappings, catalogue, people, hash(texts.toString()));
  }

  /** What the command line says, whatever its order; the day is another one every night. */
  private static Map<String, String> shaping(Map<String, String> overrides) {
    Map<String, String> shaping = new TreeMap<>(overrides);
    shaping.remove("as-of");
    return shaping;
  }

  private static <T> T collect(List<SettingsFault> faults, Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidSettings invalid) {
      faults.addAll(invalid.faults());
      return null;
    }
  }

  private static String text(Path path, String what) {
    try (FSDataInputStream stream = path.getFileSystem(SparkSessions.hadoop()).open(path);
        InputStream in = stream.getWrappedStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw new UserError(
          ExitCode.NO_INPUT,
          "%s must be a file that is there, but %s is not".formatted(what, path));
    } catch (IOException e) {
      throw new UserError(
          ExitCode.NO_INPUT,
          "%s must be a file that can be read, but %s is not: %s"
              .formatted(what, path, e.getMessage()));
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

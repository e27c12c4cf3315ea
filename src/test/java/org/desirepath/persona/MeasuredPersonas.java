package org.desirepath.persona;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.SessionFeatures;

/** What a benchmark times of personas, and MLlib's plain pipeline over the same features. */
public final class MeasuredPersonas {

  private static final List<String> MOVES = List.of("move", "depth", "pace", "device", "hour_band");
  private static final List<String> MIX = List.of("touchpoint", "stage", "depth", "pace");
  private static final int COUNT = 6;

  private MeasuredPersonas() {}

  /** Settings with which a night trains on all sessions, up to ten million. */
  public static PersonaSettings settings(String algorithm, boolean isCountChosen) {
    boolean isMixture = algorithm.equals(PersonaSettings.MARKOV_MIXTURE);
    return new PersonaSettings(
        algorithm,
        isMixture ? MOVES : MIX,
        isMixture && isCountChosen ? 1 : COUNT,
        isMixture && isCountChosen ? 10 : COUNT,
        0,
        3,
        PersonaSettings.ASSIGNED,
        10_000_000,
        100,
        42,
        Duration.ofDays(30),
        0.25,
        Map.of());
  }

  /** A night's model, with all its measures. */
  public static PersonaModel train(SessionFeatures features, PersonaSettings settings) {
    return FindPersonas.from(
        features, settings, Optional.empty(), Optional.empty(), LocalDate.of(2026, 6, 1), "run-1");
  }

  /** One trial of a sweep, three seeds of six personas. */
  public static List<Candidate> trial(SessionFeatures features, String algorithm) {
    boolean isMixture = algorithm.equals(PersonaSettings.MARKOV_MIXTURE);
    TuningSettings tuning =
        new TuningSettings(
            List.of(algorithm),
            Map.of("set", isMixture ? MOVES : MIX),
            COUNT,
            COUNT,
            List.of(1L, 2L, 3L),
            10,
            10,
            0.6,
            0.75,
            0.75,
            0.01);
    return SweepPersonas.from(
            features,
            settings(algorithm, false),
            tuning,
            LocalDate.of(2026, 6, 1),
            new NothingKept(),
            new NothingKept())
        .candidates();
  }

  /** Every session scored, and nothing kept of it. */
  public static void score(SessionFeatures features, PersonaModel model, PersonaSettings settings) {
    AssignPersonas.from(features, model, settings)
        .rows()
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  /**
   * The features of the mix as columns of counts, as {@link VectorAssembler} takes them; untimed.
   */
  public static Dataset<Row> columns(SessionFeatures features) {
    Sample sample =
        Sample.of(TrainingSessions.of(features, settings(PersonaSettings.K_MEANS, false)), 42);
    List<Statistic> statistics = sample.space(FeatureGroup.named(MIX)).statistics();
    Column[] columns = new Column[statistics.size()];
    for (int i = 0; i < columns.length; i++) {
      Statistic one = statistics.get(i);
      columns[i] =
          functions
              .expr(
                  "coalesce(get(filter(features, f -> f.attribute = '%s' and f.attribute_value = '%s'), 0).measure, 0D)"
                      .formatted(one.attribute(), one.value()))
              .as("f" + i);
    }
    return features.rows().filter("touchpoint_count >= 3").select(columns);
  }

  /** MLlib's assembler, scaler and k-means, as its guide has them. */
  public static PipelineModel plain(Dataset<Row> columns) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new VectorAssembler().setInputCols(columns.columns()).setOutputCol("raw"),
              new StandardScaler().setInputCol("raw").setOutputCol("scaled"),
              new KMeans().setK(COUNT).setSeed(42).setFeaturesCol("scaled")
            })
        .fit(columns);
  }
}

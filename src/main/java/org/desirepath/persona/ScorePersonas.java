package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.table.ModelScores;
import org.desirepath.table.SessionFeatures;

/** Reports how well the personas stand apart. */
public final class ScorePersonas {

  private ScorePersonas() {}

  /**
   * Scores of the model: on its training sessions {@code silhouette} with its 95 % interval over a
   * sample of at most 2000 sessions taken as independent, and {@code persona_count}; on held-out
   * sessions the {@code log_likelihood} of a session, in nats, for each number of components that
   * was tried; and how far the sessions since have drifted.
   *
   * <p>No job: the model knows them. The features only lend their session.
   */
  public static ModelScores from(SessionFeatures features, PersonaModel model) {
    List<Row> rows =
        model.scores().stream()
            .map(
                score ->
                    RowFactory.create(
                        "persona",
                        score.candidate(),
                        score.split(),
                        score.metric(),
                        score.value(),
                        score.low(),
                        score.high(),
                        score.caseCount(),
                        score.isPublished()))
            .collect(Collectors.toCollection(ArrayList::new));
    model
        .drift()
        .ifPresent(
            drift ->
                rows.add(
                    RowFactory.create(
                        "persona",
                        "model of " + model.training().trainedOn(),
                        "since_training",
                        "population_stability_index",
                        drift.index(),
                        null,
                        null,
                        drift.sessionCount(),
                        true)));
    return new ModelScores(
        features.rows().sparkSession().createDataFrame(rows, ModelScores.CONTRACT.schema()));
  }
}

package org.desirepath.role;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.role.Trial.Measure;
import org.desirepath.table.ModelScores;
import org.desirepath.table.PersonBehaviour;

/** Reports how well behaviour tells buying roles. */
public final class ScoreRoles {

  private ScoreRoles() {}

  /**
   * Scores of every candidate on the persons of known role that were kept aside; see {@link Trial}.
   * None is marked as published where no role was inferred.
   *
   * <p>No job: the model knows them. The behaviour only lends its session.
   */
  public static ModelScores from(PersonBehaviour behaviour, RoleModel model) {
    List<Row> rows =
        model.scores().stream()
            .map(
                score -> {
                  Measure measure = score.measure();
                  return RowFactory.create(
                      "buying_role",
                      score.candidate().label(),
                      "test",
                      measure.metric(),
                      measure.value(),
                      measure.low(),
                      measure.high(),
                      measure.caseCount(),
                      score.isPublished());
                })
            .toList();
    return new ModelScores(
        behaviour.rows().sparkSession().createDataFrame(rows, ModelScores.CONTRACT.schema()));
  }
}

package org.desirepath.persona;

import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFeatures;

/** Gives each session its persona. */
public final class AssignPersonas {

  private AssignPersonas() {}

  /**
   * The persona of every session, short ones included; {@code unknown} where none is clear enough,
   * or the model has none. No shuffle.
   */
  public static PersonaAssignments from(SessionFeatures features, PersonaModel model) {
    return new PersonaAssignments(
        features
            .rows()
            .select(SESSION_ID.col(), FEATURES.col())
            .map(
                (MapFunction<Row, Row>)
                    row -> {
                      PersonaModel.Choice choice =
                          model.choose(TrainingSessions.features(row.getList(1)));
                      return RowFactory.create(
                          row.getString(0), choice.personaId(), choice.confidence());
                    },
                Encoders.row(PersonaAssignments.CONTRACT.schema())));
  }
}

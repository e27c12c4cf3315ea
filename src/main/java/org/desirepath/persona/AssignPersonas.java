package org.desirepath.persona;

import static org.desirepath.table.SessionFeatures.CUSTOMER_TOUCHPOINT_COUNT;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.SessionFeatures;

/** Gives each session its persona. */
public final class AssignPersonas {

  /** Sessions of so many touchpoints or fewer tell little: a move or none beside begin and end. */
  private static final int SHORT = 2;

  private static final Field MAY_HAVE_ONE =
      Field.required("may_have_one", DataTypes.BooleanType, "Whether a persona is looked for");

  private AssignPersonas() {}

  /**
   * The persona of every session; {@code unknown} where none is clear enough, or the model has
   * none. Sessions in which only the company did something tell nothing of the customer: they have
   * none, at confidence 0, and so have those of one or two touchpoints if the settings say so. No
   * shuffle.
   */
  public static PersonaAssignments from(
      SessionFeatures features, PersonaModel model, PersonaSettings settings) {
    boolean assignsShort = settings.shortSessions().equals(PersonaSettings.ASSIGNED);
    return new PersonaAssignments(
        features
            .rows()
            .select(
                SESSION_ID.col(),
                MAY_HAVE_ONE.is(
                    mayHaveOne(
                        TOUCHPOINT_COUNT.col(), CUSTOMER_TOUCHPOINT_COUNT.col(), assignsShort)),
                FEATURES.col())
            .map(
                (MapFunction<Row, Row>)
                    row -> {
                      PersonaModel.Choice choice =
                          row.getBoolean(1)
                              ? model.choose(TrainingSessions.features(row.getList(2)))
                              : PersonaModel.Choice.NONE;
                      return RowFactory.create(
                          row.getString(0), choice.personaId(), choice.confidence());
                    },
                Encoders.row(PersonaAssignments.CONTRACT.schema())));
  }

  /** Whether a session of so many touchpoints, so many of them the customer's, is looked at. */
  static Column mayHaveOne(Column touchpoints, Column customers, boolean assignsShort) {
    Column isTheCustomers = customers.gt(0);
    return assignsShort ? isTheCustomers : isTheCustomers.and(touchpoints.gt(SHORT));
  }
}

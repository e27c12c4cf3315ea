package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.Personas;

/** What is told of the sessions of personas makes up all their sessions. */
final class PersonaLaws {

  private static final Law AUDIENCES =
      Law.strict(
          "agg_persona_audience.session_count sums to the persona's sessions over the values of an"
              + " attribute",
          "personas and attributes differ");
  private static final Law AUDIENCE_SHARES =
      Law.strict(
          "agg_persona_audience.session_share sums to 1 over the values of an attribute",
          "personas and attributes do not");

  private PersonaLaws() {}

  static List<Law> laws() {
    return List.of(AUDIENCES, AUDIENCE_SHARES);
  }

  static List<Reading> readings() {
    Column persona = Personas.PERSONA_ID.col();
    Column audience = concat_ws("|", persona, PersonaAudience.ATTRIBUTE.col());
    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.summed(
            PersonaAudience.CONTRACT, AUDIENCES, audience, PersonaAudience.SESSION_COUNT));
    // Another law holds this number against fact_session; here it stands for each attribute.
    PersonaAudience.ATTRIBUTES.forEach(
        attribute ->
            readings.add(
                Reading.stated(
                    Personas.CONTRACT,
                    AUDIENCES,
                    concat_ws("|", persona, lit(attribute.name())),
                    Personas.SESSION_COUNT)));
    readings.add(
        Reading.probability(
            PersonaAudience.CONTRACT, AUDIENCE_SHARES, audience, PersonaAudience.SESSION_SHARE));
    return List.copyOf(readings);
  }
}

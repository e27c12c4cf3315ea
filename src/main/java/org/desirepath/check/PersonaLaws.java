package org.desirepath.check;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.PersonaAudience;
import org.desirepath.table.PersonaTrend;
import org.desirepath.table.Personas;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.Sessions;

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

  private static final Law WEEKS =
      Law.strict(
          "agg_persona_trend.session_count is the rows of persona and week in fact_session",
          "personas and weeks differ");
  private static final Law WEEK_SHARES =
      Law.strict(
          "agg_persona_trend.session_share sums to 1 over the personas of a week", "weeks do not");

  private PersonaLaws() {}

  static List<Law> laws() {
    return List.of(AUDIENCES, AUDIENCE_SHARES, WEEKS, WEEK_SHARES);
  }

  static List<Reading> readings() {
    Column persona = Personas.PERSONA_ID.col();
    Column audience = concat_ws("|", persona, PersonaAudience.ATTRIBUTE.col());
    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.summed(
            PersonaAudience.CONTRACT, AUDIENCES, audience, PersonaAudience.SESSION_COUNT.col()));
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
    Column week = PersonaTrend.WEEK_DATE.col();
    readings.add(
        Reading.stated(
            PersonaTrend.CONTRACT,
            WEEKS,
            concat_ws("|", persona, week),
            PersonaTrend.SESSION_COUNT));
    readings.add(
        Reading.counted(
            SessionFacts.CONTRACT,
            WEEKS,
            concat_ws("|", persona, trunc(Sessions.SESSION_DATE.col(), "week"))));
    readings.add(
        Reading.probability(
            PersonaTrend.CONTRACT, WEEK_SHARES, week.cast(StringType), PersonaTrend.SESSION_SHARE));
    return List.copyOf(readings);
  }
}

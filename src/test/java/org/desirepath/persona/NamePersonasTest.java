package org.desirepath.persona;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.PersonaAssignments;
import org.desirepath.table.Personas;
import org.desirepath.table.SessionFeatures;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class NamePersonasTest {

  @Test
  void namesStayPeoplesNamesGoFirstAndPersonasThatAreGoneAreRetired(SparkSession spark) {
    SessionLog log = SessionLog.ofThreeKinds(300, 4);
    SessionFeatures features = log.features(spark);
    PersonaModel model =
        FindPersonas.from(
            features,
            MixtureWorld.settings(3, 3, 7),
            Optional.empty(),
            Optional.empty(),
            LocalDate.of(2026, 3, 20),
            "run-2");
    List<String> ids = model.personaIds();
    Personas before =
        new Personas(
            TextTable.of(
                spark,
                Personas.CONTRACT,
                """
                persona_id | persona_name | description | session_count | session_share | typical_session | model_version | first_run_id | status
                %s         | Early birds  | Were here   | 70            | 0.7           | Home            | m1            | run-1        | active
                gone       | Night owls   | Were here   | 30            | 0.3           | Home > Chat     | m1            | run-1        | active
                unknown    | Unknown      | Nobody      | 0             | 0             |                 | m1            | run-1        | active
                """
                    .formatted(ids.get(0))));

    Dataset<Row> personas = name(log, features, model, before, Map.of(ids.get(1), "Chosen"));

    assertThat(
            TextTable.show(
                personas.filter("status = 'retired'"),
                "persona_id",
                "persona_name",
                "session_count",
                "typical_session",
                "first_run_id"))
        .isEqualTo("gone | Night owls | 0 | Home > Chat | run-1");
    assertThat(personas.filter("typical_session IS NULL").select("persona_id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("unknown");
    assertThat(personas.filter("typical_session = 'Home'").count()).isZero();
    assertThat(named(personas, ids.get(0))).isEqualTo("Early birds");
    assertThat(named(personas, ids.get(1))).isEqualTo("Chosen");
    assertThat(named(personas, ids.get(2))).isNotIn("Early birds", "Chosen", "Night owls");
    assertThat(personas.select("persona_name").distinct().count()).isEqualTo(5);
  }

  private static Dataset<Row> name(
      SessionLog log,
      SessionFeatures features,
      PersonaModel model,
      Personas before,
      Map<String, String> chosenNames) {
    SparkSession spark = features.rows().sparkSession();
    PersonaAssignments assignments =
        AssignPersonas.from(features, model, MixtureWorld.settings(3, 3, 7));
    return NamePersonas.from(
            model,
            assignments,
            ProfilePersonas.from(features, assignments),
            log.typicalSessions(features, assignments),
            log.catalogue(spark),
            Optional.of(before),
            chosenNames,
            "run-2")
        .rows();
  }

  private static String named(Dataset<Row> personas, String id) {
    return personas
        .filter("persona_id = '%s'".formatted(id))
        .select("persona_name")
        .head()
        .getString(0);
  }
}

package org.desirepath.persona;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.Field;
import org.desirepath.table.PersonaLineage;

/** Writes down what becomes of personas. */
public final class TracePersonas {

  private TracePersonas() {}

  /**
   * What was written down before, and what this night's training changed; nothing new where the
   * model went on. No shuffle.
   *
   * @param before the lineage of the version before, if there is one
   * @param runId this run
   */
  public static PersonaLineage from(
      SparkSession spark, PersonaModel model, Optional<PersonaLineage> before, String runId) {
    List<Row> rows =
        model.changes().stream()
            .map(
                change ->
                    RowFactory.create(
                        model.version(),
                        change.personaId(),
                        change.relatedPersonaId(),
                        change.change(),
                        change.overlap(),
                        runId))
            .toList();
    Dataset<Row> changes = spark.createDataFrame(rows, PersonaLineage.CONTRACT.schema());
    if (before.isEmpty()) {
      return new PersonaLineage(changes);
    }
    Dataset<Row> told = before.get().rows();
    String[] key = PersonaLineage.CONTRACT.key().stream().map(Field::name).toArray(String[]::new);
    // The same data and settings train the same model again: it is told once.
    return new PersonaLineage(changes.join(told, key, "left_anti").unionByName(told));
  }
}

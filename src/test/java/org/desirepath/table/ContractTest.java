package org.desirepath.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ContractTest {

  @Test
  void rowsInAnotherOrderAreTakenAndPutInOrder(SparkSession spark) {
    Dataset<Row> rows =
        TextTable.of(
            spark,
            PersonAliases.CONTRACT,
            """
            reason | person_id | changed_run_id | retired_person_id
            merge  | ada       | run-1          | bob
            """);

    assertThat(
            new PersonAliases(
                    rows.select("reason", rows.columns()[0], "person_id", "changed_run_id"))
                .rows()
                .columns())
        .containsExactly("retired_person_id", "person_id", "reason", "changed_run_id");
  }

  @Test
  void aMissingAnUnknownAndAMistypedColumnAreToldTogether(SparkSession spark) {
    Dataset<Row> rows =
        TextTable.of(spark, PersonAliases.CONTRACT, "person_id\nada")
            .drop("reason")
            .withColumn("changed_run_id", functions.lit(1))
            .withColumn("extra", functions.lit(1));

    assertThatThrownBy(() -> new PersonAliases(rows))
        .hasMessage(
            "Table map_person_alias lacks reason, has changed_run_id as int, not string,"
                + " knows no extra");
  }

  @Test
  void meaningsFitIntoTheCommentsOfTableCatalogues() {
    assertThat(PublishedTables.ALL)
        .flatExtracting(Contract::fields)
        .extracting(Field::meaning)
        .allSatisfy(
            meaning ->
                assertThat(meaning.getBytes(StandardCharsets.UTF_8).length)
                    .as(meaning)
                    .isBetween(1, 255));
  }
}

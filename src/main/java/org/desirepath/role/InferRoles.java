package org.desirepath.role;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.PersonRoles.BUYING_ROLE_CONFIDENCE;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.BUYING_ROLE_SOURCE;
import static org.desirepath.table.Persons.IS_SHARED_DEVICE;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.desirepath.role.RoleModel.Told;
import org.desirepath.table.Field;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.PersonRoles;
import org.desirepath.table.Persons;

/** Gives persons of whom nobody says their buying role the one that their behaviour tells. */
public final class InferRoles {

  private static final Field INFERRED_ROLE =
      Field.optional("inferred_role", StringType, "The role that behaviour tells");

  private static final StructType GUESSES =
      new StructType(
          new StructField[] {
            PERSON_ID.structField(),
            INFERRED_ROLE.structField(),
            BUYING_ROLE_CONFIDENCE.structField()
          });

  private InferRoles() {}

  /**
   * One row for each person. What CRM or title state stays. Else the role is the likeliest one, if
   * it is likely enough; {@code unknown} for who did too little, for devices that several people
   * use, and for all where behaviour tells nothing.
   *
   * <p>Two joins by person.
   */
  public static PersonRoles from(Persons persons, PersonBehaviour behaviour, RoleModel model) {
    Dataset<Row> people =
        persons
            .rows()
            .select(
                PERSON_ID.col(),
                BUYING_ROLE.col(),
                BUYING_ROLE_SOURCE.col(),
                IS_SHARED_DEVICE.col());
    if (model.told().isEmpty()) {
      return new PersonRoles(
          people
              .drop(IS_SHARED_DEVICE.name())
              .withColumn(BUYING_ROLE_CONFIDENCE.name(), BUYING_ROLE_CONFIDENCE.isNull()));
    }
    Told told = model.told().get();
    Dataset<Row> guesses =
        behaviour
            .rows()
            .join(
                people.filter(BUYING_ROLE.col().equalTo(UNKNOWN).and(not(IS_SHARED_DEVICE.col()))),
                new String[] {PERSON_ID.name()},
                "left_semi")
            .select(PERSON_ID.col(), FEATURES.col())
            .flatMap((FlatMapFunction<Row, Row>) row -> guess(told, row), Encoders.row(GUESSES));
    return new PersonRoles(
        people
            .join(guesses, new String[] {PERSON_ID.name()}, "left")
            .select(
                PERSON_ID.col(),
                BUYING_ROLE.is(coalesce(INFERRED_ROLE.col(), BUYING_ROLE.col())),
                BUYING_ROLE_SOURCE.is(
                    when(INFERRED_ROLE.col().isNotNull(), lit(Persons.BY_BEHAVIOUR))
                        .otherwise(BUYING_ROLE_SOURCE.col())),
                BUYING_ROLE_CONFIDENCE.col()));
  }

  private static Iterator<Row> guess(Told told, Row row) {
    return told.guess(told.space().vector(RoleModel.counts(row.getList(1)))).stream()
        .map(guess -> RowFactory.create(row.getString(0), guess.role(), guess.confidence()))
        .iterator();
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.Components.COMPONENT;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.FIRST_SEEN_AT;
import static org.desirepath.table.Identifiers.PERSON_ID;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;

/** Gives persons the ids they had in the version before. */
final class InheritPersons {

  private static final Field EARLIER =
      Field.required("earlier_person_id", StringType, "The person in the version before");
  private static final Field SHARED =
      Field.required("shared_count", LongType, "Identifiers that went from one to the other");
  private static final Field OLDEST_AT =
      Field.required("oldest_at", TimestampType, "When the first of them was first seen");
  private static final Field OLDEST_NODE = NODE.as("oldest_node", "The first of them");
  private static final Field AGE_AT =
      Field.required(
          "age_at",
          TimestampType,
          "When the first of the person's identifiers that are still there was first seen");
  private static final Field INHERITED =
      Field.optional("inherited_person_id", StringType, "The id that was taken over");
  private static final Field HOLDER =
      COMPONENT.orNull().as("holder", "The component that took a fresh id over already");

  private InheritPersons() {}

  /**
   * One row per component, with its person.
   *
   * <p>An earlier person goes on in the component with most of its identifiers; of several in the
   * one with the identifier that was seen first. A component in which several go on takes the id of
   * the one who was seen first, then the least id. A component in which none goes on is new, and
   * has its fresh id; where another goes on with that, as after a split, an id of both is made.
   *
   * <p>Shuffles: of identifiers by node and by pair of component and earlier person, one of earlier
   * persons, three of components.
   *
   * @param fresh each component with the id it would have if it had not been there before
   * @param members each identifier with its component
   * @param before the identifiers of the version before
   */
  static Dataset<Row> from(Dataset<Row> fresh, Dataset<Row> members, Identifiers before) {
    Dataset<Row> inherited = inherited(members, before);
    Column isTaken =
        HOLDER.col().isNotNull().and(HOLDER.col().equalTo(COMPONENT.col()).equalTo(false));
    Column own =
        when(isTaken, Identifier.id(concat_ws("|", PERSON_ID.col(), COMPONENT.col())))
            .otherwise(PERSON_ID.col());
    return fresh
        .join(inherited, COMPONENT.name(), "left")
        .join(
            inherited.select(PERSON_ID.is(INHERITED.col()), HOLDER.is(COMPONENT.col())),
            PERSON_ID.name(),
            "left")
        .select(COMPONENT.col(), PERSON_ID.is(coalesce(INHERITED.col(), own)));
  }

  /** One row per component in which an earlier person goes on. */
  private static Dataset<Row> inherited(Dataset<Row> members, Identifiers before) {
    Dataset<Row> earlier =
        before
            .rows()
            .select(
                NODE.is(Identifier.node(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col())),
                EARLIER.is(PERSON_ID.col()),
                OLDEST_AT.is(FIRST_SEEN_AT.col()));
    return members
        .select(NODE.col(), COMPONENT.col())
        .join(earlier, NODE.name())
        .groupBy(EARLIER.col(), COMPONENT.col())
        .agg(
            SHARED.is(count(lit(1))),
            OLDEST_NODE.is(min_by(NODE.col(), struct(OLDEST_AT.col(), NODE.col()))),
            OLDEST_AT.is(min(OLDEST_AT.col())))
        .groupBy(EARLIER.col())
        .agg(
            COMPONENT.is(
                min_by(
                    COMPONENT.col(),
                    struct(negate(SHARED.col()), OLDEST_AT.col(), OLDEST_NODE.col()))),
            AGE_AT.is(min(OLDEST_AT.col())))
        .groupBy(COMPONENT.col())
        .agg(INHERITED.is(min_by(EARLIER.col(), struct(AGE_AT.col(), EARLIER.col()))));
  }
}

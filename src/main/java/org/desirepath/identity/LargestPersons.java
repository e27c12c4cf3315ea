package org.desirepath.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.IDENTIFIER_COUNT;
import static org.desirepath.table.Ties.LEFT_NODE;
import static org.desirepath.table.Ties.RIGHT_NODE;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.Persons;
import org.desirepath.table.Ties;

/** Says of the persons with most identifiers what these are, and which one holds them together. */
final class LargestPersons {

  private static final int TOLD = 10;

  private static final Field KIND_COUNT =
      Field.required("kind_count", LongType, "Identifiers that the person has of the kind");
  private static final Field COUNTS =
      Field.required("counts", StringType, "The same of all kinds, in words");
  private static final Field TIED_COUNT =
      Field.required("tied_count", LongType, "Identifiers of the person that one is tied to");
  private static final Field HOLD =
      Field.required("hold", StringType, "Which identifier ties most others, in words");

  private LargestPersons() {}

  /**
   * One figure for each of the ten persons with most identifiers, the least id where they have as
   * many. What holds a person together is the identifier that ties most others of it; of several
   * the strongest kind, then the least.
   *
   * <p>Two joins with ties; what they leave is as small as these persons.
   */
  static Dataset<Row> from(Ties ties, Identifiers identifiers, Persons persons) {
    Dataset<Row> largest =
        persons
            .rows()
            .orderBy(IDENTIFIER_COUNT.col().desc(), PERSON_ID.col())
            .limit(TOLD)
            .select(PERSON_ID.col(), IDENTIFIER_COUNT.col());
    Dataset<Row> members =
        identifiers
            .rows()
            .join(largest.select(PERSON_ID.col()), PERSON_ID.name())
            .select(
                PERSON_ID.col(),
                IDENTIFIER_KIND.col(),
                NODE.is(Identifier.node(IDENTIFIER_KIND.col(), IDENTIFIER_KEY.col())));
    return Figure.rows(
        largest
            .join(counts(members), PERSON_ID.name())
            .join(holds(ties, members), new String[] {PERSON_ID.name()}, "left")
            .crossJoin(IdentifierKinds.all(persons)),
        Figure.told(
            Measure.LARGEST_PERSON,
            PERSON_ID.col(),
            IDENTIFIER_COUNT.col(),
            IdentifierKinds.ALL_IDENTIFIERS.col(),
            concat_ws("; ", COUNTS.col(), HOLD.col())));
  }

  /** Such as "41 cookies, 2 emails, 1 contact". */
  private static Dataset<Row> counts(Dataset<Row> members) {
    Column plural = when(KIND_COUNT.col().gt(1), "s").otherwise("");
    Column words = concat(format_string("%,d ", KIND_COUNT.col()), IDENTIFIER_KIND.col(), plural);
    return members
        .groupBy(PERSON_ID.col(), IDENTIFIER_KIND.col())
        .agg(KIND_COUNT.is(count(lit(1))))
        .groupBy(PERSON_ID.col())
        .agg(
            COUNTS.is(
                array_join(
                    transform(
                        array_sort(
                            collect_list(
                                struct(
                                    negate(KIND_COUNT.col()),
                                    Identifier.strength(IDENTIFIER_KIND.col()),
                                    words.as(COUNTS.name())))),
                        kind -> kind.getField(COUNTS.name())),
                    ", ")));
  }

  /** Such as "held together by contact 5d41402abc4b2a76, tied to 12 of the others". */
  private static Dataset<Row> holds(Ties ties, Dataset<Row> members) {
    Field other = PERSON_ID.as("other_person_id", "The person of the neighbour");
    Column words =
        concat(
            lit("held together by "),
            Identifier.kind(NODE.col()),
            lit(" "),
            Identifier.key(NODE.col()),
            format_string(", tied to %,d of the others", TIED_COUNT.col()));
    Dataset<Row> within =
        ties.rows()
            .join(members.select(LEFT_NODE.is(NODE.col()), PERSON_ID.col()), LEFT_NODE.name())
            .join(
                members.select(RIGHT_NODE.is(NODE.col()), other.is(PERSON_ID.col())),
                RIGHT_NODE.name())
            .filter(
                PERSON_ID
                    .col()
                    .equalTo(other.col())
                    .and(LEFT_NODE.col().notEqual(RIGHT_NODE.col())))
            .select(PERSON_ID.col(), LEFT_NODE.col(), RIGHT_NODE.col())
            .distinct();
    return within
        .select(PERSON_ID.col(), explode(array(LEFT_NODE.col(), RIGHT_NODE.col())).as(NODE.name()))
        .groupBy(PERSON_ID.col(), NODE.col())
        .agg(TIED_COUNT.is(count(lit(1))))
        .groupBy(PERSON_ID.col())
        .agg(
            HOLD.is(
                min_by(
                    words,
                    struct(
                        negate(TIED_COUNT.col()),
                        Identifier.strength(Identifier.kind(NODE.col())),
                        NODE.col()))));
  }
}

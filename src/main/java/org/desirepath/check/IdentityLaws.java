package org.desirepath.check;

import static org.apache.spark.sql.functions.when;
import static org.desirepath.check.Reading.counted;
import static org.desirepath.check.Reading.stated;
import static org.desirepath.check.Reading.summed;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.desirepath.table.Events;
import org.desirepath.table.Identifiers;
import org.desirepath.table.IdentityQuality;
import org.desirepath.table.IdentityQuality.Measure;
import org.desirepath.table.PersonDimension;
import org.desirepath.table.TouchpointCatalogue;
import org.desirepath.table.TouchpointFacts;
import org.desirepath.table.Touchpoints;

/** What is told of identity is what the tables hold, and parts make up their whole. */
final class IdentityLaws {

  private static final Law KINDS =
      Law.strict(
          "ops_identity.value_count of identifiers_of_kind is the rows of the kind in map_identifier",
          "kinds differ");
  private static final Law PERSONS =
      Law.strict(
          "ops_identity.of_count of persons_of_size is the persons in dim_person, unknown apart",
          "counts of persons differ");
  private static final Law SOURCES =
      Law.strict(
          "ops_identity.of_count of touchpoints_with_person is the rows of the source in"
              + " fact_touchpoint",
          "sources differ");
  private static final Law WITH_PERSON =
      Law.strict(
          "ops_identity.value_count of touchpoints_with_person is the rows of the source with a"
              + " person in fact_touchpoint",
          "sources differ");
  private static final Law PARTS =
      Law.strict(
          "ops_identity.value_count sums to of_count over kinds, sizes and fates of persons",
          "sums differ");

  private IdentityLaws() {}

  static List<Law> laws() {
    return List.of(KINDS, PERSONS, SOURCES, WITH_PERSON, PARTS);
  }

  static List<Reading> readings() {
    Column member = IdentityQuality.MEMBER.col();
    Column kind = when(is(Measure.IDENTIFIERS_OF_KIND), member);
    Column source = when(is(Measure.TOUCHPOINTS_WITH_PERSON), member);
    Column persons = when(is(Measure.PERSONS_OF_SIZE), "persons");
    Column whole =
        when(is(Measure.IDENTIFIERS_OF_KIND), "identifiers")
            .when(is(Measure.PERSONS_OF_SIZE), "persons")
            .when(
                is(
                    Measure.PERSONS_KEPT,
                    Measure.PERSONS_MERGED,
                    Measure.PERSONS_SPLIT,
                    Measure.PERSONS_GONE),
                "persons of the version before");
    Column isPerson = Identifiers.PERSON_ID.col().notEqual(TouchpointCatalogue.UNKNOWN);
    Column ofSource = Touchpoints.SOURCE_SYSTEM.col();
    return List.of(
        stated(IdentityQuality.CONTRACT, KINDS, kind, IdentityQuality.VALUE_COUNT),
        counted(Identifiers.CONTRACT, KINDS, Events.IDENTIFIER_KIND.col()),
        stated(IdentityQuality.CONTRACT, PERSONS, persons, IdentityQuality.OF_COUNT),
        counted(PersonDimension.CONTRACT, PERSONS, when(isPerson, "persons")),
        stated(IdentityQuality.CONTRACT, SOURCES, source, IdentityQuality.OF_COUNT),
        counted(TouchpointFacts.CONTRACT, SOURCES, ofSource),
        stated(IdentityQuality.CONTRACT, WITH_PERSON, source, IdentityQuality.VALUE_COUNT),
        counted(TouchpointFacts.CONTRACT, WITH_PERSON, when(isPerson, ofSource)),
        stated(IdentityQuality.CONTRACT, PARTS, whole, IdentityQuality.OF_COUNT),
        summed(IdentityQuality.CONTRACT, PARTS, whole, IdentityQuality.VALUE_COUNT.col()));
  }

  private static Column is(Measure... measures) {
    return IdentityQuality.MEASURE
        .col()
        .isInCollection(Arrays.stream(measures).map(Measure::id).toList());
  }
}

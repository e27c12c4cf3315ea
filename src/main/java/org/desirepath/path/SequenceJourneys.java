package org.desirepath.path;

import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.TouchpointCatalogue.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.settings.PathSettings;
import org.desirepath.table.AccountDimension;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySequences;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.PersonDimension;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Writes each journey as one sequence of touchpoints, ready to be mined. */
public final class SequenceJourneys {

  private SequenceJourneys() {}

  /**
   * One row for each journey, those without touchpoints too. Repeats of a touchpoint become one, at
   * the first one's time, and of what is left the last {@code max-journey-touchpoints} are kept.
   *
   * <p>A journey belongs to the scopes of all journeys, of its persona, its outcome, its account's
   * segment and its person's buying role, as far as these are known. One shuffle grows with the
   * steps: by journey.
   */
  public static JourneySequences from(
      JourneySteps steps,
      JourneyFacts journeys,
      AccountDimension accounts,
      PersonDimension persons,
      PathSettings settings) {
    Dataset<Row> described =
        journeys
            .rows()
            .join(
                accounts.rows().select(ACCOUNT_ID.col(), SEGMENT.col()),
                new String[] {ACCOUNT_ID.name()},
                "left")
            .join(
                persons.rows().select(PERSON_ID.col(), BUYING_ROLE.col()),
                new String[] {PERSON_ID.name()},
                "left");
    int maxTouchpoints = settings.maxJourneyTouchpoints();
    MapPartitionsFunction<Row, Row> sequence =
        rows ->
            StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(new JourneyReader(rows), 0), false)
                .map(journey -> sequence(journey, maxTouchpoints))
                .iterator();
    return new JourneySequences(
        JourneyReader.sorted(steps, described, JourneyScope.OF_PEOPLE)
            .mapPartitions(sequence, Encoders.row(JourneySequences.CONTRACT.schema())));
  }

  private static Row sequence(Journey journey, int maxTouchpoints) {
    int[] kept = new int[journey.length()];
    int length = 0;
    for (int place = 0; place < journey.length(); place++) {
      if (place == 0 || !journey.touchpoint(place).equals(journey.touchpoint(place - 1))) {
        kept[length++] = place;
      }
    }
    int from = Math.max(0, length - maxTouchpoints);
    List<String> touchpoints = new ArrayList<>();
    List<Long> moments = new ArrayList<>();
    for (int i = from; i < length; i++) {
      touchpoints.add(journey.touchpoint(kept[i]));
      moments.add(journey.at(kept[i]));
    }
    return RowFactory.create(
        journey.id(),
        journey.level(),
        known(journey.person()),
        known(journey.account()),
        journey.outcome(),
        inScala(journey.memberships()),
        inScala(touchpoints),
        inScala(moments));
  }

  /** Nobody in place of the one that stands for all who are unknown, who is no one person. */
  private static String known(String id) {
    return UNKNOWN.equals(id) ? null : id;
  }

  /** As a row holds a list that is read without having been written. */
  private static <T> Seq<T> inScala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}

package org.desirepath.touchpoint;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.DESCRIPTION;
import static org.desirepath.table.TouchpointCatalogue.IS_BACKSTAGE;
import static org.desirepath.table.TouchpointCatalogue.IS_OFFLINE;
import static org.desirepath.table.TouchpointCatalogue.IS_PSEUDO;
import static org.desirepath.table.TouchpointCatalogue.OUTCOME_PREFIX;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.table.Events;
import org.desirepath.table.Field;
import org.desirepath.table.TouchpointCatalogue;

/** Lists every touchpoint that a table may name. */
public final class ListTouchpoints {

  private ListTouchpoints() {}

  /**
   * The touchpoints of the catalogue, one more per source for what the catalogue does not know, and
   * the members that are no touchpoints: start, open, ended, other, unknown and the outcomes. One
   * shuffle, of the sources' names.
   */
  public static TouchpointCatalogue from(Catalogue catalogue, Events events) {
    List<Row> known = new ArrayList<>();
    catalogue.touchpoints().forEach(entry -> known.add(touchpoint(entry)));
    known.add(pseudo(TouchpointCatalogue.START, "Start", "A journey begins"));
    known.add(pseudo(TouchpointCatalogue.OPEN, "Open", "Nothing has ended the journey yet"));
    known.add(pseudo(TouchpointCatalogue.ENDED, "Ended", "The journey has no such step"));
    known.add(pseudo(TouchpointCatalogue.OTHER, "Other", "Touchpoints too rare to be told apart"));
    known.add(pseudo(TouchpointCatalogue.UNKNOWN, "Unknown", "It is not known what happened"));
    outcomes()
        .forEach(
            (outcome, meaning) ->
                known.add(pseudo(OUTCOME_PREFIX + outcome, "Outcome: " + outcome, meaning)));
    Dataset<Row> listed =
        events.rows().sparkSession().createDataFrame(known, TouchpointCatalogue.CONTRACT.schema());
    return new TouchpointCatalogue(listed.unionByName(unmatched(events)));
  }

  /** What a journey may end with, and what that means. */
  private static Map<String, String> outcomes() {
    return Map.of(
        "won", "The deal was won",
        "lost", "The deal was lost",
        "renewed", "The contract was renewed",
        "churned", "The customer left",
        "dormant", "Nothing was heard for a long time");
  }

  private static Row touchpoint(Catalogue.Entry entry) {
    return RowFactory.create(
        entry.id(),
        entry.name(),
        entry.channel(),
        entry.stage(),
        entry.isOffline(),
        entry.isBackstage(),
        entry.ownerDepartment(),
        entry.desiredEmotion(),
        entry.targetSentiment(),
        entry.internalImportance(),
        entry.internalPerformance(),
        entry.description(),
        false);
  }

  private static Row pseudo(String id, String name, String description) {
    return RowFactory.create(
        id,
        name,
        Catalogue.NONE,
        Catalogue.NONE,
        false,
        true,
        null,
        null,
        null,
        null,
        null,
        description,
        true);
  }

  private static Dataset<Row> unmatched(Events events) {
    Map<String, Column> told =
        Map.of(
            TOUCHPOINT_ID.name(), NameTouchpoints.unmatched(SOURCE_NAME.col()),
            TOUCHPOINT_NAME.name(), concat(lit("Other of "), SOURCE_NAME.col()),
            CHANNEL.name(), lit(Catalogue.NONE),
            STAGE.name(), lit(Catalogue.NONE),
            IS_OFFLINE.name(), lit(false),
            IS_BACKSTAGE.name(), lit(false),
            DESCRIPTION.name(), lit("Events that match nothing in the catalogue"),
            IS_PSEUDO.name(), lit(false));
    return events
        .rows()
        .select(col(SOURCE_NAME.name()))
        .distinct()
        .select(
            TouchpointCatalogue.CONTRACT.fields().stream()
                .map((Field field) -> field.is(told.getOrDefault(field.name(), lit(null))))
                .toArray(Column[]::new));
  }
}

package org.desirepath.persona;

import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.SessionFeatures.FEATURES;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.Sessions.STARTED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.persona.FeatureSpace.Feature;
import org.desirepath.persona.FeatureSpace.Statistic;
import org.desirepath.settings.PersonaSettings;
import org.desirepath.table.FeatureCatalogue;
import org.desirepath.table.FeatureValues;
import org.desirepath.table.SessionFacts;
import org.desirepath.table.SessionFeatures;

/** Lists what sessions are described by, for people who want to look at it. */
public final class ListFeatures {

  private final SessionFeatures features;
  private final PersonaSettings settings;
  private final List<Statistic> statistics;

  private ListFeatures(
      SessionFeatures features, PersonaSettings settings, List<Statistic> statistics) {
    this.features = features;
    this.settings = settings;
    this.statistics = statistics;
  }

  /** Reads what the training sessions tell of each feature. A count and an aggregate. */
  public static ListFeatures of(SessionFeatures features, PersonaSettings settings) {
    return new ListFeatures(
        features, settings, TrainingSessions.of(features, settings).statistics());
  }

  /** Every feature of the training sessions. No job. */
  public FeatureCatalogue catalogue() {
    List<FeatureGroup> used = FeatureGroup.named(settings.features());
    List<Row> rows = new ArrayList<>();
    for (Statistic one : statistics) {
      FeatureGroup group = FeatureGroup.of(one.attribute()).orElseThrow();
      rows.add(
          RowFactory.create(
              one.attribute(),
              one.value(),
              group.unit(),
              group.kind().formula(),
              group.weight(),
              used.contains(group),
              one.sessionCount(),
              group.kind() == FeatureGroup.Kind.MAGNITUDE ? (Double) one.median() : null));
    }
    return new FeatureCatalogue(
        features.rows().sparkSession().createDataFrame(rows, FeatureCatalogue.CONTRACT.schema()));
  }

  /** The features of every session, with the persona it was given. One shuffle, to meet it. */
  public FeatureValues values(SessionFacts sessions) {
    FeatureSpace space = FeatureSpace.of(statistics, Arrays.asList(FeatureGroup.values()));
    Broadcast<FeatureSpace> sent =
        JavaSparkContext.fromSparkContext(features.rows().sparkSession().sparkContext())
            .broadcast(space);
    return new FeatureValues(
        features
            .rows()
            .join(sessions.rows().select(SESSION_ID.col(), PERSONA_ID.col()), SESSION_ID.name())
            .select(
                SESSION_ID.col(),
                STARTED_AT.col(),
                TOUCHPOINT_COUNT.col(),
                PERSONA_ID.col(),
                FEATURES.col())
            .flatMap(
                (FlatMapFunction<Row, Row>) row -> rows(row, sent.value()).iterator(),
                Encoders.row(FeatureValues.CONTRACT.schema())));
  }

  private static List<Row> rows(Row session, FeatureSpace space) {
    List<Feature> features = TrainingSessions.features(session.getList(4));
    Map<Feature, Double> coordinates = space.named(features);
    List<Row> rows = new ArrayList<>();
    for (Feature feature : features) {
      rows.add(
          RowFactory.create(
              session.get(0),
              session.get(1),
              session.get(2),
              session.get(3),
              feature.attribute(),
              feature.value(),
              feature.measure(),
              coordinates.get(feature)));
    }
    return rows;
  }
}

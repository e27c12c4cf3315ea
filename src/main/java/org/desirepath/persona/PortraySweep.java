package org.desirepath.persona;

import static org.apache.spark.sql.functions.broadcast;
import static org.desirepath.table.SessionTouchpoints.SESSION_ID;
import static org.desirepath.table.SessionTouchpoints.SESSION_POSITION;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.persona.SweepFigures.FeatureSet;
import org.desirepath.persona.SweepFigures.Point;
import org.desirepath.settings.TuningSettings;
import org.desirepath.table.SessionTouchpoints;

/** Makes what the report of a sweep shows. */
public final class PortraySweep {

  /** Sessions that are shown as points and examples. */
  static final int SHOWN = 500;

  /** Touchpoints of a session that are shown; of a longer one an ellipsis tells. */
  private static final int LONGEST = 12;

  private static final int EXAMPLES = 5;

  private PortraySweep() {}

  /**
   * Where a sweep comes from.
   *
   * @param sweepId names the sweep
   * @param version of the warehouse that the sessions came from
   * @param asOf the day the data was taken as of
   */
  public record Origin(String sweepId, long version, LocalDate asOf) {}

  /**
   * Figures of the candidates, with places, traits and examples of a sample of sessions. They hold
   * touchpoints of single sessions in their order, but neither ids nor times.
   *
   * <p>Jobs: one join with the touchpoints of the shown sessions, and a principal component
   * analysis for each set of features.
   *
   * @param names of touchpoints, by id
   */
  public static SweepFigures from(
      SweepPersonas sweep,
      SessionTouchpoints touchpoints,
      Map<String, String> names,
      TuningSettings tuning,
      ChooseCandidate choice,
      Origin origin) {
    List<Candidate> candidates = sweep.candidates();
    SketchCandidate sketch = new SketchCandidate(sweep.sample(), SHOWN, EXAMPLES, names);
    return new SweepFigures(
        origin.sweepId(),
        origin.version(),
        origin.asOf().toString(),
        sweep.eligible(),
        candidates.isEmpty() ? 0 : candidates.get(0).sessionCount(),
        choice.sentences(),
        choice.picked().map(Candidate::name).orElse(null),
        featureSets(sweep.sample(), tuning, touchpoints.rows().sparkSession().sparkContext()),
        candidates.stream()
            .map(one -> portrait(one, choice.faults().get(one.name()), sketch))
            .toList(),
        sequences(sweep.shown(), touchpoints, names));
  }

  private static List<FeatureSet> featureSets(
      Sample sample, TuningSettings tuning, SparkContext spark) {
    List<FeatureSet> sets = new ArrayList<>();
    tuning
        .featureSets()
        .forEach(
            (name, features) -> {
              FeatureSpace space = sample.space(FeatureGroup.named(features));
              List<SessionVector> points = sample.points(space);
              if (points.size() < 3 || space.dimension() < 2) {
                sets.add(new FeatureSet(name, features, List.of(), 0));
                return;
              }
              PrincipalAxes axes = PrincipalAxes.of(points, space.dimension(), 2, 1, spark);
              sets.add(
                  new FeatureSet(
                      name,
                      features,
                      points.stream()
                          .limit(SHOWN)
                          .map(axes::project)
                          .map(PortraySweep::point)
                          .toList(),
                      axes.explained().stream().mapToDouble(Double::doubleValue).sum()));
            });
    return sets;
  }

  private static Point point(double[] along) {
    return new Point(along[0], along[1]);
  }

  private static SweepFigures.Candidate portrait(
      Candidate candidate, List<String> faults, SketchCandidate sketch) {
    PersonaModel model = candidate.model();
    SketchCandidate.Sketch drawn = sketch.of(model);
    List<SweepFigures.Cluster> clusters = new ArrayList<>();
    for (int place = 0; place < model.clusters().size(); place++) {
      Cluster cluster = model.clusters().get(place);
      clusters.add(
          new SweepFigures.Cluster(
              cluster.sessionCount(),
              (double) cluster.sessionCount() / model.sessionCount(),
              cluster.stability(),
              cluster.silhouette(),
              drawn.traits().get(place),
              drawn.examples().get(place)));
    }
    Mean gain = candidate.gain();
    boolean isHeldOut = !candidate.gains().isEmpty();
    return new SweepFigures.Candidate(
        candidate.name(),
        candidate.recipe().algorithm(),
        candidate.featureSet(),
        candidate.count(),
        candidate.recipe().seed(),
        faults,
        candidate.silhouette(),
        candidate.daviesBouldin(),
        candidate.calinskiHarabasz(),
        candidate.gap() == null ? null : candidate.gap().value(),
        candidate.gap() == null ? null : candidate.gap().error(),
        isHeldOut ? gain.value() : null,
        isHeldOut ? gain.error() : null,
        candidate.agreement(),
        candidate.smallestShare(),
        clusters,
        drawn.owners());
  }

  /** The touchpoints of each session, in the order of the ids. */
  private static List<List<String>> sequences(
      List<String> sessionIds, SessionTouchpoints touchpoints, Map<String, String> names) {
    SparkSession spark = touchpoints.rows().sparkSession();
    Dataset<Row> wanted =
        spark.createDataset(sessionIds, Encoders.STRING()).toDF(SESSION_ID.name());
    Map<String, TreeMap<Integer, String>> found = new HashMap<>();
    touchpoints
        .rows()
        .filter(SESSION_POSITION.col().leq(LONGEST + 1))
        .join(broadcast(wanted), SESSION_ID.name())
        .select(SESSION_ID.col(), SESSION_POSITION.col(), TOUCHPOINT_ID.col())
        .collectAsList()
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getString(0), id -> new TreeMap<>())
                    .put(
                        row.getInt(1),
                        row.getInt(1) > LONGEST
                            ? "…"
                            : names.getOrDefault(row.getString(2), row.getString(2))));
    return sessionIds.stream()
        .map(id -> List.copyOf(found.getOrDefault(id, new TreeMap<>()).values()))
        .toList();
  }
}

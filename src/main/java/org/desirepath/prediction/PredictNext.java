package org.desirepath.prediction;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.LAST_TOUCHPOINT_ID;
import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.ModelScores.IS_PUBLISHED;
import static org.desirepath.table.ModelScores.MODEL;
import static org.desirepath.table.NextTouchpoints.CHURN_PROBABILITY;
import static org.desirepath.table.NextTouchpoints.DAYS_HIGH;
import static org.desirepath.table.NextTouchpoints.DAYS_LOW;
import static org.desirepath.table.NextTouchpoints.EXPECTED_AT;
import static org.desirepath.table.NextTouchpoints.HISTORY_TOUCHPOINT_COUNT;
import static org.desirepath.table.NextTouchpoints.IS_ABSTAINED;
import static org.desirepath.table.NextTouchpoints.RANK;
import static org.desirepath.table.NextTouchpoints.SCORED_AT;
import static org.desirepath.table.NextTouchpoints.WIN_PROBABILITY;
import static org.desirepath.table.Personas.MODEL_VERSION;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.PROBABILITY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.Field;
import org.desirepath.table.Fingerprint;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.ModelScores;
import org.desirepath.table.NextTouchpoints;

/** Foretells the next touchpoint of every open journey. */
public final class PredictNext {

  private static final String OTHER = "other";
  private static final Set<String> WINS =
      Set.of(Moves.OUTCOME_PREFIX + "won", Moves.OUTCOME_PREFIX + "renewed");
  private static final Set<String> CHURNS = Set.of(Moves.OUTCOME_PREFIX + "churned");
  private static final double SECONDS_A_DAY = 86_400;

  /** Stands for every last touchpoint that the model does not know. */
  private static final String ANY = "";

  private static final Field KNOWN_LAST =
      Field.optional("known_last", StringType, "The last touchpoint, where the model knows it");
  private static final Field LAST =
      Field.required("last", StringType, "The last touchpoint, empty for all others");
  private static final Field BEST =
      Field.required("best", DoubleType, "Probability of the first rank");
  private static final Field MEDIAN_MILLIS =
      Field.optional("median_millis", LongType, "Median gap, milliseconds");

  private PredictNext() {}

  /**
   * One row per open journey of the level and rank: the {@code top} likeliest touchpoints or
   * outcomes, then {@code other} with what is left, so that a journey's probabilities sum to one.
   *
   * <p>The model that the scores mark as published tells what follows the last touchpoint, learnt
   * from all journeys of the level. {@code expected_at} is the last touchpoint plus the median gap
   * of the transition, of all that follows the last touchpoint where the transition was seen fewer
   * than ten times, or of all moves where that was, too; it lies before {@code asOf} where the
   * journey is overdue. The win and churn probabilities are those of the Markov chain that goes on
   * from the last touchpoint until an outcome ends it: won or renewed, and churned. They are null
   * where no journey ever ended.
   *
   * <p>A journey is abstained from with fewer touchpoints than {@code minHistory}, with a best
   * probability below {@code minProbability}, or when nothing has ever followed anything.
   *
   * <p>Shuffles: a small aggregate; predictions are a broadcast join.
   *
   * @param scores of the back-test; most frequent is used where they publish none
   */
  public static NextTouchpoints from(
      JourneySteps steps,
      JourneyFacts journeys,
      ModelScores scores,
      PredictionSettings settings,
      String primaryLevel,
      Instant asOf) {
    MoveCounts counts = Moves.counts(Moves.of(steps, journeys, primaryLevel));
    SortedMap<String, SortedMap<String, Long>> pairs = counts.pairs();
    NextModel.Candidate candidate = published(scores);
    NextModel model = NextModel.of(candidate, pairs);

    SortedSet<String> known = new TreeSet<>(model.touchpoints());
    known.addAll(pairs.keySet());
    SparkSession spark = steps.rows().sparkSession();
    Dataset<Row> names =
        spark.createDataFrame(
            known.stream().map(RowFactory::create).toList(),
            new StructType().add(KNOWN_LAST.name(), KNOWN_LAST.type()));
    known.add(ANY);
    Dataset<Row> predictions = predictions(spark, known, model, counts, settings.top());

    return new NextTouchpoints(
        journeys
            .rows()
            .filter(JOURNEY_LEVEL.col().equalTo(primaryLevel).and(IS_OPEN.col()))
            .join(broadcast(names), LAST_TOUCHPOINT_ID.col().equalTo(KNOWN_LAST.col()), "left")
            .withColumn(LAST.name(), coalesce(KNOWN_LAST.col(), lit(ANY)))
            .join(broadcast(predictions), LAST.name())
            .select(
                JOURNEY_ID.col(),
                RANK.col(),
                PERSON_ID.col(),
                ACCOUNT_ID.col(),
                PERSONA_ID.col(),
                TOUCHPOINT_ID.col(),
                PROBABILITY.col(),
                EXPECTED_AT.is(
                    timestamp_millis(unix_millis(ENDED_AT.col()).plus(MEDIAN_MILLIS.col()))),
                DAYS_LOW.col(),
                DAYS_HIGH.col(),
                WIN_PROBABILITY.col(),
                CHURN_PROBABILITY.col(),
                HISTORY_TOUCHPOINT_COUNT.is(TOUCHPOINT_COUNT.col()),
                IS_ABSTAINED.is(
                    TOUCHPOINT_COUNT
                        .col()
                        .lt(settings.minHistory())
                        .or(BEST.col().lt(settings.minProbability()))
                        .or(BEST.col().equalTo(0))),
                MODEL_VERSION.is(lit(version(candidate, counts, settings, primaryLevel))),
                SCORED_AT.is(timestamp_millis(lit(asOf.toEpochMilli())))));
  }

  private static NextModel.Candidate published(ModelScores scores) {
    List<String> labels =
        scores
            .rows()
            .filter(MODEL.col().equalTo(BackTest.MODEL).and(IS_PUBLISHED.col()))
            .select(CANDIDATE.col())
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    return labels.contains(NextModel.Candidate.MARKOV.label())
        ? NextModel.Candidate.MARKOV
        : NextModel.Candidate.MOST_FREQUENT;
  }

  private static Dataset<Row> predictions(
      SparkSession spark, Set<String> known, NextModel model, MoveCounts counts, int top) {
    Absorption wins = Absorption.in(WINS, model);
    Absorption churns = Absorption.in(CHURNS, model);
    List<Row> rows = new ArrayList<>();
    for (String last : known) {
      Distribution next = model.after(last);
      List<Distribution.Candidate> named =
          next.candidates().subList(0, Math.min(top, next.candidates().size()));
      double other = 1;
      int rank = 1;
      for (Distribution.Candidate one : named) {
        rows.add(
            prediction(
                last,
                rank++,
                one,
                next.best(),
                counts.gap(last, one.touchpointId()),
                wins.from(last),
                churns.from(last)));
        other -= one.probability();
      }
      rows.add(
          prediction(
              last,
              rank,
              new Distribution.Candidate(OTHER, Math.max(0, other)),
              next.best(),
              counts.gap(last, OTHER),
              wins.from(last),
              churns.from(last)));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add(LAST.name(), LAST.type())
            .add(RANK.name(), RANK.type())
            .add(TOUCHPOINT_ID.name(), TOUCHPOINT_ID.type())
            .add(PROBABILITY.name(), PROBABILITY.type())
            .add(BEST.name(), BEST.type())
            .add(MEDIAN_MILLIS.name(), MEDIAN_MILLIS.type())
            .add(DAYS_LOW.name(), DAYS_LOW.type())
            .add(DAYS_HIGH.name(), DAYS_HIGH.type())
            .add(WIN_PROBABILITY.name(), WIN_PROBABILITY.type())
            .add(CHURN_PROBABILITY.name(), CHURN_PROBABILITY.type()));
  }

  private static Row prediction(
      String last,
      int rank,
      Distribution.Candidate next,
      double best,
      Optional<MoveCounts.Gap> gap,
      OptionalDouble win,
      OptionalDouble churn) {
    return RowFactory.create(
        last,
        rank,
        next.touchpointId(),
        next.probability(),
        best,
        gap.map(one -> Math.round(one.median() * 1000)).orElse(null),
        gap.map(one -> one.low() / SECONDS_A_DAY).orElse(null),
        gap.map(one -> one.high() / SECONDS_A_DAY).orElse(null),
        win.isPresent() ? win.getAsDouble() : null,
        churn.isPresent() ? churn.getAsDouble() : null);
  }

  private static String version(
      NextModel.Candidate candidate,
      MoveCounts counts,
      PredictionSettings settings,
      String primaryLevel) {
    List<String> content = new ArrayList<>(counts.content());
    content.add(candidate.label());
    content.add(settings.toString());
    content.add(primaryLevel);
    return Fingerprint.of(content);
  }
}

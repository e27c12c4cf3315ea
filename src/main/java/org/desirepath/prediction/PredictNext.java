package org.desirepath.prediction;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Journeys.IS_OPEN;
import static org.desirepath.table.Journeys.JOURNEY_ID;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Journeys.LAST_TOUCHPOINT_ID;
import static org.desirepath.table.NextTouchpoints.CHURN_PROBABILITY;
import static org.desirepath.table.NextTouchpoints.CONTEXT_COUNT;
import static org.desirepath.table.NextTouchpoints.RANK;
import static org.desirepath.table.NextTouchpoints.WIN_PROBABILITY;
import static org.desirepath.table.Personas.PERSONA_ID;
import static org.desirepath.table.Persons.ACCOUNT_ID;
import static org.desirepath.table.Sessions.ENDED_AT;
import static org.desirepath.table.Sessions.TOUCHPOINT_COUNT;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;
import static org.desirepath.table.Transitions.PROBABILITY;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.CaseHistory;
import org.desirepath.forecast.Contexts;
import org.desirepath.forecast.Experts;
import org.desirepath.settings.PredictionSettings;
import org.desirepath.table.CaseEvents;
import org.desirepath.table.ContextCounts;
import org.desirepath.table.Field;
import org.desirepath.table.JourneyFacts;
import org.desirepath.table.JourneySteps;
import org.desirepath.table.NextTouchpoints;
import org.desirepath.table.TouchpointCatalogue;

/** Foretells the next touchpoint of every open journey. */
public final class PredictNext {

  private static final String OTHER = "other";
  private static final String BETWEEN = " > ";
  private static final double SECONDS_A_DAY = 86_400;

  private static final Field BEST =
      Field.required("best", DoubleType, "Probability of the first rank");
  private static final Field MATCHED_TOUCHPOINTS =
      Field.required(
          "matched_touchpoints", IntegerType, "Last touchpoints that were seen together");
  private static final Field RECENT_TOUCHPOINT_IDS =
      Field.required(
          "recent_touchpoint_ids", createArrayType(StringType), "The last touchpoints in order");

  private static final StructType RANKED =
      new StructType()
          .add(JOURNEY_ID.name(), JOURNEY_ID.type())
          .add(RANK.name(), RANK.type())
          .add(TOUCHPOINT_ID.name(), TOUCHPOINT_ID.type())
          .add(PROBABILITY.name(), PROBABILITY.type())
          .add(BEST.name(), BEST.type())
          .add(MATCHED_TOUCHPOINTS.name(), MATCHED_TOUCHPOINTS.type())
          .add(CONTEXT_COUNT.name(), CONTEXT_COUNT.type())
          .add(WIN_PROBABILITY.name(), WIN_PROBABILITY.type())
          .add(CHURN_PROBABILITY.name(), CHURN_PROBABILITY.type());

  private PredictNext() {}

  /**
   * One row per open journey of the level and rank: the {@code top} likeliest touchpoints or
   * outcomes, equally likely ones by name, then {@code other} with what is left, so that a
   * journey's probabilities sum to one.
   *
   * <p>The candidate of the model foretells, with what it tuned on the validation of the back-test
   * and counts of all journeys of the level. {@code expected_at} is the median, {@code days_low}
   * and {@code days_high} the 80 % interval of the days from {@code asOf} on, of the time at which
   * anything comes, given how long nothing has: by how long was waited after the last touchpoint in
   * all journeys, or after any where that was followed fewer than thirty times, waitings whose end
   * was not seen included (see {@code Waiting}). Null where nobody was seen to wait for that long.
   * The win and churn probabilities are those of {@link LearnOutcomes}, given the silence since the
   * last touchpoint. {@code touchpoints_left} is what the Markov chain comes to that goes on from
   * the last touchpoint until an outcome ends it.
   *
   * <p>{@code context} tells why: the last touchpoints of the journey, as many as were followed by
   * something in any journey before, and {@code context_count} how often; up to six, the start of
   * the journey as one of them.
   *
   * <p>A journey is abstained from with fewer touchpoints than {@code minHistory}, with a best
   * probability below {@code minProbability}, or when nothing has ever followed anything.
   *
   * <p>Shuffles: steps by journey; the counts, by context; a row per open journey and context.
   * Counts that the catalogue bounds come to the driver.
   *
   * @param counts with the codes and the reference of the model
   */
  public static NextTouchpoints from(
      JourneySteps steps,
      JourneyFacts journeys,
      Moves moves,
      FrozenForecaster model,
      ContextCounts counts,
      PredictionSettings settings,
      String primaryLevel,
      Instant asOf) {
    CaseEvents cases = JourneyCases.of(steps, journeys, primaryLevel);
    Outlook outlook = Outlook.of(moves, CountWaits.of(cases.rows(), asOf.toEpochMilli()), asOf);
    String version = model.version();
    Timestamp scoredAt = Timestamp.from(asOf);
    Broadcast<Outlook> shared =
        JavaSparkContext.fromSparkContext(steps.rows().sparkSession().sparkContext())
            .broadcast(outlook);
    int minHistory = settings.minHistory();
    double minProbability = settings.minProbability();
    MapFunction<Row, Row> tell =
        row -> {
          boolean isWeak = row.getLong(10) < minHistory || row.getDouble(7) < minProbability;
          return told(row, shared.value(), isWeak, version, scoredAt);
        };
    CaseEvents openCases =
        JourneyCases.of(
            steps, new JourneyFacts(journeys.rows().filter(IS_OPEN.col())), primaryLevel);
    CountedCases counted =
        new CountedCases(
            counts,
            model.codes(),
            new Contexts(JourneyCases.ATTRIBUTE_NAMES),
            new HalfLives(settings.halfLives()),
            model.reference(),
            asOf);
    Dataset<Row> open =
        journeys.rows().filter(JOURNEY_LEVEL.col().equalTo(primaryLevel).and(IS_OPEN.col()));
    return new NextTouchpoints(
        open.join(ranked(openCases, counted, model.chosen(), settings.top()), JOURNEY_ID.name())
            .join(recent(steps, open), JOURNEY_ID.name())
            .select(
                JOURNEY_ID.col(),
                RANK.col(),
                PERSON_ID.col(),
                ACCOUNT_ID.col(),
                PERSONA_ID.col(),
                TOUCHPOINT_ID.col(),
                PROBABILITY.col(),
                BEST.col(),
                LAST_TOUCHPOINT_ID.col(),
                ENDED_AT.col(),
                TOUCHPOINT_COUNT.col(),
                RECENT_TOUCHPOINT_IDS.col(),
                MATCHED_TOUCHPOINTS.col(),
                CONTEXT_COUNT.col(),
                WIN_PROBABILITY.col(),
                CHURN_PROBABILITY.col())
            .map(tell, Encoders.row(NextTouchpoints.CONTRACT.schema())));
  }

  /** The likeliest of each open journey, and the rest. */
  private static Dataset<Row> ranked(
      CaseEvents open, CountedCases counted, ChosenForecaster chosen, int top) {
    Experts experts = counted.experts();
    Codes codes = counted.codes();
    JavaRDD<AskedCase> asked = counted.asked(open);
    Broadcast<Forecaster> forecaster = Shared.with(asked, chosen.forecaster());
    Candidate candidate = chosen.candidate();
    OutcomeModel outcomes = chosen.outcomes();
    long now = counted.asOf().toEpochMilli();
    return open.rows()
        .sparkSession()
        .createDataFrame(
            asked
                .mapPartitions(
                    some -> new Answers(some, List.of(candidate), forecaster.value(), experts))
                .flatMap(
                    answer ->
                        ranks(
                            answer.probabilities().get(candidate),
                            codes,
                            top,
                            OfJourney.of(answer.asked(), experts, outcomes, now))),
            RANKED);
  }

  /**
   * What stands in all rows of a journey.
   *
   * @param win null where nothing is known, as is {@code churn}
   */
  private record OfJourney(String id, Experts.Match match, Double win, Double churn) {

    private static OfJourney of(AskedCase asked, Experts experts, OutcomeModel outcomes, long now) {
      CaseFeatures features = asked.features().after(Math.max(0, now - asked.at()) / 1000.0);
      boolean isKnown = outcomes.isKnown();
      return new OfJourney(
          asked.place().caseId(),
          experts.longestMatch(asked.counts()),
          isKnown ? outcomes.probability(features, Landmarks.WON) : null,
          isKnown ? outcomes.probability(features, Landmarks.CHURNED) : null);
    }
  }

  private static Iterator<Row> ranks(
      double[] probabilities, Codes codes, int top, OfJourney ofJourney) {
    List<Integer> likeliest =
        IntStream.range(1, codes.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer code) -> -probabilities[code])
                    .thenComparing(codes::name))
            .limit(top)
            .toList();
    double best = likeliest.isEmpty() ? 0 : probabilities[likeliest.get(0)];
    double other = 1;
    List<Row> ranks = new ArrayList<>();
    for (int code : likeliest) {
      ranks.add(rank(ranks.size() + 1, codes.name(code), probabilities[code], best, ofJourney));
      other -= probabilities[code];
    }
    ranks.add(rank(ranks.size() + 1, OTHER, Math.max(0, other), best, ofJourney));
    return ranks.iterator();
  }

  private static Row rank(
      int rank, String touchpointId, double probability, double best, OfJourney ofJourney) {
    return RowFactory.create(
        ofJourney.id(),
        rank,
        touchpointId,
        probability,
        best,
        ofJourney.match().touchpoints(),
        ofJourney.match().times(),
        ofJourney.win(),
        ofJourney.churn());
  }

  /** A row of the table. */
  private static Row told(
      Row row, Outlook outlook, boolean isWeak, String version, Timestamp scoredAt) {
    String last = row.getString(8);
    long endedAt = row.getTimestamp(9).getTime();
    double waited = Math.max(0, (outlook.asOf().toEpochMilli() - endedAt) / 1000.0);
    OptionalDouble median = outlook.seconds(last, 0.5, waited);
    return RowFactory.create(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        row.get(4),
        row.get(5),
        row.get(6),
        median.isEmpty() ? null : new Timestamp(endedAt + Math.round(median.getAsDouble() * 1000)),
        days(outlook.seconds(last, 0.1, waited), waited),
        days(outlook.seconds(last, 0.9, waited), waited),
        row.get(14),
        row.get(15),
        orNull(outlook.left().after(last)),
        row.get(10),
        context(row.getList(11), row.getInt(12)),
        row.get(13),
        isWeak || row.getDouble(7) == 0,
        version,
        scoredAt);
  }

  /** The last touchpoints of each open journey, as many as the views look at one by one. */
  private static Dataset<Row> recent(JourneySteps steps, Dataset<Row> open) {
    return steps
        .rows()
        .join(open.select(JOURNEY_ID.col(), TOUCHPOINT_COUNT.col()), JOURNEY_ID.name())
        .filter(STEP_NUMBER.col().gt(TOUCHPOINT_COUNT.col().minus(CaseHistory.RECENT)))
        .groupBy(JOURNEY_ID.col())
        .agg(
            RECENT_TOUCHPOINT_IDS.is(
                transform(
                    sort_array(collect_list(struct(STEP_NUMBER.col(), TOUCHPOINT_ID.col()))),
                    step -> step.getField(TOUCHPOINT_ID.name()))));
  }

  /** The last so many touchpoints as text, and the start where there are fewer; null for none. */
  static String context(List<String> recent, int matched) {
    if (matched == 0) {
      return null;
    }
    String touchpoints =
        String.join(BETWEEN, recent.subList(Math.max(0, recent.size() - matched), recent.size()));
    return matched > recent.size()
        ? TouchpointCatalogue.START + BETWEEN + touchpoints
        : touchpoints;
  }

  /** The days that are still to wait. */
  private static Double days(OptionalDouble seconds, double waited) {
    return seconds.isEmpty() ? null : (seconds.getAsDouble() - waited) / SECONDS_A_DAY;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** How long moves take and how many are left. */
  private record Outlook(Waits waits, Instant asOf, Absorption left) implements Serializable {

    private static Outlook of(Moves moves, Waits waits, Instant asOf) {
      return new Outlook(waits, asOf, Absorption.of(NextModel.of(moves.pairs())));
    }

    /** The seconds from the last touchpoint by which a share of those who wait as long is over. */
    private OptionalDouble seconds(String last, double share, double waited) {
      return waits.after(last).quantile(share, waited);
    }
  }
}

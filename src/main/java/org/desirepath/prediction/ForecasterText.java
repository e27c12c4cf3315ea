package org.desirepath.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.forecast.Logistic;
import org.desirepath.forecast.Pool;
import org.desirepath.forecast.Tally;
import org.desirepath.prediction.FrozenForecaster.Training;
import org.desirepath.table.ModelScores;

/** A model as JSON: what it takes to make it again, to the last bit. */
final class ForecasterText {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ForecasterText() {}

  private record Regression(List<Double> intercepts, List<double[]> weights) {

    private static Regression of(Logistic logistic) {
      return logistic == null
          ? null
          : new Regression(
              DoubleStream.of(logistic.intercepts()).boxed().toList(), List.of(logistic.weights()));
    }

    private static Logistic read(Regression told) {
      return told == null
          ? null
          : new Logistic(
              told.intercepts.stream().mapToDouble(Double::doubleValue).toArray(),
              told.weights.toArray(double[][]::new));
    }
  }

  /**
   * Boosted trees.
   *
   * @param bytes in base64
   */
  private record Trees(String bytes, int count) {

    private static Trees of(TunedTrees trees) {
      return trees == null
          ? null
          : new Trees(Base64.getEncoder().encodeToString(trees.model().bytes()), trees.count());
    }

    private static TunedTrees read(Trees told) {
      return told == null
          ? null
          : new TunedTrees(XgboostTrees.of(Base64.getDecoder().decode(told.bytes)), told.count);
    }
  }

  /** What learners learnt; each is null where nobody did. */
  private record Learners(
      int codes, Regression logistic, Trees classifier, Trees reranker, List<Double> blend) {

    private static Learners of(Learnt learnt) {
      return learnt == null
          ? null
          : new Learners(
              learnt.codes(),
              Regression.of(learnt.logistic()),
              Trees.of(learnt.classifier()),
              Trees.of(learnt.reranker()),
              learnt.blend() == null ? null : learnt.blend().weights());
    }

    private static Learnt read(Learners told) {
      return told == null
          ? null
          : new Learnt(
              told.codes,
              Regression.read(told.logistic),
              Trees.read(told.classifier),
              Trees.read(told.reranker),
              told.blend == null ? null : Pool.of(told.blend));
    }
  }

  private record Outcomes(List<Double> rates, Regression logistic, int codes) {}

  private record Score(
      String model,
      String candidate,
      String split,
      String metric,
      Double value,
      Double low,
      Double high,
      long caseCount,
      boolean isPublished) {}

  /** What was learnt, and how well that did. */
  private record Chosen(
      String candidate,
      int depth,
      int halfLife,
      List<Double> pool,
      Learners learners,
      Outcomes outcomes,
      List<Score> scores) {

    private static Chosen of(ChosenForecaster chosen) {
      Forecaster forecaster = chosen.forecaster();
      OutcomeModel outcomes = chosen.outcomes();
      return new Chosen(
          chosen.candidate().label(),
          forecaster.depth(),
          forecaster.halfLife(),
          forecaster.pool().weights(),
          Learners.of(forecaster.learnt()),
          new Outcomes(outcomes.rates(), Regression.of(outcomes.logistic()), outcomes.codes()),
          chosen.scores().rows().collectAsList().stream().map(ForecasterText::score).toList());
    }

    private ChosenForecaster read(SparkSession spark, Codes codes) {
      return new ChosenForecaster(
          Candidate.of(candidate),
          new Forecaster(depth, halfLife, Pool.of(pool), Learners.read(learners)),
          codes,
          new OutcomeModel(
              outcomes.rates(), Regression.read(outcomes.logistic()), outcomes.codes()),
          new ModelScores(
              spark.createDataFrame(
                  scores.stream().map(ForecasterText::row).toList(),
                  ModelScores.CONTRACT.schema())));
    }
  }

  /**
   * The whole.
   *
   * @param knownCodes so many of the names were there when learners learnt
   * @param reference ms since 1970, UTC, as is {@code countedUntil}
   */
  private record Model(
      String version,
      String shape,
      String trainedOn,
      String runId,
      String because,
      Chosen chosen,
      List<String> names,
      int knownCodes,
      long reference,
      long countedUntil,
      Map<String, long[]> answers) {}

  /** All that was learnt and how well that did, without when. */
  static String learnt(ChosenForecaster chosen) {
    return text(Chosen.of(chosen)) + chosen.codes().names();
  }

  static String of(FrozenForecaster model) {
    Training training = model.training();
    Map<String, long[]> answers = new TreeMap<>();
    model.answers().forEach((candidate, tally) -> answers.put(candidate.label(), tally.sums()));
    return text(
        new Model(
            training.version(),
            training.shape(),
            training.trainedOn().toString(),
            training.runId(),
            training.because().label(),
            Chosen.of(model.chosen()),
            model.codes().names(),
            model.chosen().codes().names().size(),
            model.reference().toEpochMilli(),
            model.countedUntil().toEpochMilli(),
            answers));
  }

  /**
   * The model of a text that {@link #of} made; nothing of another text, such as a later release's.
   */
  static Optional<FrozenForecaster> read(SparkSession spark, String text) {
    try {
      Model model = MAPPER.readValue(text, Model.class);
      return Optional.of(
          new FrozenForecaster(
              new Training(
                  model.version(),
                  model.shape(),
                  LocalDate.parse(model.trainedOn()),
                  model.runId(),
                  TrainedBecause.of(model.because())),
              model
                  .chosen()
                  .read(spark, Codes.inOrder(model.names().subList(0, model.knownCodes()))),
              Codes.inOrder(model.names()),
              Instant.ofEpochMilli(model.reference()),
              Instant.ofEpochMilli(model.countedUntil()),
              model.answers().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          one -> Candidate.of(one.getKey()), one -> Tally.of(one.getValue())))));
    } catch (JsonProcessingException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeParseException unknown) {
      return Optional.empty();
    }
  }

  private static String text(Object record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A model is plain data", impossible);
    }
  }

  private static Score score(Row row) {
    return new Score(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.isNullAt(4) ? null : row.getDouble(4),
        row.isNullAt(5) ? null : row.getDouble(5),
        row.isNullAt(6) ? null : row.getDouble(6),
        row.getLong(7),
        row.getBoolean(8));
  }

  private static Row row(Score score) {
    return RowFactory.create(
        score.model(),
        score.candidate(),
        score.split(),
        score.metric(),
        score.value(),
        score.low(),
        score.high(),
        score.caseCount(),
        score.isPublished());
  }
}

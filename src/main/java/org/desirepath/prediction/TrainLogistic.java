package org.desirepath.prediction;

import static org.apache.spark.sql.types.DataTypes.DoubleType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.desirepath.forecast.CaseFeatures;
import org.desirepath.forecast.Logistic;
import org.desirepath.table.Field;
import scala.Tuple2;

/** Trains a logistic regression of what comes next, by MLlib, and tunes it. */
final class TrainLogistic {

  private static final Field LABEL = Field.required("label", DoubleType, "Code of what came");
  private static final Field FEATURES =
      Field.required("features", SQLDataTypes.VectorType(), "Sparse features of the case");
  private static final Field WEIGHT = Field.required("weight", DoubleType, "By age");
  private static final StructType SCHEMA =
      new StructType()
          .add(LABEL.name(), LABEL.type())
          .add(FEATURES.name(), FEATURES.type())
          .add(WEIGHT.name(), WEIGHT.type());

  /** The pull of weights towards nought, in lessons, where the next touchpoint is learnt. */
  static final double RIDGE = 5;

  private static final int MOST_ITERATIONS = 60;

  /** Keeps intercepts finite where only one thing ever came. */
  private static final double LARGEST_INTERCEPT = 1e3;

  private TrainLogistic() {}

  /**
   * A model, tuned.
   *
   * @param decay by which lessons were weighed
   */
  record Tuned(Logistic model, Decay decay) {}

  /** The model with the least log-loss on other questions, of those with some decays. */
  static Tuned on(
      SparkSession spark,
      JavaRDD<Lesson> lessons,
      JavaRDD<AskedCase> tuning,
      int codes,
      List<Decay> decays) {
    List<Logistic> models = new ArrayList<>();
    for (Decay decay : decays) {
      models.add(trained(spark, lessons, codes, decay, RIDGE));
    }
    int choice =
        LogLosses.least(
            tuning,
            asked -> {
              long[] sums = new long[models.size()];
              while (asked.hasNext()) {
                AskedCase one = asked.next();
                for (int model = 0; model < sums.length; model++) {
                  double[] said = models.get(model).probabilities(one.features(), codes);
                  sums[model] += LogLosses.of(one.came() < said.length ? said[one.came()] : 0);
                }
              }
              return sums;
            });
    return new Tuned(models.get(choice), decays.get(choice));
  }

  /**
   * A model. All lessons lie in one partition in their order, so that MLlib adds up alike every
   * time.
   *
   * @param ridge a pull of all weights towards nought, as strong as so many lessons
   */
  static Logistic trained(
      SparkSession spark, JavaRDD<Lesson> lessons, int codes, Decay decay, double ridge) {
    Dataset<Row> rows =
        spark
            .createDataFrame(
                lessons
                    .mapToPair(lesson -> new Tuple2<>(lesson.place(), lesson))
                    .repartitionAndSortWithinPartitions(new HashPartitioner(1))
                    .mapPartitions(sorted -> rows(sorted, codes, decay)),
                SCHEMA)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      LogisticRegressionModel model =
          new LogisticRegression()
              .setFamily("multinomial")
              .setLabelCol(LABEL.name())
              .setFeaturesCol(FEATURES.name())
              .setWeightCol(WEIGHT.name())
              .setRegParam(ridge / Math.max(1, rows.count()))
              .setStandardization(false)
              .setMaxIter(MOST_ITERATIONS)
              .fit(rows);
      double[] intercepts = model.interceptVector().toArray();
      double[][] weights = new double[intercepts.length][model.numFeatures()];
      for (int one = 0; one < intercepts.length; one++) {
        intercepts[one] =
            Math.max(-LARGEST_INTERCEPT, Math.min(LARGEST_INTERCEPT, intercepts[one]));
        for (int feature = 0; feature < weights[one].length; feature++) {
          weights[one][feature] = model.coefficientMatrix().apply(one, feature);
        }
      }
      return new Logistic(intercepts, weights);
    } finally {
      rows.unpersist(false);
    }
  }

  private static Iterator<Row> rows(
      Iterator<Tuple2<AskedCase.Place, Lesson>> sorted, int codes, Decay decay) {
    List<Lesson> lessons = new ArrayList<>();
    sorted.forEachRemaining(one -> lessons.add(one._2()));
    float[] weights = decay.weights(lessons);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      CaseFeatures features = lessons.get(i).features();
      SortedMap<Integer, Double> sparse = features.sparse(codes);
      rows.add(
          RowFactory.create(
              (double) lessons.get(i).came(),
              Vectors.sparse(
                  features.sparseWidth(codes),
                  sparse.keySet().stream().mapToInt(Integer::intValue).toArray(),
                  sparse.values().stream().mapToDouble(Double::doubleValue).toArray()),
              (double) weights[i]));
    }
    return rows.iterator();
  }
}

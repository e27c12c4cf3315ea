package org.desirepath.prediction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees by XGBoost (Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD
 * 2016). One thread, for Spark gives a task one processor; so equal rows give equal trees, too.
 */
final class XgboostTrees implements BoostedTrees {

  private static final long serialVersionUID = 1L;

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "tree_method", "hist",
          "max_depth", 6,
          "eta", 0.1,
          "subsample", 0.8,
          "lambda", 2,
          "nthread", 1,
          "seed", 1);

  private final byte[] model;

  private XgboostTrees(byte[] model) {
    this.model = model.clone();
  }

  /** Trees that were told by {@link #bytes}. */
  static XgboostTrees of(byte[] bytes) {
    return new XgboostTrees(bytes);
  }

  /**
   * Trees that choose between the answers to questions, starting from what is known without them:
   * the probability of an answer is in proportion to the exponential of its margin.
   *
   * @param features of all answers, one after the other
   * @param starts where the margin of each answer starts
   * @param labels of each answer, 1 if it was right and else 0
   * @param sizes how many answers each question has
   */
  static XgboostTrees choosing(
      float[] features, int width, float[] starts, float[] labels, int[] sizes, int rounds) {
    Map<String, Object> parameters = new HashMap<>(PARAMETERS);
    parameters.put("base_score", 0);
    parameters.put("min_child_weight", 5);
    parameters.put("colsample_bytree", 0.6);
    return trained(
        features,
        width,
        labels,
        answers -> answers.setBaseMargin(starts),
        parameters,
        rounds,
        new ChoiceLoss(labels, sizes));
  }

  /**
   * Trees that tell classes apart.
   *
   * @param features of all rows, one after the other
   * @param labels the class of each row, below {@code classes}
   * @param weights of each row
   */
  static XgboostTrees classifying(
      float[] features, int width, float[] labels, float[] weights, int classes, int rounds) {
    Map<String, Object> parameters = new HashMap<>(PARAMETERS);
    parameters.put("objective", "multi:softprob");
    parameters.put("num_class", classes);
    parameters.put("min_child_weight", 2);
    parameters.put("colsample_bytree", 0.5);
    return trained(
        features, width, labels, rows -> rows.setWeight(weights), parameters, rounds, null);
  }

  /** What else a matrix is told. */
  private interface Setup {
    void tell(DMatrix matrix) throws XGBoostError;
  }

  private static XgboostTrees trained(
      float[] features,
      int width,
      float[] labels,
      Setup setup,
      Map<String, Object> parameters,
      int rounds,
      IObjective objective) {
    try {
      DMatrix rows = new DMatrix(features, labels.length, width, Float.NaN);
      try {
        rows.setLabel(labels);
        setup.tell(rows);
        Booster booster = XGBoost.train(rows, parameters, rounds, new HashMap<>(), objective, null);
        try {
          return new XgboostTrees(booster.toByteArray("ubj"));
        } finally {
          booster.dispose();
        }
      } finally {
        rows.dispose();
      }
    } catch (XGBoostError failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public byte[] bytes() {
    return model.clone();
  }

  @Override
  public Session open() {
    try {
      return new Opened(XGBoost.loadModel(new ByteArrayInputStream(model)));
    } catch (XGBoostError failed) {
      throw new IllegalStateException(failed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private record Opened(Booster booster) implements Session {

    @Override
    public float[][] margins(float[] features, int width, float[] starts, int trees) {
      try {
        DMatrix rows = new DMatrix(features, features.length / width, width, Float.NaN);
        try {
          if (starts != null) {
            rows.setBaseMargin(starts);
          }
          return booster.predict(rows, true, trees);
        } finally {
          rows.dispose();
        }
      } catch (XGBoostError failed) {
        throw new IllegalStateException(failed);
      }
    }

    @Override
    public void close() {
      booster.dispose();
    }
  }
}

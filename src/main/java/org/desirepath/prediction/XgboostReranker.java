package org.desirepath.prediction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees by XGBoost (Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD
 * 2016): each answer by itself, right or not, starting from what the pool says. One thread, for
 * Spark gives a task one processor; so equal rows give equal trees, too.
 */
final class XgboostReranker implements Reranker {

  private static final long serialVersionUID = 1L;

  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "objective",
          "binary:logistic",
          "tree_method",
          "hist",
          "max_depth",
          6,
          "eta",
          0.1,
          "subsample",
          0.8,
          "colsample_bytree",
          0.6,
          "min_child_weight",
          5,
          "lambda",
          2,
          "nthread",
          1,
          "seed",
          1);

  private final byte[] model;

  private XgboostReranker(byte[] model) {
    this.model = model.clone();
  }

  /**
   * Trains on answers.
   *
   * @param features of all answers, one after the other
   * @param labels of each answer, 1 if it was right and else 0
   */
  static XgboostReranker trained(
      float[] features, int width, float[] logOdds, float[] labels, int trees) {
    try {
      DMatrix answers = matrix(features, width, logOdds);
      try {
        answers.setLabel(labels);
        Booster booster = XGBoost.train(answers, PARAMETERS, trees, new HashMap<>(), null, null);
        try {
          return new XgboostReranker(booster.toByteArray("ubj"));
        } finally {
          booster.dispose();
        }
      } finally {
        answers.dispose();
      }
    } catch (XGBoostError failed) {
      throw new IllegalStateException(failed);
    }
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

  private static DMatrix matrix(float[] features, int width, float[] logOdds) throws XGBoostError {
    DMatrix matrix = new DMatrix(features, logOdds.length, width, Float.NaN);
    matrix.setBaseMargin(logOdds);
    return matrix;
  }

  private record Opened(Booster booster) implements Session {

    @Override
    public float[] margins(float[] features, int width, float[] logOdds, int trees) {
      try {
        DMatrix answers = matrix(features, width, logOdds);
        try {
          float[][] scored = booster.predict(answers, true, trees);
          float[] margins = new float[scored.length];
          for (int i = 0; i < scored.length; i++) {
            margins[i] = scored[i][0];
          }
          return margins;
        } finally {
          answers.dispose();
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

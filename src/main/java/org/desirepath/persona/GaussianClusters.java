package org.desirepath.persona;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;
import org.desirepath.persona.FeatureSpace.Feature;

/** Clusters as Gaussians over principal components of a {@link FeatureSpace}. */
final class GaussianClusters implements PointClusters {

  private static final long serialVersionUID = 1L;

  private final FeatureSpace space;
  private final PrincipalAxes axes;
  private final List<Component> components;
  private final List<MultivariateGaussian> gaussians;

  /**
   * One Gaussian.
   *
   * @param weight share of the points, 0 to 1
   * @param mean along each axis
   * @param covariance by column
   */
  record Component(double weight, List<Double> mean, List<Double> covariance)
      implements Serializable {}

  GaussianClusters(FeatureSpace space, PrincipalAxes axes, List<Component> components) {
    this.space = space;
    this.axes = axes;
    this.components = new ArrayList<>(components);
    this.gaussians = new ArrayList<>();
    for (Component component : components) {
      double[] mean = unboxed(component.mean());
      gaussians.add(
          new MultivariateGaussian(
              Vectors.dense(mean),
              new DenseMatrix(mean.length, mean.length, unboxed(component.covariance()))));
    }
  }

  static GaussianClusters none(FeatureSpace space) {
    return new GaussianClusters(space, new PrincipalAxes(List.of(), List.of()), List.of());
  }

  static GaussianClusters of(FeatureSpace space, PrincipalAxes axes, GaussianMixtureModel model) {
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < model.k(); i++) {
      MultivariateGaussian gaussian = model.gaussians()[i];
      components.add(
          new Component(
              model.weights()[i],
              boxed(gaussian.mu().toArray()),
              boxed(gaussian.sigma().toArray())));
    }
    return new GaussianClusters(space, axes, components);
  }

  @Override
  public FeatureSpace space() {
    return space;
  }

  PrincipalAxes axes() {
    return axes;
  }

  List<Component> components() {
    return List.copyOf(components);
  }

  @Override
  public int size() {
    return components.size();
  }

  @Override
  public int place(SessionVector point) {
    return Shares.largest(shares(point));
  }

  /** The likeliest Gaussian and its probability. */
  @Override
  public Choice choose(List<Feature> features) {
    double[] shares = shares(space.vector(features));
    int place = Shares.largest(shares);
    return new Choice(place, shares[place]);
  }

  /** The coordinates of the means. */
  @Override
  public List<Map<String, Double>> touchpoints() {
    Map<String, Integer> places = space.placesOf(FeatureGroup.TOUCHPOINT);
    List<Map<String, Double>> all = new ArrayList<>();
    for (Component component : components) {
      double[] mean = axes.point(unboxed(component.mean()));
      Map<String, Double> coordinates = new TreeMap<>();
      places.forEach((touchpoint, place) -> coordinates.put(touchpoint, mean[place]));
      all.add(coordinates);
    }
    return all;
  }

  @Override
  public Clustering inOrder(List<Integer> places) {
    return new GaussianClusters(space, axes, places.stream().map(components::get).toList());
  }

  @Override
  public List<String> content() {
    List<String> content = new ArrayList<>(space.content());
    axes.axes().stream().map(Arrays::toString).forEach(content::add);
    components.forEach(component -> content.add(component.toString()));
    return content;
  }

  /** The probability of each Gaussian; the logarithms keep far points from being of none. */
  private double[] shares(SessionVector point) {
    Vector along = Vectors.dense(axes.project(point));
    double[] shares = new double[components.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = StrictMath.log(components.get(i).weight()) + gaussians.get(i).logpdf(along);
    }
    Shares.ofLogarithms(shares);
    return shares;
  }

  private static List<Double> boxed(double[] values) {
    return new ArrayList<>(Arrays.stream(values).boxed().toList());
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package org.desirepath.forecast;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each view says comes next, at each half-life: a back-off chain from the frequencies of
 * everything to what followed the rarest context. A view at a half-life is an expert; so is each of
 * the Markov chains of order one to three, which stop on the way down the first view, before what
 * was seen too rarely to go by.
 */
public final class Experts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Markov chains of so many orders are experts. */
  private static final int ORDERS = 3;

  private final int[][] chains;
  private final List<String> views;
  private final List<String> halfLives;
  private final int codes;
  private final double[] units;

  /**
   * Experts over contexts.
   *
   * @param halfLives names of the half-lives that counts have, in their order
   * @param codes what may come has a code below this; 0 is what was never seen
   * @param units the weight of one event of now in counts, by half-life
   */
  public Experts(Contexts contexts, List<String> halfLives, int codes, double[] units) {
    this.chains = contexts.chains();
    this.views = new ArrayList<>(contexts.views());
    this.halfLives = new ArrayList<>(halfLives);
    this.codes = codes;
    this.units = units.clone();
  }

  /** Views and orders, times half-lives. */
  public int size() {
    return (chains.length + ORDERS) * halfLives.size();
  }

  /** What may come has a code below this. */
  public int codes() {
    return codes;
  }

  /** The name of an expert: view or order, and half-life. */
  public String text(int expert) {
    int place = expert / halfLives.size();
    return (place < chains.length ? views.get(place) : "order " + (place - chains.length + 1))
        + " "
        + halfLives.get(expert % halfLives.size());
  }

  /** How many contexts the first view, that of recent touchpoints, looks at. */
  public int recentDepth() {
    return chains[0].length;
  }

  /**
   * What each expert says of one case.
   *
   * @param counts what followed each of its contexts, by place; null where nothing did
   * @return probabilities of all codes, by expert
   */
  public double[][] probabilities(NextCounts[] counts) {
    double[][] all = new double[size()][];
    for (int halfLife = 0; halfLife < halfLives.size(); halfLife++) {
      double[] shared = recent(counts, Contexts.SHARED, halfLife);
      for (int view = 0; view < chains.length; view++) {
        double[] refined = shared.clone();
        refine(refined, counts, chains[view], Contexts.SHARED, chains[view].length, halfLife);
        all[view * halfLives.size() + halfLife] = refined;
      }
      double[] ofOrder = shared;
      for (int order = 0; order < ORDERS; order++) {
        all[(chains.length + order) * halfLives.size() + halfLife] = ofOrder.clone();
        int depth = Contexts.SHARED + order;
        refine(ofOrder, counts, chains[0], depth, depth + 1, halfLife);
      }
    }
    return all;
  }

  /**
   * What the recent touchpoints alone say: with depth 1 the frequencies of everything, with depth 2
   * what followed the last touchpoint, and so on.
   */
  public double[] recent(NextCounts[] counts, int depth, int halfLife) {
    double[] probabilities = new double[codes];
    Arrays.fill(probabilities, 1.0 / codes);
    refine(probabilities, counts, chains[0], 0, depth, halfLife);
    return probabilities;
  }

  /**
   * The most recent touchpoints that were met together before.
   *
   * @param touchpoints how many, the start of the case counted as one
   * @param times how often something followed them
   */
  public record Match(int touchpoints, long times) {}

  /** The longest match of the recent touchpoints; of none where nothing was ever met. */
  public Match longestMatch(NextCounts[] counts) {
    Match match = new Match(0, 0);
    for (int depth = 0; depth < chains[0].length; depth++) {
      NextCounts here = counts[chains[0][depth]];
      if (here != null) {
        match = new Match(depth, Math.round(here.weight(0) / units[0]));
      }
    }
    return match;
  }

  /**
   * How well each view knows the case: how many of its contexts were met before, and the logarithm
   * of how often the rarest of these was.
   *
   * @return two numbers a view
   */
  public float[] matches(NextCounts[] counts) {
    float[] matches = new float[2 * chains.length];
    for (int view = 0; view < chains.length; view++) {
      for (int place : chains[view]) {
        if (counts[place] != null) {
          matches[2 * view]++;
          matches[2 * view + 1] = (float) Math.log1p(counts[place].weight(0) / units[0]);
        }
      }
    }
    return matches;
  }

  private void refine(
      double[] probabilities, NextCounts[] counts, int[] chain, int from, int to, int halfLife) {
    for (int depth = from; depth < to; depth++) {
      NextCounts here = counts[chain[depth]];
      if (here != null) {
        here.refine(probabilities, halfLife, units[halfLife]);
      }
    }
  }
}

package org.desirepath.demo;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A stream of pseudo-random numbers that depends on nothing but its seed, so that each account has
 * its own and is the same however many others there are.
 *
 * <p>The generator is SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014). Logarithms and powers are taken with {@link StrictMath}, because the
 * results must not depend on the machine.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The stream of one thing: a seed, what the numbers are for, and the thing's number. */
  static Dice of(long seed, String purpose, long number) {
    long state = mix(seed + GOLDEN);
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state + GOLDEN * purpose.charAt(i));
    }
    return new Dice(mix(state + GOLDEN * (number + 1)));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0 (included) to 1 (excluded). */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** A whole number from 0 to {@code limit - 1}. */
  int below(int limit) {
    return (int) (unit() * limit);
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  long between(long low, long high) {
    return low + (long) (unit() * (high - low + 1));
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Waiting time with the given mean. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - unit());
  }

  /** Positive number with the given median; {@code spread} is the deviation of its logarithm. */
  double lognormal(double median, double spread) {
    double normal =
        StrictMath.sqrt(-2 * StrictMath.log(1 - unit()))
            * StrictMath.cos(2 * StrictMath.PI * unit());
    return median * StrictMath.exp(spread * normal);
  }

  /** How many of many rare things happened, when {@code mean} are to be expected. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-Math.min(mean, 500));
    double product = unit();
    int count = 0;
    while (product > limit) {
      product *= unit();
      count++;
    }
    return count;
  }

  /** One of the values, each as likely as its weight is large. */
  <T> T weighted(List<T> values, ToDoubleFunction<T> weight) {
    return values.get(weighted(values.stream().mapToDouble(weight).toArray()));
  }

  /** The place of one of the weights, each as likely as it is large. */
  int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = unit() * sum;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}

package org.desirepath.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The six personas as second-order Markov chains over touchpoints, each with its own start, length,
 * time of day and device; the tables stand in {@code personas.yaml}.
 *
 * <p>Because the model is known, so is the best guess anybody could make from a visit alone: {@link
 * #guess} applies Bayes' rule to the model itself.
 */
final class PersonaModel {

  /** The hours of a day are told apart in blocks of three. */
  static final int BLOCKS = 8;

  private static final List<WebTouchpoint> TOUCHPOINTS = List.of(WebTouchpoint.values());
  private static final int STATES = TOUCHPOINTS.size();
  private static final Map<WebTouchpoint, Integer> STATE_OF = statesOfTouchpoints();
  private static final int LONGEST = 40;

  /** Lengths vary more than rare events would: a negative binomial of this many parts. */
  private static final int LENGTH_PARTS = 3;

  private static final double ANY = 0.45;
  private static final double NOISE = 0.2;
  private static final double HABIT = 0.6;
  private static final double BACKWARDS = 0.4;
  private static final String ARROW = " > ";

  /** One persona as the file tells it. */
  private record Sheet(
      @JsonProperty(required = true) double share,
      @JsonProperty(required = true) double length,
      @JsonProperty(required = true) double dwell,
      @JsonProperty(required = true) double mobile,
      @JsonProperty(required = true) List<Double> hours,
      @JsonProperty(required = true) Map<String, Double> start,
      @JsonProperty(required = true) Map<String, Map<String, Double>> moves,
      @JsonProperty(required = true) Map<String, Map<String, Double>> habits) {}

  /**
   * The guess of the true model and how sure it is of it.
   *
   * @param nextLogLoss what the model says of what came next after each touchpoint of the visit,
   *     its end included, having seen no more than the visit so far: the sum of the log-losses, in
   *     nats
   */
  record Guess(Persona persona, double probability, double nextLogLoss) {}

  private final Map<Persona, Chain> chains = new EnumMap<>(Persona.class);

  private PersonaModel(Map<Persona, Sheet> sheets) {
    double shares = sheets.values().stream().mapToDouble(Sheet::share).sum();
    for (Persona persona : Persona.values()) {
      chains.put(persona, new Chain(sheets.get(persona), shares));
    }
  }

  /** Reads the tables that come with the program. */
  static PersonaModel read() {
    try (InputStream file = PersonaModel.class.getResourceAsStream("personas.yaml")) {
      Map<String, Sheet> byName =
          new YAMLMapper().readValue(file, new TypeReference<Map<String, Sheet>>() {});
      Map<Persona, Sheet> sheets = new EnumMap<>(Persona.class);
      byName.forEach((name, sheet) -> sheets.put(Persona.valueOf(Labels.upper(name)), sheet));
      return new PersonaModel(sheets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The touchpoints of one visit, {@code longest} at most. */
  List<WebTouchpoint> path(Persona persona, int longest, Dice dice) {
    Chain chain = chains.get(persona);
    int length = Math.min(1 + pick(chain.length, dice), longest);
    List<WebTouchpoint> path = new ArrayList<>(length);
    int before = -1;
    int last = -1;
    while (path.size() < length) {
      int next = pick(last < 0 ? chain.start : chain.after(before, last), dice);
      path.add(TOUCHPOINTS.get(next));
      before = last;
      last = next;
    }
    return path;
  }

  /** Which block of the day a visit falls into. */
  int block(Persona persona, Dice dice) {
    return pick(chains.get(persona).hours, dice);
  }

  double mobile(Persona persona) {
    return chains.get(persona).sheet.mobile();
  }

  double dwellSeconds(Persona persona) {
    return chains.get(persona).sheet.dwell();
  }

  /** The persona most likely behind a visit, told from nothing but the visit. */
  Guess guess(List<WebTouchpoint> path, int block, Browser.Kind device) {
    Map<Persona, Double> logs = new EnumMap<>(Persona.class);
    chains.forEach((persona, chain) -> logs.put(persona, chain.logLikelihood(path, block, device)));
    Persona best = Persona.RESEARCHER;
    for (Persona persona : Persona.values()) {
      best = logs.get(persona) > logs.get(best) ? persona : best;
    }
    // Log-losses of one step after the other add up to that of all steps after the first.
    Map<Persona, Double> begun = new EnumMap<>(Persona.class);
    chains.forEach(
        (persona, chain) -> begun.put(persona, chain.logBegun(path.get(0), block, device)));
    double all = logSum(logs.values());
    return new Guess(best, StrictMath.exp(logs.get(best) - all), logSum(begun.values()) - all);
  }

  /** The logarithm of the sum of numbers that are given by their logarithms. */
  private static double logSum(Collection<Double> logarithms) {
    double largest = Collections.max(logarithms);
    double sum = 0;
    for (double one : logarithms) {
      sum += StrictMath.exp(one - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** Probability of a touchpoint after the last two; {@code before} is null after the first. */
  double probability(
      Persona persona, WebTouchpoint before, WebTouchpoint last, WebTouchpoint next) {
    double[] row =
        chains.get(persona).after(before == null ? -1 : STATE_OF.get(before), STATE_OF.get(last));
    return part(row, STATE_OF.get(next));
  }

  private static Map<WebTouchpoint, Integer> statesOfTouchpoints() {
    Map<WebTouchpoint, Integer> states = new EnumMap<>(WebTouchpoint.class);
    for (WebTouchpoint touchpoint : TOUCHPOINTS) {
      states.put(touchpoint, states.size());
    }
    return states;
  }

  private static int pick(double[] cumulated, Dice dice) {
    int place = Arrays.binarySearch(cumulated, dice.unit());
    return Math.min(place < 0 ? -place - 1 : place + 1, cumulated.length - 1);
  }

  private static double part(double[] cumulated, int place) {
    return cumulated[place] - (place == 0 ? 0 : cumulated[place - 1]);
  }

  private static double[] cumulated(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double[] cumulated = new double[weights.length];
    double passed = 0;
    for (int i = 0; i < weights.length; i++) {
      passed += weights[i] / sum;
      cumulated[i] = passed;
    }
    cumulated[weights.length - 1] = 1;
    return cumulated;
  }

  /** One persona's tables, cumulated so that they can be drawn from. */
  private static final class Chain {

    private final Sheet sheet;
    private final double share;
    private final double[] start;
    private final double[] length;
    private final double[] hours;

    /** By the touchpoint before the last, 0 for none, and the last. */
    private final double[][][] rows = new double[STATES + 1][STATES][];

    private Chain(Sheet sheet, double shares) {
      this.sheet = sheet;
      share = sheet.share() / shares;
      start = cumulated(mix(weights(sheet.start()), 1 - NOISE, uniform(), NOISE));
      length = cumulated(lengths(sheet.length() - 1));
      hours = cumulated(sheet.hours().stream().mapToDouble(Double::doubleValue).toArray());
      for (int last = 0; last < STATES; last++) {
        double[] once = firstOrder(last);
        rows[0][last] = cumulated(once);
        for (int before = 0; before < STATES; before++) {
          double[] twice = once.clone();
          if (before != last) {
            twice[before] *= BACKWARDS;
          }
          rows[before + 1][last] = cumulated(twice);
        }
      }
      sheet.habits().forEach(this::learn);
    }

    private double[] firstOrder(int last) {
      double[] any = mix(weights(sheet.moves().get("any")), 1 - NOISE, uniform(), NOISE);
      Map<String, Double> own = sheet.moves().get(TOUCHPOINTS.get(last).label());
      return own == null ? any : mix(weights(own), 1 - ANY, any, ANY);
    }

    private void learn(String pair, Map<String, Double> next) {
      int arrow = pair.indexOf(ARROW);
      int before = state(pair.substring(0, arrow));
      int last = state(pair.substring(arrow + ARROW.length()));
      rows[before + 1][last] = cumulated(mix(weights(next), HABIT, firstOrder(last), 1 - HABIT));
    }

    private double[] after(int before, int last) {
      return rows[before + 1][last];
    }

    /** Of a visit that has begun with a touchpoint, whatever comes next. */
    private double logBegun(WebTouchpoint first, int block, Browser.Kind device) {
      double mobile = sheet.mobile();
      return StrictMath.log(share)
          + StrictMath.log(part(hours, block))
          + StrictMath.log(device == Browser.Kind.MOBILE ? mobile : 1 - mobile)
          + StrictMath.log(part(start, STATE_OF.get(first)));
    }

    private double logLikelihood(List<WebTouchpoint> path, int block, Browser.Kind device) {
      double likelihood = logBegun(path.get(0), block, device);
      likelihood += StrictMath.log(part(length, Math.min(path.size(), LONGEST) - 1));
      int before = -1;
      int last = STATE_OF.get(path.get(0));
      for (int i = 1; i < path.size(); i++) {
        int next = STATE_OF.get(path.get(i));
        likelihood += StrictMath.log(part(after(before, last), next));
        before = last;
        last = next;
      }
      return likelihood;
    }

    private static double[] weights(Map<String, Double> byName) {
      double[] weights = new double[STATES];
      byName.forEach((name, weight) -> weights[state(name)] = weight);
      return mix(weights, 1, weights, 0);
    }

    private static int state(String name) {
      return STATE_OF.get(WebTouchpoint.valueOf(Labels.upper(name)));
    }

    private static double[] uniform() {
      double[] weights = new double[STATES];
      Arrays.fill(weights, 1.0 / STATES);
      return weights;
    }

    /** Both normalised, then added with the parts they play. */
    private static double[] mix(double[] some, double part, double[] others, double rest) {
      double all = Arrays.stream(some).sum();
      double allOthers = Arrays.stream(others).sum();
      double[] mixed = new double[STATES];
      for (int i = 0; i < STATES; i++) {
        mixed[i] = part * some[i] / all + rest * others[i] / allOthers;
      }
      return mixed;
    }

    /** Weights of 0, 1, 2 … further touchpoints with the given mean. */
    private static double[] lengths(double mean) {
      double ratio = mean / (mean + LENGTH_PARTS);
      double[] weights = new double[LONGEST];
      weights[0] = 1;
      for (int i = 1; i < LONGEST; i++) {
        weights[i] = weights[i - 1] * ratio * (LENGTH_PARTS + i - 1) / i;
      }
      return weights;
    }
  }
}

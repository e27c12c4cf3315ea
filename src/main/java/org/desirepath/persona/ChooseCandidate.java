package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.desirepath.settings.TuningSettings;

/**
 * Which candidate of a sweep is to be trusted most, and why.
 *
 * @param picked the candidate; nothing where there is no stable segmentation
 * @param sentences what was decided and by what evidence
 * @param faults of each candidate by its name; empty lists for those that could be taken
 */
public record ChooseCandidate(
    Optional<Candidate> picked, List<String> sentences, Map<String, List<String>> faults) {

  /** What the settings ask of a candidate. */
  private enum Demand {
    GAIN("tell held-out sessions no better than one kind of session does"),
    LOWEST_STABILITY("have a persona that does not come back in other samples"),
    MEAN_STABILITY("have personas that in the mean hardly come back in other samples"),
    AGREEMENT("come out otherwise with another seed"),
    SHARE("have a persona of next to no sessions");

    private final String told;

    Demand(String told) {
      this.told = told;
    }
  }

  /**
   * Of the candidates that do what the settings demand, that which tells held-out sessions best
   * ({@link HeldOut}); if others do so within one standard error of it, those with the fewest
   * personas, and of these the best (the rule of one standard error: Breiman, Friedman, Olshen and
   * Stone, "Classification and Regression Trees", 1984). A candidate that gains no more than its
   * standard error over a single kind of session has found no structure.
   */
  public static ChooseCandidate from(List<Candidate> candidates, TuningSettings tuning) {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    Map<Demand, Integer> refused = new HashMap<>();
    List<Candidate> sound = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Map<Demand, String> own = faults(candidate, tuning);
      faults.put(candidate.name(), List.copyOf(own.values()));
      own.keySet().forEach(demand -> refused.merge(demand, 1, Integer::sum));
      if (own.isEmpty()) {
        sound.add(candidate);
      }
    }
    Comparator<Candidate> better =
        Comparator.comparingDouble((Candidate one) -> -one.gain().value())
            .thenComparing(Candidate::name);
    Optional<Candidate> best = sound.stream().min(better);
    Optional<Candidate> picked =
        best.flatMap(
            most ->
                sound.stream()
                    .filter(one -> isAsGood(one, most))
                    .min(Comparator.comparingInt(Candidate::count).thenComparing(better)));
    return new ChooseCandidate(
        picked,
        picked.isPresent()
            ? taken(candidates.size(), sound.size(), best.orElseThrow(), picked.get())
            : none(candidates.size(), refused),
        faults);
  }

  private static Map<Demand, String> faults(Candidate candidate, TuningSettings tuning) {
    Map<Demand, String> faults = new LinkedHashMap<>();
    Mean gain = candidate.gain();
    if (gain.value() <= gain.error()) {
      faults.put(
          Demand.GAIN,
          text(
              "tells held-out sessions no better than one kind of session: %.3f ± %.3f nats",
              gain.value(), gain.error()));
    }
    require(
        faults,
        Demand.LOWEST_STABILITY,
        "stability of the weakest persona",
        candidate.lowestStability(),
        tuning.minStability());
    require(
        faults,
        Demand.MEAN_STABILITY,
        "mean stability",
        candidate.meanStability(),
        tuning.minMeanStability());
    if (candidate.agreement() != null) {
      require(
          faults,
          Demand.AGREEMENT,
          "agreement between seeds",
          candidate.agreement(),
          tuning.minAgreement());
    }
    require(
        faults,
        Demand.SHARE,
        "share of the smallest persona",
        candidate.smallestShare(),
        tuning.minShare());
    return faults;
  }

  private static void require(
      Map<Demand, String> faults, Demand demand, String what, double found, double least) {
    if (found < least) {
      faults.put(demand, text("%s is %.3f, below %s", what, found, least));
    }
  }

  /** Whether a candidate is within one standard error of the best, by the same sessions. */
  private static boolean isAsGood(Candidate one, Candidate best) {
    Mean behind =
        Mean.of(
            IntStream.range(0, best.gains().size())
                .mapToDouble(i -> best.gains().get(i) - one.gains().get(i))
                .toArray());
    return behind.value() <= behind.error();
  }

  private static List<String> taken(int tried, int sound, Candidate best, Candidate picked) {
    List<String> sentences = new ArrayList<>();
    sentences.add(text("%s is picked, with %d personas.", picked.name(), picked.count()));
    sentences.add(
        text(
            "Of %d candidates %d are stable and tell held-out sessions better than one kind of"
                + " session does.",
            tried, sound));
    sentences.add(
        text(
            "It tells a held-out session %.3f nats better (standard error %.3f); its weakest persona"
                + " comes back in other samples with a Jaccard similarity of %.2f.",
            picked.gain().value(), picked.gain().error(), picked.lowestStability()));
    sentences.add(
        best.name().equals(picked.name())
            ? "None tells them better."
            : text(
                "%s with %d personas tells them best, %.3f nats; that is within one standard error,"
                    + " so the fewest personas are taken.",
                best.name(), best.count(), best.gain().value()));
    return sentences;
  }

  private static List<String> none(int tried, Map<Demand, Integer> refused) {
    List<String> sentences = new ArrayList<>();
    sentences.add("There is no stable segmentation.");
    for (Demand demand : Demand.values()) {
      int count = refused.getOrDefault(demand, 0);
      if (count > 0) {
        sentences.add(text("%d of %d candidates %s.", count, tried, demand.told));
      }
    }
    return sentences;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

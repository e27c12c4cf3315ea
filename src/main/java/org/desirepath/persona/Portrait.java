package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the profile of a persona says in words. */
record Portrait(List<Trait> traits, Map<String, String> touchpointNames) {

  /** In standard deviations of all sessions: from here on a difference shows. */
  private static final double NOTABLE = 0.5;

  private static final int NAMED_MARKS = 2;
  private static final int DESCRIBED_TOUCHPOINTS = 3;
  private static final int LISTED_TOUCHPOINTS = 5;

  /** Touchpoints rarer than this in a persona do not describe it, however far apart. */
  private static final double LEAST_SHARE = 0.01;

  /** A persona is told by a device or a time if at least so many of its sessions have it. */
  private static final double MOST = 0.5;

  private static final Map<String, String> PEOPLE =
      Map.of(
          "awareness", "explorers",
          "consideration", "evaluators",
          "decision", "buyers",
          "onboarding", "starters",
          "use", "product users",
          "support", "help seekers",
          "renewal", "renewers",
          "advocacy", "advocates");

  private static final Map<String, String> TIMES =
      Map.of(
          "night", "at night",
          "morning", "in the morning",
          "afternoon", "in the afternoon",
          "evening", "in the evening",
          "weekday", "on weekdays",
          "weekend", "at weekends");

  /**
   * A word of a name.
   *
   * @param distance how far the persona is from the others by it, in standard deviations
   * @param isTouchpoint whether it is something done; else how, when or with what
   */
  private record Mark(String words, double distance, boolean isTouchpoint) {}

  /**
   * A name that is not yet taken, and takes it: how long the sessions are, where that is notable,
   * which stage they lean to, and the two marks that set them most apart. Where the name is taken,
   * further marks are added, then a number.
   *
   * <p>Without personas of the same stage marks are touchpoints, apart from all sessions. Else they
   * are what the persona has more of than each of those: touchpoints, and a device, a time or a
   * pace.
   *
   * @param others all personas of the model, this one may be among them
   */
  String uniqueName(Collection<Portrait> others, Set<String> taken) {
    List<Portrait> alike =
        others.stream()
            .filter(other -> !other.equals(this) && other.people().equals(people()))
            .toList();
    List<Mark> marks = marks(alike);
    for (int length = Math.min(NAMED_MARKS, marks.size()); length <= marks.size(); length++) {
      String name = name(marks.subList(0, length));
      if (taken.add(name)) {
        return name;
      }
    }
    int number = 2;
    while (!taken.add(name(marks) + " " + number)) {
      number++;
    }
    return name(marks) + " " + number;
  }

  /** Touchpoints, length and device, and what sets them apart from all sessions. */
  String description() {
    String stage = stage().map(one -> " around " + one).orElse("");
    String touchpoints =
        byDistance(FeatureGroup.TOUCHPOINT)
            .limit(DESCRIBED_TOUCHPOINTS)
            .map(
                trait ->
                    String.format(
                        Locale.ROOT,
                        "%s (%.1f times the usual share)",
                        touchpointName(trait),
                        trait.lift()))
            .collect(Collectors.joining(", "));
    String device =
        of(FeatureGroup.DEVICE)
            .max(Comparator.comparingDouble(Trait::mean).thenComparing(Trait::value))
            .map(
                trait ->
                    String.format(
                        Locale.ROOT, ", %.0f %% on %s", 100 * trait.mean(), trait.value()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "Sessions%s of %.1f touchpoints in %.1f minutes%s%s",
        stage,
        mean(FeatureGroup.DEPTH),
        mean(FeatureGroup.DURATION) / 60,
        device,
        touchpoints.isEmpty() ? "" : "; most apart: " + touchpoints);
  }

  /** Ids by lift, those that hold a hundredth of the persona's touchpoints or more. */
  String topTouchpoints() {
    String top =
        of(FeatureGroup.TOUCHPOINT)
            .filter(trait -> trait.mean() >= LEAST_SHARE)
            .sorted(
                Comparator.comparingDouble((Trait trait) -> -trait.lift())
                    .thenComparing(Trait::value))
            .limit(LISTED_TOUCHPOINTS)
            .map(Trait::value)
            .collect(Collectors.joining(", "));
    return top.isEmpty() ? null : top;
  }

  /** What people of the persona's stage are called. */
  private String people() {
    return stage().map(PEOPLE::get).orElse("visitors");
  }

  private String name(List<Mark> marks) {
    double length = of(FeatureGroup.DEPTH).mapToDouble(Trait::zScore).findFirst().orElse(0);
    String manner = length >= NOTABLE ? "Thorough " : length <= -NOTABLE ? "Brief " : "";
    String ways = words(marks, false);
    String touchpoints = words(marks, true);
    String words = manner + people() + (ways.isEmpty() ? "" : " " + ways);
    return words.substring(0, 1).toUpperCase(Locale.ROOT)
        + words.substring(1)
        + (touchpoints.isEmpty() ? "" : ": " + touchpoints);
  }

  private static String words(List<Mark> marks, boolean areTouchpoints) {
    return marks.stream()
        .filter(mark -> mark.isTouchpoint() == areTouchpoints)
        .map(Mark::words)
        .collect(Collectors.joining(", "));
  }

  /**
   * The marks that set apart from those, the farthest first, then those apart from all sessions.
   */
  private List<Mark> marks(List<Portrait> alike) {
    List<Mark> marks = new ArrayList<>();
    if (!alike.isEmpty()) {
      Stream.of(
              touchpointsBeyond(alike),
              waysBeyond(alike, FeatureGroup.DEVICE),
              waysBeyond(alike, FeatureGroup.HOUR_BAND),
              waysBeyond(alike, FeatureGroup.WEEK_PART),
              pace(alike))
          .flatMap(stream -> stream)
          .sorted(Comparator.comparingDouble(Mark::distance).reversed().thenComparing(Mark::words))
          .forEach(marks::add);
    }
    Set<String> told = new HashSet<>(marks.stream().map(Mark::words).toList());
    byDistance(FeatureGroup.TOUCHPOINT)
        .map(trait -> new Mark(touchpointName(trait), trait.zScore(), true))
        .filter(mark -> told.add(mark.words()))
        .forEach(marks::add);
    return marks;
  }

  private Stream<Mark> touchpointsBeyond(List<Portrait> alike) {
    return byDistance(FeatureGroup.TOUCHPOINT)
        .filter(trait -> trait.mean() >= LEAST_SHARE)
        .map(trait -> new Mark(touchpointName(trait), beyond(alike, trait), true))
        .filter(mark -> mark.distance() > 0);
  }

  private Stream<Mark> waysBeyond(List<Portrait> alike, FeatureGroup group) {
    return of(group)
        .filter(trait -> trait.mean() >= MOST && !trait.value().equals(PersonaModel.UNKNOWN))
        .map(
            trait ->
                new Mark(
                    TIMES.getOrDefault(trait.value(), "on " + trait.value()),
                    beyond(alike, trait),
                    false))
        .filter(mark -> mark.distance() >= NOTABLE);
  }

  private Stream<Mark> pace(List<Portrait> alike) {
    return of(FeatureGroup.PACE)
        .flatMap(
            pace ->
                Stream.of(
                    new Mark("at a slow pace", beyond(alike, pace), false),
                    new Mark("at a quick pace", below(alike, pace), false)))
        .filter(mark -> mark.distance() >= NOTABLE);
  }

  /** How much more of a trait the persona has than the one of those that has most of it. */
  private static double beyond(List<Portrait> alike, Trait trait) {
    return trait.zScore()
        - alike.stream().mapToDouble(other -> other.zScore(trait)).max().orElseThrow();
  }

  private static double below(List<Portrait> alike, Trait trait) {
    return alike.stream().mapToDouble(other -> other.zScore(trait)).min().orElseThrow()
        - trait.zScore();
  }

  /** What this profile says of another's trait. */
  private double zScore(Trait trait) {
    return traits.stream()
        .filter(own -> own.attribute().equals(trait.attribute()))
        .filter(own -> own.value().equals(trait.value()))
        .mapToDouble(Trait::zScore)
        .findFirst()
        .orElse(0);
  }

  /** The stage most apart, if any is above the usual. */
  private Optional<String> stage() {
    return byDistance(FeatureGroup.STAGE).map(Trait::value).filter(PEOPLE::containsKey).findFirst();
  }

  private double mean(FeatureGroup group) {
    return of(group).mapToDouble(Trait::mean).findFirst().orElse(0);
  }

  private String touchpointName(Trait trait) {
    return touchpointNames.getOrDefault(trait.value(), trait.value());
  }

  /** What is above the usual, the farthest first. */
  private Stream<Trait> byDistance(FeatureGroup group) {
    return of(group)
        .filter(trait -> trait.zScore() > 0)
        .sorted(
            Comparator.comparingDouble((Trait trait) -> -trait.zScore())
                .thenComparing(Trait::value));
  }

  private Stream<Trait> of(FeatureGroup group) {
    return traits.stream().filter(trait -> trait.isOf(group));
  }
}

package org.desirepath.persona;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.desirepath.persona.PersonaModel.Change;
import org.desirepath.persona.PersonaModel.Cluster;
import org.desirepath.table.Fingerprint;

/** Finds which personas of a new model go on from the model before. */
final class MatchPersonas {

  /** Two personas with less in common are two (half: Hennig 2007 calls less dissolved). */
  private static final double LEAST_JACCARD = 0.5;

  /** Parts of a persona smaller than this are no split, and no merge. */
  private static final double LEAST_PART = 0.3;

  private static final String NONE = "none";

  private MatchPersonas() {}

  /**
   * The personas of a new model by the ids they go on with, and what became of each.
   *
   * @param clusters the new model's clusters, in their order
   * @param changes of personas of either model
   */
  record Matched(List<Cluster> clusters, List<Change> changes) {}

  /** Every persona is born. */
  static Matched first(List<Cluster> clusters) {
    return new Matched(
        clusters,
        clusters.stream()
            .map(cluster -> new Change(cluster.personaId(), "born", NONE, null))
            .toList());
  }

  /**
   * Gives each new persona the id of the earlier one that it has most sessions in common with, so
   * that the similarities (Jaccard) of all pairs sum to the most, if theirs is a half or more.
   *
   * @param shared sessions that a new persona (row) and an earlier one (column) both have; a last
   *     row and a last column hold those without a persona
   * @param version of the new model
   */
  static Matched from(
      List<Cluster> clusters, List<Cluster> before, long[][] shared, String version) {
    double[][] similarity = new double[clusters.size()][before.size()];
    for (int i = 0; i < clusters.size(); i++) {
      for (int j = 0; j < before.size(); j++) {
        long either = row(shared, i) + column(shared, j) - shared[i][j];
        similarity[i][j] = either == 0 ? 0 : (double) shared[i][j] / either;
      }
    }
    int[] pairs = AssignPairs.of(similarity, before.size());
    List<Cluster> matched = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    boolean[] goesOn = new boolean[before.size()];
    for (int i = 0; i < clusters.size(); i++) {
      int pair = pairs[i];
      if (pair != AssignPairs.NONE && similarity[i][pair] >= LEAST_JACCARD) {
        goesOn[pair] = true;
        Cluster cluster = clusters.get(i).goingOn(before.get(pair));
        matched.add(cluster);
        changes.add(
            new Change(cluster.personaId(), "kept", cluster.personaId(), similarity[i][pair]));
      } else {
        Cluster cluster =
            clusters.get(i).withId(free(clusters.get(i).personaId(), before, version));
        matched.add(cluster);
        changes.add(born(cluster, before, similarity[i]));
      }
    }
    for (int j = 0; j < before.size(); j++) {
      if (!goesOn[j]) {
        changes.add(retired(before.get(j), matched, similarity, j));
      }
    }
    changes.addAll(parts(matched, before, shared));
    return new Matched(matched, changes);
  }

  /** An id that no earlier persona has. */
  private static String free(String id, List<Cluster> before, String version) {
    boolean isTaken = before.stream().anyMatch(cluster -> cluster.personaId().equals(id));
    return isTaken ? Fingerprint.of(List.of(id, version)) : id;
  }

  private static Change born(Cluster cluster, List<Cluster> before, double[] similarity) {
    int likest = -1;
    for (int j = 0; j < similarity.length; j++) {
      if (similarity[j] > 0 && (likest < 0 || similarity[j] > similarity[likest])) {
        likest = j;
      }
    }
    return likest < 0
        ? new Change(cluster.personaId(), "born", NONE, null)
        : new Change(
            cluster.personaId(), "born", before.get(likest).personaId(), similarity[likest]);
  }

  private static Change retired(
      Cluster cluster, List<Cluster> matched, double[][] similarity, int column) {
    int likest = -1;
    for (int i = 0; i < matched.size(); i++) {
      double own = similarity[i][column];
      if (own > 0 && (likest < 0 || own > similarity[likest][column])) {
        likest = i;
      }
    }
    return likest < 0
        ? new Change(cluster.personaId(), "retired", NONE, null)
        : new Change(
            cluster.personaId(),
            "retired",
            matched.get(likest).personaId(),
            similarity[likest][column]);
  }

  /** The parts of what was split, and of what was merged. */
  private static List<Change> parts(List<Cluster> matched, List<Cluster> before, long[][] shared) {
    List<List<Change>> splits = lists(before.size());
    List<List<Change>> merges = lists(matched.size());
    for (int i = 0; i < matched.size(); i++) {
      for (int j = 0; j < before.size(); j++) {
        String id = matched.get(i).personaId();
        String earlierId = before.get(j).personaId();
        double ofEarlier = share(shared[i][j], column(shared, j));
        if (ofEarlier >= LEAST_PART) {
          splits.get(j).add(new Change(id, "split", earlierId, ofEarlier));
        }
        double ofMatched = share(shared[i][j], row(shared, i));
        if (ofMatched >= LEAST_PART) {
          merges.get(i).add(new Change(id, "merged", earlierId, ofMatched));
        }
      }
    }
    return Stream.concat(splits.stream(), merges.stream())
        .filter(parts -> parts.size() > 1)
        .flatMap(List::stream)
        .toList();
  }

  private static List<List<Change>> lists(int size) {
    return Stream.<List<Change>>generate(ArrayList::new).limit(size).toList();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static long row(long[][] shared, int row) {
    long sum = 0;
    for (long cell : shared[row]) {
      sum += cell;
    }
    return sum;
  }

  private static long column(long[][] shared, int column) {
    long sum = 0;
    for (long[] row : shared) {
      sum += row[column];
    }
    return sum;
  }
}

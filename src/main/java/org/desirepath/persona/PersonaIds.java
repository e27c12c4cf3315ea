package org.desirepath.persona;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.desirepath.table.Fingerprint;

/** What clusters are called before people name them. */
final class PersonaIds {

  private static final int NAMING_TOUCHPOINTS = 3;

  private PersonaIds() {}

  /**
   * An id per cluster: the hash of the three touchpoints of which it has most more than all
   * together (of more where two clusters share three).
   *
   * @param sizes sessions of each
   */
  static List<String> of(Clustering clustering, List<Long> sizes) {
    List<Map<String, Double>> touchpoints = clustering.touchpoints();
    Map<String, Double> mean = new TreeMap<>();
    double total = sizes.stream().mapToLong(Long::longValue).sum();
    for (int i = 0; i < touchpoints.size(); i++) {
      double share = sizes.get(i) / total;
      touchpoints
          .get(i)
          .forEach((touchpoint, value) -> mean.merge(touchpoint, share * value, Double::sum));
    }
    List<List<String>> apart = new ArrayList<>();
    for (Map<String, Double> one : touchpoints) {
      apart.add(
          mean.keySet().stream()
              .sorted(
                  Comparator.<String>comparingDouble(id -> mean.get(id) - one.get(id))
                      .thenComparing(Comparator.naturalOrder()))
              .toList());
    }
    for (int length = NAMING_TOUCHPOINTS; length < mean.size(); length++) {
      List<String> ids = new ArrayList<>();
      for (List<String> one : apart) {
        ids.add(Fingerprint.of(one.subList(0, length).stream().sorted().toList()));
      }
      Set<String> different = new HashSet<>(ids);
      if (different.size() == ids.size()) {
        return ids;
      }
    }
    // So few touchpoints that only the clusters themselves tell personas apart.
    return IntStream.range(0, clustering.size())
        .mapToObj(place -> Fingerprint.of(clustering.inOrder(List.of(place)).content()))
        .toList();
  }
}

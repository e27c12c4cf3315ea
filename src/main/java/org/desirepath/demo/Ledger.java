package org.desirepath.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is written, by file: rows by what should become of them, and dirt by kind. */
final class Ledger {

  private final Map<String, Map<Dirt.Fate, Long>> fates = new TreeMap<>();
  private final Map<String, Map<String, Long>> dirt = new TreeMap<>();

  /** A file that may stay empty. */
  void open(String file) {
    fates.computeIfAbsent(file, unseen -> new EnumMap<>(Dirt.Fate.class));
  }

  /** A good row. */
  void accept(String file) {
    count(file, Dirt.Fate.ACCEPTED);
  }

  /** A row of dirt, or a file that cannot be read. */
  void soil(String file, Dirt kind) {
    count(file, kind.fate);
    remark(file, kind);
  }

  /** Something strange about a good row that is counted elsewhere. */
  void remark(String file, Dirt kind) {
    dirt.computeIfAbsent(file, unseen -> new TreeMap<>()).merge(kind.label(), 1L, Long::sum);
  }

  private void count(String file, Dirt.Fate fate) {
    open(file);
    fates.get(file).merge(fate, 1L, Long::sum);
  }

  Map<String, Map<String, Long>> dirt() {
    return dirt;
  }

  Iterable<String> files() {
    return fates.keySet();
  }

  boolean isRefused(String file) {
    return fates.get(file).containsKey(Dirt.Fate.REFUSED_FILE);
  }

  long rows(String file, Dirt.Fate... wanted) {
    long sum = 0;
    for (Dirt.Fate fate : wanted) {
      sum += fates.get(file).getOrDefault(fate, 0L);
    }
    return sum;
  }

  long rows(String file) {
    return rows(
        file, Dirt.Fate.ACCEPTED, Dirt.Fate.DUPLICATE, Dirt.Fate.QUARANTINED, Dirt.Fate.BOT);
  }

  /** Rows of all files in a folder. */
  long rowsIn(String folder) {
    long sum = 0;
    for (String file : files()) {
      sum += file.startsWith(folder + "/") ? rows(file) : 0;
    }
    return sum;
  }
}

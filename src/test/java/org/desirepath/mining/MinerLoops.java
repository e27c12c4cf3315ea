package org.desirepath.mining;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The innermost loops of the miner, in nanoseconds a sequence: counting what follows, sorting by
 * what comes next, writing anew. Sequences have twelve items, low ones more often.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MinerLoops {

  private static final int SEQUENCES = 100_000;
  private static final int LENGTH = 12;

  /** Items; up to 57 are counted in sets, more are scanned. */
  @Param({"12", "57", "58"})
  private int alphabet;

  private ProjectedDatabase database;
  private GappedSearch search;
  private GappedSearch.Level level;
  private long[] entries;
  private int frequent;

  /** Draws sequences and lays them before the search. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    ProjectedDatabase.Builder builder = new ProjectedDatabase.Builder(alphabet);
    for (int s = 0; s < SEQUENCES; s++) {
      for (int i = 0; i < LENGTH; i++) {
        builder.append((int) (alphabet * Math.pow(random.nextDouble(), 3)));
      }
      builder.finish(1);
    }
    database = builder.build();
    SearchPath path = new GrowingPath(new PatternTree(1, 1), Share.ALL, LENGTH, Room.USUAL);
    search = GappedSearch.over(path, database, new int[alphabet]);
    level = search.level(0);
    entries = new long[1 + database.size() * (LENGTH + 1) + alphabet];
    for (int s = 0; s < database.size(); s++) {
      entries[1 + s] = GappedSearch.entry(database.start(s), database.weight(s));
    }
    frequent = search.count(entries, 1, 1 + database.size(), 1, level);
  }

  /** Counts every item that follows. */
  @Benchmark
  @OperationsPerInvocation(SEQUENCES)
  public int count() {
    return search.count(entries, 1, 1 + database.size(), 1, level);
  }

  /** Sorts by all items that follow. */
  @Benchmark
  @OperationsPerInvocation(SEQUENCES)
  public long distribute() {
    int top = 1 + database.size();
    for (int i = 0; i < frequent; i++) {
      level.next[level.items[i]] = top;
      top += 1 + Math.min(level.support[level.items[i]], database.size());
    }
    search.distribute(entries, 1, 1 + database.size(), level, 0, frequent);
    return entries[top - 1];
  }

  /** Writes what follows without every other item. */
  @Benchmark
  @OperationsPerInvocation(SEQUENCES)
  public int rewrite() {
    int[] codes = new int[alphabet];
    for (int item = 0; item < alphabet; item++) {
      codes[item] = item % 2 == 0 ? item / 2 : ProjectedDatabase.END;
    }
    ProjectedDatabase.Builder builder = new ProjectedDatabase.Builder(alphabet / 2 + 1);
    search.write(entries, 1, 1 + database.size(), codes, builder);
    return builder.build().size();
  }
}

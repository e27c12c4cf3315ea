package org.desirepath.path;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.path.MineShares.MEMBER;
import static org.desirepath.path.MineShares.TYPE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.mining.Answer;
import org.desirepath.mining.LongerPatterns;
import org.desirepath.mining.PatternFilter;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SelectPatterns;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/** Brings the shares of each scope together and chooses the paths that are told. */
final class ChoosePaths {

  private static final Field STEPS =
      Field.required("steps", BinaryType, "Codes of the touchpoints, packed");
  private static final Field SUPPORT =
      Field.required("support", IntegerType, "Journeys that hold the path");
  private static final Field CLOSED =
      Field.required("is_closed", BooleanType, "Whether no longer path has its support");
  private static final Field CLOSED_STEPS =
      Field.optional("closed_steps", BinaryType, "Of the closed path that stands for it, if kept");
  private static final Field MAXIMAL =
      Field.required("is_maximal", BooleanType, "Whether no longer path is frequent");

  /** A path that is kept. */
  private static final StructType KEPT =
      new Contract(
              "kept_path",
              "one row per scope, type and path",
              List.of(),
              List.of(MEMBER, TYPE, STEPS, SUPPORT, CLOSED, CLOSED_STEPS, MAXIMAL))
          .schema();

  private ChoosePaths() {}

  /**
   * The best supported paths of each scope and type, in the order of scopes, types and ranks. What
   * comes to the driver is bounded by the scopes and the settings.
   *
   * @param mined shares as {@link MineShares} finds them
   * @param maxPatterns at most so many frequent paths of a scope and type are looked at
   * @param maxPaths at most so many of them are kept
   */
  static List<KeptPath> from(Dataset<Row> mined, int maxPatterns, int maxPaths, int tasks) {
    MapPartitionsFunction<Row, Row> choose =
        rows ->
            new Groups<>(
                rows,
                row -> List.of(row.getInt(0), row.getString(1)),
                group -> chosen(group, maxPatterns, maxPaths));
    return mined
        .repartition(tasks, MEMBER.col(), TYPE.col())
        .sortWithinPartitions(MEMBER.col(), TYPE.col())
        .mapPartitions(choose, Encoders.row(KEPT))
        .collectAsList()
        .stream()
        .map(
            row ->
                new KeptPath(
                    row.getInt(0),
                    PathType.of(row.getString(1)),
                    steps(row.getAs(2)),
                    row.getInt(3),
                    row.getBoolean(4),
                    row.isNullAt(5) ? null : steps(row.getAs(5)),
                    row.getBoolean(6)))
        .sorted()
        .toList();
  }

  private static List<Integer> steps(byte[] packed) {
    return Arrays.stream(PackedNumbers.unpack(packed)).boxed().toList();
  }

  private static List<Row> chosen(Iterator<Row> shares, int maxPatterns, int maxPaths) {
    List<Row> all = new ArrayList<>();
    shares.forEachRemaining(all::add);
    int member = all.get(0).getInt(0);
    PathType type = PathType.of(all.get(0).getString(1));
    PatternTree tree = joined(all, maxPatterns);
    boolean isContiguous = type == PathType.CONTIGUOUS;
    BitSet every = new BitSet();
    every.set(0, tree.size());
    LongerPatterns longer = new LongerPatterns(tree, every, isContiguous);
    int[] best =
        SelectPatterns.from(
            tree, PatternFilter.ALL, Answer.ALL, isContiguous, tree::support, maxPaths);
    BitSet isKept = new BitSet();
    Arrays.stream(best).forEach(isKept::set);
    List<Row> kept = new ArrayList<>();
    for (int pattern : best) {
      int closed = longer.closed(pattern);
      kept.add(
          RowFactory.create(
              member,
              type.text(),
              packed(tree.items(pattern)),
              tree.support(pattern),
              closed == pattern,
              isKept.get(closed) ? packed(tree.items(closed)) : null,
              longer.isMaximal(pattern)));
    }
    return kept;
  }

  private static byte[] packed(int[] steps) {
    return PackedNumbers.pack(steps, 0, steps.length);
  }

  /** One tree of all shares. The path of a first step alone is in several; it is taken once. */
  private static PatternTree joined(List<Row> shares, int maxPatterns) {
    int minSupport = shares.stream().mapToInt(row -> row.getInt(2)).max().orElseThrow();
    PatternTree tree = new PatternTree(minSupport, maxPatterns);
    int[] singles = new int[0];
    for (Row share : shares) {
      int[] parents = PackedNumbers.unpack(share.getAs(3));
      int[] items = PackedNumbers.unpack(share.getAs(4));
      int[] supports = PackedNumbers.unpack(share.getAs(5));
      int[] numbers = new int[items.length];
      for (int pattern = 0; pattern < items.length; pattern++) {
        int item = items[pattern];
        boolean isSingle = parents[pattern] == PatternTree.ROOT;
        if (isSingle && item >= singles.length) {
          int known = singles.length;
          singles = Arrays.copyOf(singles, 2 * item + 8);
          Arrays.fill(singles, known, singles.length, PatternTree.ROOT);
        }
        if (isSingle && singles[item] != PatternTree.ROOT) {
          numbers[pattern] = singles[item];
          continue;
        }
        int parent = isSingle ? PatternTree.ROOT : numbers[parents[pattern]];
        numbers[pattern] = tree.add(parent, item, supports[pattern]);
        if (isSingle) {
          singles[item] = numbers[pattern];
        }
      }
    }
    tree.fit();
    return tree;
  }
}

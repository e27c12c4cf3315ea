package org.desirepath.path;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.mining.PatternMiner;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.mining.Share;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.JourneySequences;

/** Mines the frequent paths of every scope, share by share, each in one task. */
final class MineShares {

  static final Field MEMBER = Field.required("member", IntegerType, "Number of the scope");
  static final Field TYPE = Field.required("type", StringType, "The type of its paths");
  static final Field MIN_SUPPORT =
      Field.required("min_support", IntegerType, "The least support that the paths have");
  static final Field PARENTS =
      Field.required("parents", BinaryType, "The path before the last step, packed");
  static final Field ITEMS = Field.required("items", BinaryType, "The last step, packed");
  static final Field SUPPORTS = Field.required("supports", BinaryType, "Supports, packed");

  /** All frequent paths of a share: a tree in three arrays. */
  static final StructType MINED =
      new Contract(
              "mined_share",
              "one row per scope, share and type",
              List.of(),
              List.of(MEMBER, TYPE, MIN_SUPPORT, PARENTS, ITEMS, SUPPORTS))
          .schema();

  private static final Field SHARE = Field.required("share", IntegerType, "Number of the share");
  private static final Field WEIGHT =
      Field.required("weight", IntegerType, "Journeys with the sequence");
  private static final Field SEQUENCE =
      Field.required("sequence", BinaryType, "Codes of touchpoints, packed");

  private static final StructType SENT =
      new Contract(
              "sent_sequence",
              "one row per task, scope, share and sequence",
              List.of(),
              List.of(MEMBER, SHARE, WEIGHT, SEQUENCE))
          .schema();

  private MineShares() {}

  /**
   * The frequent paths of all shares.
   *
   * <p>Tasks merge equal sequences before they send them, each to the shares that have a touchpoint
   * of it as a first one, from there on. One shuffle, of different sequences.
   *
   * @param tasks among so many tasks shares are distributed
   * @param maxPatterns at most so many paths are told of a share, as {@link PatternTree} has it
   */
  static Dataset<Row> from(
      JourneySequences sequences,
      Broadcast<Scopes> scopes,
      int maxLength,
      int maxPatterns,
      int tasks) {
    MapPartitionsFunction<Row, Row> send = rows -> new SendSequences(rows, scopes.value());
    MapPartitionsFunction<Row, Row> mine =
        rows ->
            new Groups<>(
                rows,
                row -> List.of(row.getInt(0), row.getInt(1)),
                group -> mined(group, scopes.value(), maxLength, maxPatterns));
    return sequences
        .rows()
        .mapPartitions(send, Encoders.row(SENT))
        .repartition(tasks, MEMBER.col(), SHARE.col())
        .sortWithinPartitions(MEMBER.col(), SHARE.col())
        .mapPartitions(mine, Encoders.row(MINED));
  }

  private static List<Row> mined(
      Iterator<Row> sent, Scopes scopes, int maxLength, int maxPatterns) {
    Row row = sent.next();
    int member = row.getInt(0);
    ScopeProfile profile = scopes.profile(member);
    Share share = scopes.shares(member).get(row.getInt(1));
    SequenceDatabase.Builder builder = SequenceDatabase.untimed(profile.alphabet());
    while (row != null) {
      int[] sequence = PackedNumbers.unpack(row.getAs(3));
      builder.add(sequence, null, sequence.length, row.getInt(2));
      row = sent.hasNext() ? sent.next() : null;
    }
    SequenceDatabase sequences = builder.build();
    List<Row> found = new ArrayList<>();
    for (PathType type : PathType.values()) {
      PatternTree tree = new PatternTree(profile.minSupport(), maxPatterns);
      PatternMiner.mine(sequences, type.limits(maxLength), share, tree);
      found.add(row(member, type, tree));
    }
    return found;
  }

  private static Row row(int member, PathType type, PatternTree tree) {
    int size = tree.size();
    int[] parents = new int[size];
    int[] items = new int[size];
    int[] supports = new int[size];
    for (int pattern = 0; pattern < size; pattern++) {
      parents[pattern] = tree.parent(pattern);
      items[pattern] = tree.item(pattern);
      supports[pattern] = tree.support(pattern);
    }
    return RowFactory.create(
        member,
        type.text(),
        tree.minSupport(),
        PackedNumbers.pack(parents, 0, size),
        PackedNumbers.pack(items, 0, size),
        PackedNumbers.pack(supports, 0, size));
  }
}

package org.desirepath.path;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.mining.PatternMiner;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.table.JourneySequences;
import scala.Tuple2;

/** Mines the frequent paths of every scope, share by share, each in one task. */
final class MineShares {

  /** One task is sent no more than so many shares, which it unpacks one by one. */
  private static final int SHARES_PER_TASK = 4;

  private MineShares() {}

  /**
   * The frequent paths of all shares as {@link MinedShare} packs them, by the scope's number and
   * the type of path; scopes that are divided into blocks have one of each type.
   *
   * <p>Tasks merge equal sequences before they send them, each to the shares that have a touchpoint
   * of it as a first one, from there on, or to blocks. One shuffle, of different sequences, some
   * megabytes at a time; where there are blocks it is read three times.
   *
   * @param tasks at least so many share the work, unless there are fewer shares
   * @param maxPatterns at most so many paths are told of a share, as {@link PatternTree} has it
   */
  static JavaPairRDD<Tuple2<Integer, String>, byte[]> from(
      JourneySequences sequences,
      Broadcast<Scopes> scopes,
      int maxLength,
      int maxPatterns,
      int tasks) {
    int shares = scopes.value().shares();
    HashPartitioner among =
        new HashPartitioner(
            Math.max(1, Math.min(shares, Math.max(tasks, 1 + shares / SHARES_PER_TASK))));
    JavaPairRDD<Integer, Iterable<byte[]>> sent =
        StepReader.rows(sequences)
            .mapPartitionsToPair(rows -> new SendSequences(rows, scopes.value()))
            .groupByKey(among);
    JavaPairRDD<Tuple2<Integer, String>, byte[]> whole =
        sent.filter(share -> !isBlock(share._1(), scopes.value()))
            .flatMapToPair(
                share -> mined(share._1(), share._2(), scopes.value(), maxLength, maxPatterns));
    return scopes.value().hasBlocks()
        ? whole.union(
            MineBlocks.from(
                sent.filter(share -> isBlock(share._1(), scopes.value())),
                among,
                scopes,
                maxLength,
                maxPatterns))
        : whole;
  }

  private static boolean isBlock(int share, Scopes scopes) {
    return scopes.isInBlocks(scopes.memberOfShare(share));
  }

  /** The frequent paths of one share. */
  static Iterator<Tuple2<Tuple2<Integer, String>, byte[]>> mined(
      int share, Iterable<byte[]> sent, Scopes scopes, int maxLength, int maxPatterns) {
    int member = scopes.memberOfShare(share);
    SequenceDatabase sequences = sequences(sent, scopes.profile(member));
    List<Tuple2<Tuple2<Integer, String>, byte[]>> found = new ArrayList<>();
    for (PathType type : PathType.values()) {
      PatternTree tree = new PatternTree(scopes.minSupport(member), maxPatterns);
      PatternMiner.mine(sequences, type.limits(maxLength), scopes.share(share), tree);
      found.add(new Tuple2<>(new Tuple2<>(member, type.text()), MinedShare.pack(tree)));
    }
    return found.iterator();
  }

  /** The sequences that were sent to one share. */
  static SequenceDatabase sequences(Iterable<byte[]> sent, ScopeProfile profile) {
    SequenceDatabase.Builder builder = SequenceDatabase.untimed(profile.alphabet());
    sent.forEach(packed -> SendSequences.unpack(packed, builder));
    return builder.build();
  }
}

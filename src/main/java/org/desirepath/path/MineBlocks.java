package org.desirepath.path;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.desirepath.mining.PatternMiner;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SequenceDatabase;
import scala.Tuple2;

/**
 * Mines the frequent paths of scopes that have more journeys than one task has room for, exactly: a
 * path that is frequent is so in one block of journeys at least (Savasere, Omiecinski and Navathe,
 * "An Efficient Algorithm for Mining Association Rules in Large Databases", VLDB 1995). Each block
 * is mined by itself; what is frequent in any and may be in all is then counted in every block.
 */
final class MineBlocks {

  /** Of what may be frequent there is more than of what is. */
  private static final int CANDIDATES_PER_PATTERN = 3;

  private MineBlocks() {}

  /**
   * One tree of a scope's frequent paths for each type, as {@link MinedShare} packs it. Passes over
   * the blocks twice; shuffles no sequences but paths, of each block as many as the settings allow.
   *
   * <p>All frequent paths are told, as if the scope had been mined at once, unless a block has more
   * than three times as many as are to be told: then as many of the best supported as are surely
   * known, which the tree's least support tells.
   *
   * @param blocks what was sent to them
   * @param among how they are distributed among tasks
   * @param maxPatterns at most so many paths are told of a scope and type
   */
  static JavaPairRDD<Tuple2<Integer, String>, byte[]> from(
      JavaPairRDD<Integer, Iterable<byte[]>> blocks,
      Partitioner among,
      Broadcast<Scopes> scopes,
      int maxLength,
      int maxPatterns) {
    int tasks = among.numPartitions();
    int maxCandidates =
        (int) Math.min(Integer.MAX_VALUE / 2, (long) CANDIDATES_PER_PATTERN * maxPatterns);
    JavaPairRDD<Integer, Tuple2<String, byte[]>> candidates =
        blocks
            .flatMapToPair(
                block ->
                    MineShares.mined(
                        block._1(), block._2(), scopes.value(), maxLength, maxCandidates))
            .groupByKey(tasks)
            .flatMapToPair(
                mined -> candidates(mined._1(), mined._2(), scopes.value(), maxCandidates));
    return blocks
        .cogroup(candidates, among)
        .flatMapToPair(
            block ->
                counted(block._1(), block._2()._1(), block._2()._2(), scopes.value(), maxLength))
        .reduceByKey(MinedShare::added, tasks)
        .mapValues(counted -> frequent(counted, maxPatterns));
  }

  /** What is to be counted in each block of a scope. */
  private static Iterator<Tuple2<Integer, Tuple2<String, byte[]>>> candidates(
      Tuple2<Integer, String> memberAndType,
      Iterable<byte[]> mined,
      Scopes scopes,
      int maxCandidates) {
    int member = memberAndType._1();
    Candidates all = new Candidates();
    mined.forEach(block -> all.add(MinedShare.unpack(block)));
    byte[] packed = MinedShare.pack(all.tree(scopes.profile(member).minSupport(), maxCandidates));
    return IntStream.range(scopes.firstShare(member), scopes.firstShare(member + 1))
        .mapToObj(block -> new Tuple2<>(block, new Tuple2<>(memberAndType._2(), packed)))
        .iterator();
  }

  /** How many journeys of a block hold each of the paths that are to be counted. */
  private static Iterator<Tuple2<Tuple2<Integer, String>, byte[]>> counted(
      int block,
      Iterable<Iterable<byte[]>> sent,
      Iterable<Tuple2<String, byte[]>> candidates,
      Scopes scopes,
      int maxLength) {
    int member = scopes.memberOfShare(block);
    List<Tuple2<Tuple2<Integer, String>, byte[]>> counted = new ArrayList<>();
    // Once, unless no journey came to the block.
    for (Iterable<byte[]> packed : sent) {
      SequenceDatabase sequences = MineShares.sequences(packed, scopes.profile(member));
      for (Tuple2<String, byte[]> one : candidates) {
        PatternTree tree = MinedShare.unpack(one._2());
        int[] supports =
            PatternMiner.count(sequences, PathType.of(one._1()).limits(maxLength), tree);
        counted.add(
            new Tuple2<>(
                new Tuple2<>(member, one._1()),
                MinedShare.pack(tree, pattern -> supports[pattern])));
      }
    }
    return counted.iterator();
  }

  /** The frequent ones of paths that all blocks have counted. */
  private static byte[] frequent(byte[] counted, int maxPatterns) {
    return MinedShare.pack(MinedShare.joined(List.of(counted), maxPatterns));
  }
}

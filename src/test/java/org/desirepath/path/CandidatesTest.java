package org.desirepath.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.desirepath.mining.Limits;
import org.desirepath.mining.PatternMiner;
import org.desirepath.mining.PatternTree;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.mining.Share;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  private static final Limits LIMITS = Limits.gapped(4);
  private static final int LETTERS = 5;
  private static final int ALL = 1_000_000;

  @Test
  void whatAnyBlockCannotRuleOutIsCounted() {
    Random random = new Random(5);
    int raised = 0;
    for (int round = 0; round < 500; round++) {
      int blocks = 2 + random.nextInt(4);
      int minSupport = blocks * (1 + random.nextInt(3)) + random.nextInt(blocks);
      int mostPatterns = random.nextBoolean() ? ALL : 20 + random.nextInt(60);
      SequenceDatabase.Builder whole = SequenceDatabase.untimed(LETTERS);
      List<SequenceDatabase.Builder> parts = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        parts.add(SequenceDatabase.untimed(LETTERS));
      }
      for (int s = 0; s < 60; s++) {
        int[] items = random.ints(random.nextInt(9), 0, LETTERS).toArray();
        whole.add(items);
        parts.get(random.nextInt(blocks)).add(items);
      }

      List<PatternTree> mined =
          new ArrayList<>(
              parts.stream()
                  .map(part -> mined(part, 1 + (minSupport - 1) / blocks, mostPatterns))
                  .toList());
      PatternTree candidates = joined(mined, minSupport, mostPatterns);
      Collections.shuffle(mined, random);
      assertThat(MinedShare.pack(joined(mined, minSupport, mostPatterns)))
          .as("whichever block comes first")
          .isEqualTo(MinedShare.pack(candidates));

      Map<String, Integer> most = supports(candidates);
      supports(mined(whole, candidates.minSupport(), ALL))
          .forEach((path, support) -> assertThat(most.get(path)).isGreaterThanOrEqualTo(support));
      assertThat(candidates.size()).isLessThanOrEqualTo(mostPatterns);
      assertThat(candidates.minSupport()).isGreaterThanOrEqualTo(minSupport);
      raised += candidates.minSupport() > minSupport ? 1 : 0;
      if (mostPatterns == ALL) {
        assertThat(candidates.minSupport()).isEqualTo(minSupport);
      }
    }
    assertThat(raised).as("rounds in which there was more than room").isBetween(50, 450);
  }

  @Test
  void countsOfUnlikePathsAreNotAdded() {
    SequenceDatabase.Builder one = SequenceDatabase.untimed(LETTERS).add(0, 1, 2);
    SequenceDatabase.Builder other = SequenceDatabase.untimed(LETTERS).add(0, 1, 3);
    byte[] paths = MinedShare.pack(mined(one, 1, ALL));

    assertThat(supports(MinedShare.unpack(MinedShare.added(paths, paths))).values())
        .containsOnly(2);
    assertThatThrownBy(() -> MinedShare.added(paths, MinedShare.pack(mined(other, 1, ALL))))
        .hasMessageContaining("unlike");
  }

  private static PatternTree joined(List<PatternTree> blocks, int minSupport, int mostPatterns) {
    Candidates all = new Candidates();
    blocks.forEach(all::add);
    return all.tree(minSupport, mostPatterns);
  }

  private static PatternTree mined(
      SequenceDatabase.Builder sequences, int minSupport, int mostPatterns) {
    PatternTree tree = new PatternTree(minSupport, mostPatterns);
    PatternMiner.mine(sequences.build(), LIMITS, Share.ALL, tree);
    return tree;
  }

  private static Map<String, Integer> supports(PatternTree tree) {
    Map<String, Integer> supports = new HashMap<>();
    for (int pattern = 0; pattern < tree.size(); pattern++) {
      supports.put(Arrays.toString(tree.items(pattern)), tree.support(pattern));
    }
    return supports;
  }
}

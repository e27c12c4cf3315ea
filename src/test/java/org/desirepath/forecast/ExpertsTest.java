package org.desirepath.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpertsTest {

  private static final Contexts CONTEXTS = new Contexts(List.of("role"));

  @Test
  void whatFollowedAContextRefinesWhatIsKnownWithoutIt() {
    // Three events of two kinds: 3 / 5 by what was seen, 2 / 5 from below (Witten and Bell).
    NextCounts[] counts = new NextCounts[CONTEXTS.size()];
    counts[Contexts.ANY] = new NextCounts(new int[] {1, 2}, new long[][] {{2, 1}});
    Experts experts = new Experts(CONTEXTS, List.of("always"), 4, new double[] {1});

    assertThat(experts.recent(counts, 1, 0))
        .containsExactly(
            new double[] {2 / 5.0 / 4, 2 / 5.0 + 2 / 5.0 / 4, 1 / 5.0 + 2 / 5.0 / 4, 2 / 5.0 / 4},
            within(1e-12));
  }

  @Test
  void anEventThatHasLostItsWeightStillMakesAContextUnsure() {
    NextCounts faded = new NextCounts(new int[] {1}, new long[][] {{10}, {0}});
    NextCounts[] counts = new NextCounts[CONTEXTS.size()];
    counts[Contexts.ANY] = faded;
    Experts experts = new Experts(CONTEXTS, List.of("always", "recent"), 2, new double[] {10, 10});

    assertThat(experts.recent(counts, 1, 0)).containsExactly(0.25, 0.75);
    assertThat(experts.recent(counts, 1, 1)).containsExactly(0.5, 0.5);
  }

  @Test
  void howWellACaseIsKnownIsToldByTheRarestContextThatWasMet() {
    NextCounts[] counts = new NextCounts[CONTEXTS.size()];
    Experts experts = new Experts(CONTEXTS, List.of("always"), 4, new double[] {10});
    assertThat(experts.longestMatch(counts)).isEqualTo(new Experts.Match(0, 0));

    counts[Contexts.ANY] = new NextCounts(new int[] {1, 2}, new long[][] {{500, 200}});
    counts[Contexts.LAST] = new NextCounts(new int[] {1}, new long[][] {{90}});
    counts[CONTEXTS.chains()[0][2]] = new NextCounts(new int[] {1, 2}, new long[][] {{20, 10}});
    assertThat(experts.longestMatch(counts)).isEqualTo(new Experts.Match(2, 3));

    float[] matches = experts.matches(counts);
    assertThat(matches[0]).isEqualTo(3);
    assertThat(matches[1]).isCloseTo((float) Math.log1p(3), within(1e-6f));
    assertThat(matches[2]).isEqualTo(2);
    assertThat(matches[3]).isCloseTo((float) Math.log1p(9), within(1e-6f));
  }

  @Test
  void probabilitiesOfEveryExpertSumToOneAndAreThoseOfAWalkUpTheChain() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int codes = 2 + random.nextInt(20);
      int halfLives = 1 + random.nextInt(3);
      NextCounts[] counts = new NextCounts[CONTEXTS.size()];
      int[][] next = new int[counts.length][];
      long[][][] weights = new long[counts.length][][];
      for (int place = 0; place < counts.length; place++) {
        if (random.nextInt(4) > 0) {
          next[place] = random.ints(0, codes).distinct().limit(1 + random.nextInt(codes)).toArray();
          weights[place] = new long[halfLives][];
          for (int halfLife = 0; halfLife < halfLives; halfLife++) {
            weights[place][halfLife] = random.longs(next[place].length, 0, 5_000_000).toArray();
          }
          counts[place] = new NextCounts(next[place], weights[place]);
        }
      }
      List<String> names = java.util.Collections.nCopies(halfLives, "h");
      double[] units = random.doubles(halfLives, 1 << 18, 1 << 22).toArray();
      Experts experts = new Experts(CONTEXTS, names, codes, units);

      double[][] said = experts.probabilities(counts);

      assertThat(said).hasDimensions((CONTEXTS.views().size() + 3) * halfLives, codes);
      for (int expert = 0; expert < said.length; expert++) {
        assertThat(Arrays.stream(said[expert]).sum()).isCloseTo(1, within(1e-9));
        int order = expert / halfLives - CONTEXTS.views().size();
        int[] chain = CONTEXTS.chains()[order < 0 ? expert / halfLives : 0];
        int depth = order < 0 ? chain.length : 2 + order;
        int halfLife = expert % halfLives;
        for (int code = 0; code < codes; code++) {
          assertThat(said[expert][code])
              .isCloseTo(
                  walked(chain, depth, code, codes, next, weights, halfLife, units), within(1e-9));
        }
      }
    }
  }

  /** The same by its definition, one code at a time. */
  private static double walked(
      int[] chain,
      int depth,
      int code,
      int codes,
      int[][] next,
      long[][][] weights,
      int halfLife,
      double[] units) {
    if (depth == 0) {
      return 1.0 / codes;
    }
    double below = walked(chain, depth - 1, code, codes, next, weights, halfLife, units);
    int place = chain[depth - 1];
    if (next[place] == null) {
      return below;
    }
    double unit = units[halfLife];
    double own = 0;
    double all = 0;
    for (int i = 0; i < next[place].length; i++) {
      all += weights[place][halfLife][i] / unit;
      own += next[place][i] == code ? weights[place][halfLife][i] / unit : 0;
    }
    double kinds = next[place].length;
    return (own + kinds * below) / (all + kinds);
  }
}

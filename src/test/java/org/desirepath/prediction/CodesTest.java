package org.desirepath.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodesTest {

  @Test
  void codesOfMoreNamesComeAfterThoseThatAreKnown() {
    Codes known = new Codes(List.of("m", "b"));
    Codes more = known.and(List.of("z", "a", "m"));

    assertThat(names(known)).containsExactly("b", "m");
    assertThat(names(more)).containsExactly("b", "m", "a", "z");
    assertThat(more.code("a")).isEqualTo(3);
    assertThat(more.code("never")).isZero();
    assertThat(known.code("a")).isZero();
  }

  private static List<String> names(Codes codes) {
    return IntStream.range(1, codes.size()).mapToObj(codes::name).toList();
  }
}

package org.desirepath.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ContractEdgesTest {

  private static final boolean CHANGED = true;
  private static final boolean UNCHANGED = false;

  @Test
  void aChainBecomesAStarAroundItsLeastNode() {
    assertThat(contracted(10, edge(9, 7, UNCHANGED), edge(7, 4, UNCHANGED), edge(5, 4, UNCHANGED)))
        .containsExactlyInAnyOrder("9-4 new", "7-4", "5-4");
  }

  @Test
  void anEdgeThatWasChangedBeforeIsNewEvenIfItStays() {
    assertThat(contracted(10, edge(9, 4, CHANGED), edge(8, 4, UNCHANGED)))
        .containsExactlyInAnyOrder("9-4 new", "8-4");
  }

  @Test
  void doublesAndLoopsComeOutOnceOrNotAtAll() {
    assertThat(contracted(10, edge(9, 4, UNCHANGED), edge(9, 4, CHANGED), edge(3, 3, UNCHANGED)))
        .containsExactly("9-4");
  }

  @Test
  void aBunchEndsBetweenTwoNodes() {
    assertThat(
            contracted(
                2,
                edge(5, 1, UNCHANGED),
                edge(6, 2, UNCHANGED),
                edge(6, 3, UNCHANGED),
                edge(7, 3, UNCHANGED)))
        .containsExactly("5-1", "6-2", "3-2 new", "7-3");
  }

  @Test
  void theFurtherPartsOfANodeOfManyEdgesAreNew() {
    assertThat(
            contracted(
                2,
                edge(9, 1, UNCHANGED),
                edge(9, 2, UNCHANGED),
                edge(9, 3, UNCHANGED),
                edge(9, 4, UNCHANGED),
                edge(9, 5, UNCHANGED)))
        .containsExactly("9-1", "2-1 new", "9-3 new", "4-3 new", "9-5 new");
  }

  @Test
  void noEdgesMakeNoStars() {
    assertThat(contracted(2)).isEmpty();
  }

  private static Row edge(long high, long low, boolean isChanged) {
    return RowFactory.create(high, low, isChanged);
  }

  private static List<String> contracted(int edgesAtOnce, Row... edges) {
    List<String> stars = new ArrayList<>();
    new ContractEdges(edgesAtOnce)
        .call(List.of(edges).iterator())
        .forEachRemaining(
            star ->
                stars.add(
                    star.getLong(0) + "-" + star.getLong(1) + (star.getBoolean(2) ? " new" : "")));
    return stars;
  }
}

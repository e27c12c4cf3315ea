package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrmIdsTest {

  @Test
  void theLastThreeCharactersTellWhichAreCapital() {
    assertThat(CrmIds.withCheck("001A0000006Vm9u")).isEqualTo("001A0000006Vm9uIAC");
  }

  @Test
  void idsAreEighteenCharactersAndAllDifferent() {
    assertThat(IntStream.range(0, 1000).mapToObj(i -> CrmIds.of(CrmIds.CONTACT, i / 10, i % 10)))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == 18 && id.startsWith("003"));
  }

  @Test
  void theVendorsOwnRecordsAreNoAccounts() {
    assertThat(CrmIds.ofVendor(CrmIds.ACCOUNT, 9000))
        .isNotEqualTo(CrmIds.of(CrmIds.ACCOUNT, 0, 9000));
  }
}

package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.desirepath.settings.InvalidSettings;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

  @Test
  void allFaultsAreToldTogether() {
    assertThatThrownBy(() -> new DemoSettings(0, 731, 1, true, true, null))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("demo.accounts must be from 1 to 10000000, but is 0")
        .hasMessageContaining("demo.days must be from 1 to 730, but is 731")
        .hasMessageContaining("demo.end must be a day such as 2026-06-01, but is null");
  }

  @Test
  void accountsFollowFromTheRowsThatAreWanted() {
    assertThat(DemoSettings.accountsFor(1_000_000, 90)).isEqualTo(1389);
    assertThat(DemoSettings.accountsFor(1, 90)).isEqualTo(1);
    assertThat(DemoSettings.accountsFor(Long.MAX_VALUE, 1)).isEqualTo(10_000_000);
  }
}

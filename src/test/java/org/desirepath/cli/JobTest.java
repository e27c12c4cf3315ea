package org.desirepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTest {

  @Test
  void theFingerprintIsThatOfWhatShapesTablesWhateverTheDay() {
    String plain = fingerprint(Map.of());

    assertThat(fingerprint(Map.of("as-of", "2026-03-01"))).isEqualTo(plain);
    assertThat(fingerprint(Map.of("as-of", "2026-03-02"))).isEqualTo(plain);
    assertThat(fingerprint(Map.of("sessions.inactivity", "PT45M"))).isNotEqualTo(plain);
    assertThat(fingerprint(Map.of("sources.exports", "/data/{date}"))).isNotEqualTo(plain);
  }

  @Test
  void theFingerprintDoesNotDependOnTheOrderOfOptions() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("sessions.inactivity", "PT45M");
    one.put("paths.max-length", "5");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("paths.max-length", "5");
    other.put("sessions.inactivity", "PT45M");

    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
  }

  private static String fingerprint(Map<String, String> overrides) {
    return Job.read("jobs/nightly.yaml", overrides).fingerprint();
  }
}

package org.desirepath.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {

  @Test
  void aDateInTheFolderOfTheExportsIsThatOfTheSnapshot() {
    LocalDate day = LocalDate.of(2026, 3, 1);

    assertThat(of("s3a://bucket/exports").exports(day)).isEqualTo("s3a://bucket/exports");
    assertThat(of("/data/{date}/of/{date}").exports(day))
        .isEqualTo("/data/2026-03-01/of/2026-03-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/{day}", "/data/{date}}", "/data/{Date}", "/data/${date", "/{}"})
  void otherBracesAreRefused(String exports) {
    assertThatThrownBy(() -> of(exports))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "sources.exports must hold no braces but those of {date}, which stands for the snapshot"
                + " date, but is "
                + exports);
  }

  private static SourceSettings of(String exports) {
    return new SourceSettings(
        exports,
        List.of("sources/ga4.yaml"),
        Duration.ofDays(730),
        LocalDate.of(2000, 1, 1),
        Duration.ofDays(366),
        200_000,
        2000,
        0.05);
  }
}

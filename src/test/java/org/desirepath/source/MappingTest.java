package org.desirepath.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.desirepath.settings.InvalidSettings;
import org.junit.jupiter.api.Test;

class MappingTest {

  @Test
  void aMappingIsRead() {
    Mapping mapping = Mapping.read(Shop.MAPPING, "shop.yaml");

    assertThat(mapping.source()).isEqualTo("shop");
    assertThat(mapping.record("visit").events()).hasSize(1);
    assertThat(mapping.record("customer").describes()).isTrue();
    assertThat(mapping.record("visit").describes()).isFalse();
  }

  @Test
  void whatIsWrongWithAMappingIsToldTogether() {
    String bad =
        """
        source: shop
        kind: shop
        folder: shop
        records:
          - record: visit
            files: [visits.json]
            format: xml
            columns: {at: moment}
            required: [id]
            seen-at: at
            identifers: []
            events:
              - {occurred-at: at, direction: both}
        """;

    assertThatThrownBy(() -> Mapping.read(bad, "shop.yaml"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("identifers is unknown; did you mean identifiers?")
        .hasMessageContaining("either type or type-of must be given")
        .hasMessageContaining("direction must be company or customer, but is both");
  }

  @Test
  void partsThatDoNotFitTogetherAreRefused() {
    assertThatThrownBy(
            () ->
                Mapping.read(
                    Shop.MAPPING
                        .replace("format: csv", "format: xml")
                        .replace("required: [id, created]", "required: [nobody]")
                        .replace("created: timestamp", "created: moment"),
                    "shop.yaml"))
        .hasMessageContaining("format must be csv, json or parquet: xml")
        .hasMessageContaining("required names no column: nobody")
        .hasMessageContaining("columns.created must be string, boolean");
  }

  @Test
  void aHeaderIsReadWithoutByteOrderMarkAndQuotes() throws IOException {
    String csv = "\uFEFF\"Id\",\"Name, \"\"full\"\"\",plain \r\n\"1\",\"x\",\"y\"\r\n";

    assertThat(
            ProbeFiles.header(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), ','))
        .isEqualTo(List.of("Id", "Name, full", "plain"));
    assertThat(ProbeFiles.header(new ByteArrayInputStream(new byte[0]), ',')).isEmpty();
  }

  @Test
  void columnsOfOneNameAreToldApart() {
    assertThat(TypedRows.unique(List.of("Id", "ID", "", "b")))
        .isEqualTo(List.of("Id", "_column_2", "_column_3", "b"));
  }

  @Test
  void everyReasonHasACodeAndASentence() {
    assertThat(ReasonCode.of("missing_key")).contains(ReasonCode.MISSING_KEY);
    assertThat(ReasonCode.of("anything")).isEmpty();
    assertThat(ReasonCode.values())
        .allSatisfy(reason -> assertThat(reason.sentence()).isNotBlank());
  }
}

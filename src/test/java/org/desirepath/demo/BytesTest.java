package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void jsonReadersGetBackWhatWasWritten() throws Exception {
    String text = "quote \" slash \\ line\nnull\u0000 ö 🛗 \u202E";
    String json = new Bytes().add("\"").addJson(text).add("\"").toString();
    assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
  }

  @Test
  void quotesInsideCsvValuesAreDoubled() {
    assertThat(new Bytes().addQuoted("say \"no\"")).hasToString("\"say \"\"no\"\"\"");
  }

  @Test
  void aPartIsReplacedByAnotherOfAnyLength() {
    Bytes row = new Bytes().add("one two three");
    assertThat(row.replace(4, 7, "")).hasToString("one  three");
    assertThat(row.replace(4, 4, "forty-two")).hasToString("one forty-two three");
  }

  @Test
  void growsPastItsFirstSize() {
    Bytes row = new Bytes();
    for (int i = 0; i < 10_000; i++) {
      row.add(7L);
    }
    assertThat(row.length()).isEqualTo(10_000);
    assertThat(row.toString()).containsOnlyOnce("7".repeat(10_000));
  }
}

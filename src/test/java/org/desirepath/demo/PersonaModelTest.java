package org.desirepath.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.desirepath.demo.WebTouchpoint.API_REFERENCE;
import static org.desirepath.demo.WebTouchpoint.DOCS;
import static org.desirepath.demo.WebTouchpoint.QUICKSTART;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonaModelTest {

  private static final int VISITS = 2_000;

  private final PersonaModel model = PersonaModel.read();

  @ParameterizedTest
  @EnumSource
  void whatFollowsAnyTwoTouchpointsHasProbabilityOne(Persona persona) {
    for (WebTouchpoint before : WebTouchpoint.values()) {
      for (WebTouchpoint last : WebTouchpoint.values()) {
        double sum =
            Arrays.stream(WebTouchpoint.values())
                .mapToDouble(next -> model.probability(persona, before, last, next))
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void theTouchpointBeforeTheLastMatters() {
    Persona persona = Persona.TECHNICAL_EVALUATOR;
    assertThat(model.probability(persona, DOCS, API_REFERENCE, QUICKSTART))
        .isGreaterThan(2 * model.probability(persona, QUICKSTART, API_REFERENCE, QUICKSTART));
  }

  @ParameterizedTest
  @EnumSource
  void visitsMostlyBetrayTheirPersona(Persona persona) {
    Dice dice = Dice.of(1, "persona", 0);
    int right = 0;
    for (int i = 0; i < VISITS; i++) {
      List<WebTouchpoint> path = model.path(persona, Integer.MAX_VALUE, dice);
      Browser.Kind device =
          dice.chance(model.mobile(persona)) ? Browser.Kind.MOBILE : Browser.Kind.DESKTOP;
      int block = model.block(persona, dice);
      right += model.guess(path, block, device).persona() == persona ? 1 : 0;
    }
    assertThat(right / (double) VISITS).isBetween(0.8, 0.995);
  }

  @Test
  void personasDifferInLength() {
    assertThat(meanLength(Persona.EXECUTIVE_SCANNER)).isCloseTo(3.7, within(0.2));
    assertThat(meanLength(Persona.TECHNICAL_EVALUATOR)).isCloseTo(7.6, within(0.3));
  }

  @Test
  void noVisitIsLongerThanAllowed() {
    Dice dice = Dice.of(2, "length", 0);
    for (int i = 0; i < VISITS; i++) {
      assertThat(model.path(Persona.TECHNICAL_EVALUATOR, 4, dice)).hasSizeBetween(1, 4);
    }
  }

  @Test
  void whatTheModelSaysOfWhatComesNextIsWhatComes() throws IOException {
    JsonNode sheets =
        new YAMLMapper().readTree(PersonaModel.class.getResourceAsStream("personas.yaml"));
    Dice dice = Dice.of(3, "next", 0);
    Persona[] personas = Persona.values();
    double said = 0;
    int ended = 0;
    for (int i = 0; i < 20 * VISITS; i++) {
      // Drawn as often as the model's shares have it.
      Persona persona =
          dice.weighted(List.of(personas), one -> sheets.get(one.label()).get("share").asDouble());
      List<WebTouchpoint> path = model.path(persona, Integer.MAX_VALUE, dice);
      Browser.Kind device =
          dice.chance(model.mobile(persona)) ? Browser.Kind.MOBILE : Browser.Kind.DESKTOP;
      int block = model.block(persona, dice);
      said += StrictMath.exp(-model.guess(path.subList(0, 1), block, device).nextLogLoss());
      ended += path.size() == 1 ? 1 : 0;
      assertThat(model.guess(path, block, device).nextLogLoss()).isPositive();
    }
    assertThat(said / (20 * VISITS)).isCloseTo(ended / (20.0 * VISITS), within(0.005));
  }

  private double meanLength(Persona persona) {
    Dice dice = Dice.of(3, "length", 0);
    int sum = 0;
    for (int i = 0; i < VISITS; i++) {
      sum += model.path(persona, Integer.MAX_VALUE, dice).size();
    }
    return sum / (double) VISITS;
  }
}

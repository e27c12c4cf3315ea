package org.desirepath.demo;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** A weight for each persona: a person's taste, or what a phase of the story is about. */
final class PersonaWeights {

  private final Map<Persona, Double> weights = new EnumMap<>(Persona.class);

  private PersonaWeights() {}

  /** Weights in the order of the personas. */
  static PersonaWeights inOrder(double... weights) {
    PersonaWeights ordered = new PersonaWeights();
    Iterator<Double> rest = DoubleStream.of(weights).iterator();
    for (Persona persona : Persona.values()) {
      ordered.weights.put(persona, rest.next());
    }
    return ordered;
  }

  /** Every weight changed, then all together brought to one. */
  PersonaWeights varied(UnaryOperator<Double> change) {
    PersonaWeights varied = new PersonaWeights();
    weights.forEach((persona, weight) -> varied.weights.put(persona, change.apply(weight)));
    double sum = varied.weights.values().stream().mapToDouble(Double::doubleValue).sum();
    varied.weights.replaceAll((persona, weight) -> weight / sum);
    return varied;
  }

  double of(Persona persona) {
    return weights.get(persona);
  }
}

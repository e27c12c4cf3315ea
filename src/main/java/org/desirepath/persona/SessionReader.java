package org.desirepath.persona;

import java.io.Serializable;
import java.util.List;
import org.desirepath.persona.FeatureSpace.Feature;

/** Makes something of the features of a session; is sent to tasks. */
@FunctionalInterface
interface SessionReader<T> extends Serializable {
  T read(List<Feature> features);
}

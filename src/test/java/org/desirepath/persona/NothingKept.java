package org.desirepath.persona;

import java.util.List;
import java.util.Optional;

/** Keeps nothing of a sweep and tells nothing of it. */
final class NothingKept implements SweepPersonas.Store, SweepPersonas.Listener {

  @Override
  public Optional<String> read(String name) {
    return Optional.empty();
  }

  @Override
  public void write(String name, String text) {}

  @Override
  public void began(String trial) {}

  @Override
  public void ended(String trial, List<Candidate> candidates, boolean wasThere) {}
}

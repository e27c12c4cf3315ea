package org.desirepath.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.desirepath.settings.IdentitySettings;
import org.desirepath.settings.SettingsFault;

/** Holds the kinds of identifier that the settings name against those there are. */
public final class NamedKinds {

  private NamedKinds() {}

  /**
   * A fault for each kind that is named and neither usual nor in a mapping, so that a slip of the
   * pen does not lift a guard.
   *
   * @param mapped kinds of the identifiers that the job's mappings read
   */
  public static List<SettingsFault> faults(IdentitySettings settings, Collection<String> mapped) {
    TreeSet<String> known = new TreeSet<>(Identifier.BY_STRENGTH);
    known.addAll(mapped);
    List<SettingsFault> faults = new ArrayList<>();
    for (String kind : new TreeSet<>(settings.maxStrongIdentifiers().keySet())) {
      if (!known.contains(kind)) {
        faults.add(
            new SettingsFault(
                "identity.max-strong-identifiers." + kind,
                "is no kind of identifier; there are " + known));
      }
    }
    for (String kind : settings.recordKinds()) {
      if (!known.contains(kind)) {
        faults.add(
            new SettingsFault(
                "identity.record-kinds",
                "must name kinds of identifier of %s, but names %s".formatted(known, kind)));
      }
    }
    return faults;
  }
}

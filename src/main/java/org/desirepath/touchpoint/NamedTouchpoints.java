package org.desirepath.touchpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.desirepath.settings.FunnelSettings;
import org.desirepath.settings.SettingsFault;
import org.desirepath.settings.StrictYaml;

/** Holds the touchpoints that the settings name against those there are. */
public final class NamedTouchpoints {

  private NamedTouchpoints() {}

  /**
   * A fault for each touchpoint that a funnel names but no event can be, so that a slip of the pen
   * does not leave a step that nobody makes.
   *
   * @param sources names of the sources, as what the catalogue does not know is named by them
   */
  public static List<SettingsFault> faults(
      List<FunnelSettings> funnels, Catalogue catalogue, Collection<String> sources) {
    TreeSet<String> known = new TreeSet<>();
    catalogue.touchpoints().forEach(entry -> known.add(entry.id()));
    sources.forEach(source -> known.add(NameTouchpoints.UNMATCHED_PREFIX + source));
    List<SettingsFault> faults = new ArrayList<>();
    for (FunnelSettings funnel : funnels) {
      for (FunnelSettings.Step step : funnel.steps()) {
        for (String touchpoint : step.touchpoints()) {
          if (!known.contains(touchpoint)) {
            faults.add(
                new SettingsFault(
                    "funnels.%s.steps.%s.touchpoints".formatted(funnel.name(), step.name()),
                    "must name touchpoints of the catalogue%s, but names %s"
                        .formatted(
                            StrictYaml.nearest(touchpoint, known)
                                .map(nearest -> ", such as " + nearest)
                                .orElse(""),
                            touchpoint)));
          }
        }
      }
    }
    return faults;
  }
}

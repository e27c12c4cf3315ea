package org.desirepath.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a careful reader should count: rows per file and per source. */
final class Totals {

  private Totals() {}

  static Map<String, Object> of(
      DemoSettings settings, Window window, Ledger ledger, Map<String, Long> counts) {
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("snapshot_ms", window.end());
    totals.put("accounts", settings.accounts());
    totals.put("days", settings.days());
    totals.put("hostile", settings.hostile());
    totals.put("property_time_zone", Window.ZONE.getId());
    totals.put("inactivity_ms", Window.INACTIVITY);
    Map<String, Object> files = new LinkedHashMap<>();
    Map<String, Long> sources = new TreeMap<>();
    for (String file : ledger.files()) {
      Map<String, Object> rows = new LinkedHashMap<>();
      rows.put("rows", ledger.rows(file));
      String source = file.substring(0, file.indexOf('/'));
      sources.merge(source + ".rows", ledger.rows(file), Long::sum);
      for (Dirt.Fate fate :
          List.of(Dirt.Fate.DUPLICATE, Dirt.Fate.QUARANTINED, Dirt.Fate.BOT, Dirt.Fate.ACCEPTED)) {
        long count = ledger.rows(file, fate);
        rows.put(Labels.of(fate), count);
        sources.merge(source + "." + Labels.of(fate), count, Long::sum);
      }
      if (ledger.isRefused(file)) {
        rows.put("refused_file", true);
      }
      files.put(file, rows);
    }
    totals.put("files", files);
    totals.put("sources", sources);
    totals.put("counts", counts);
    return totals;
  }

  /** The planted causes and the drift. */
  static Map<String, Object> effects(Window window) {
    Map<String, Object> effects = new LinkedHashMap<>();
    effects.put("win_path", path(Effects.WIN_PATH, "won", Effects.WIN_PATH_ODDS));
    effects.put("friction_loop", path(Effects.FRICTION_LOOP, "won", Effects.FRICTION_LOOP_ODDS));
    effects.put("mature_problem", cause("won", Effects.MATURE_PROBLEM_ODDS, ""));
    effects.put("segment_enterprise", cause("won", Effects.ENTERPRISE_ODDS, ""));
    effects.put(
        "slow_first_response",
        cause(
            "churned",
            Effects.SLOW_FIRST_RESPONSE_ODDS,
            "an onboarding ticket first answered after more than 24 hours"));
    effects.put(
        "negative_onboarding",
        cause(
            "churned",
            Effects.NEGATIVE_ONBOARDING_ODDS,
            "an onboarding ticket whose planted sentiment is -0.4 or lower"));
    Map<String, Object> drift = new LinkedHashMap<>();
    drift.put("from_ms", window.driftFrom());
    drift.put("persona", Persona.DRIFTING.label());
    drift.put("persona_weight_factor", Persona.DRIFT);
    drift.put("path", labels(Effects.DRIFT_PATH));
    effects.put("drift", drift);
    return effects;
  }

  private static Map<String, Object> path(List<WebTouchpoint> steps, String outcome, double odds) {
    Map<String, Object> cause = new LinkedHashMap<>();
    cause.put("path", labels(steps));
    cause.putAll(cause(outcome, odds, "a visit of the deal holds the path, contiguous"));
    return cause;
  }

  private static Map<String, Object> cause(String outcome, double odds, String condition) {
    Map<String, Object> cause = new LinkedHashMap<>();
    cause.put("outcome", outcome);
    cause.put("odds_ratio", odds);
    if (!condition.isEmpty()) {
      cause.put("condition", condition);
    }
    return cause;
  }

  private static List<String> labels(List<WebTouchpoint> steps) {
    return steps.stream().map(WebTouchpoint::label).toList();
  }
}

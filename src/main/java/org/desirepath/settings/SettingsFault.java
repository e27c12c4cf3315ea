package org.desirepath.settings;

/**
 * One wrong setting.
 *
 * @param where the setting, such as {@code sessions.inactivity}
 * @param problem what was found and what is allowed, as the end of a sentence that starts with the
 *     setting
 */
public record SettingsFault(String where, String problem) {

  @Override
  public String toString() {
    return where + " " + problem;
  }
}

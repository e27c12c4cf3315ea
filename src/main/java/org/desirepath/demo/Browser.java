package org.desirepath.demo;

/**
 * A browser: what the web export takes for a visitor.
 *
 * @param pseudoId its cookie
 * @param kind desktop or mobile
 * @param logsIn whether its owner ever logs in on it; only then do the exports tell whose it is
 */
record Browser(String pseudoId, Kind kind, Model model, boolean logsIn, Channel firstChannel) {

  /** Kind of device, as the web export has it. */
  enum Kind {
    DESKTOP,
    MOBILE;

    String label() {
      return Labels.of(this);
    }
  }

  /** Devices that are in use. */
  enum Model {
    WINDOWS_CHROME("Windows", "Chrome", "", ""),
    WINDOWS_EDGE("Windows", "Edge", "", ""),
    WINDOWS_FIREFOX("Windows", "Firefox", "", ""),
    MAC_SAFARI("Macintosh", "Safari", "", ""),
    MAC_CHROME("Macintosh", "Chrome", "", ""),
    IPHONE("iOS", "Safari", "Apple", "iPhone"),
    PIXEL("Android", "Chrome", "Google", "Pixel 8"),
    GALAXY("Android", "Chrome", "Samsung", "SM-S921B");

    final String system;
    final String browser;
    final String brand;
    final String device;

    Model(String system, String browser, String brand, String device) {
      this.system = system;
      this.browser = browser;
      this.brand = brand;
      this.device = device;
    }
  }

  private static final Model[] DESKTOPS = {
    Model.WINDOWS_CHROME,
    Model.WINDOWS_EDGE,
    Model.WINDOWS_FIREFOX,
    Model.MAC_SAFARI,
    Model.MAC_CHROME
  };

  private static final Model[] MOBILES = {Model.IPHONE, Model.PIXEL, Model.GALAXY};

  static Browser of(Kind kind, boolean logsIn, Dice dice) {
    Model model =
        kind == Kind.DESKTOP
            ? DESKTOPS[dice.weighted(38, 20, 10, 12, 20)]
            : MOBILES[dice.weighted(50, 20, 30)];
    return new Browser(pseudoId(dice), kind, model, logsIn, Channel.any(dice));
  }

  /** A random number and a second, as the vendor's script makes them. */
  static String pseudoId(Dice dice) {
    return dice.between(100_000_000, 2_147_483_647L)
        + "."
        + dice.between(1_735_000_000L, 1_767_000_000L);
  }

  String node() {
    return "d:" + pseudoId;
  }
}

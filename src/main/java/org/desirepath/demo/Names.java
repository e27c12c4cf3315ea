package org.desirepath.demo;

import java.util.List;

/** Names of companies and people, all invented. */
final class Names {

  private static final List<String> FRONT =
      List.of(
          "Alder", "Amber", "Birch", "Brass", "Cinder", "Clover", "Coral", "Crane", "Dune", "Elm",
          "Fable", "Flint", "Gable", "Glade", "Granite", "Hazel", "Heron", "Iris", "Juniper",
          "Kite", "Larch", "Linden", "Marble", "Meadow", "Nettle", "Ochre", "Opal", "Otter",
          "Pebble", "Quarry", "Quill", "Reed", "Rowan", "Saffron", "Sorrel", "Tansy", "Thistle",
          "Umber", "Velvet", "Wren");

  private static final List<String> BACK =
      List.of(
          "Aqua",
          "Bridge",
          "Care",
          "Cooling",
          "Field",
          "Fibre",
          "Gate",
          "Grid",
          "Heat",
          "Labs",
          "Lift",
          "Light",
          "Line",
          "Mobility",
          "Network",
          "Power",
          "Pump",
          "Rail",
          "Service",
          "Track",
          "Turbine",
          "Valve",
          "Water");

  private static final List<String> GIVEN =
      List.of(
          "Aino", "Bela", "Carmen", "Dario", "Edda", "Farid", "Gita", "Hanna", "Ilias", "Joris",
          "Kamil", "Lotte", "Malik", "Nadja", "Oskar", "Paula", "Rieke", "Sanna", "Tomas", "Ute",
          "Vito", "Wanda", "Yusuf", "Zita", "Amara", "Bruno", "Chidi", "Dunja", "Emil", "Freja",
          "Goran", "Hedda", "Ines", "Jonas", "Keiko", "Leon", "Mina", "Nils", "Odile", "Petra",
          "Quirin", "Rana", "Selma", "Timo", "Ulla", "Vikram", "Willa", "Yara", "Zeno", "Björn");

  private static final List<String> FAMILY =
      List.of(
          "Abel",
          "Berg",
          "Calder",
          "Dahl",
          "Ekman",
          "Falk",
          "Grau",
          "Holm",
          "Ivers",
          "Jansen",
          "Kern",
          "Lund",
          "Marsh",
          "Noor",
          "Olsen",
          "Prior",
          "Rask",
          "Stone",
          "Thorn",
          "Ueda",
          "Vance",
          "Wolff",
          "Yilmaz",
          "Zorn",
          "Achterberg",
          "Bhatt",
          "Corso",
          "Dufour",
          "Eriksen",
          "Fiala",
          "Ghosh",
          "Haas",
          "Iyer",
          "Joshi",
          "Kowal",
          "Larsen",
          "Moreno",
          "Nowak",
          "Ortiz",
          "Peters",
          "Quist",
          "Rossi",
          "Sato",
          "Tran",
          "Urban",
          "Varga",
          "Weiss",
          "Yang",
          "Zeman",
          "Krüger");

  private static final int PAIRS = FRONT.size() * BACK.size();

  /** Shares no factor with the number of pairs, so neighbours get unlike names and none repeats. */
  private static final int STRIDE = 373;

  private Names() {}

  /** Each company's own; a number follows once all pairs of words are used up. */
  static String domain(int company) {
    int pair = pair(company);
    String words = FRONT.get(pair / BACK.size()) + BACK.get(pair % BACK.size());
    return Labels.lower(words) + lap(company) + ".example";
  }

  static String company(int company, Place place, Dice dice) {
    int pair = pair(company);
    String form =
        switch (place) {
          case HAMBURG, VIENNA -> dice.chance(0.3) ? "GmbH & Co. KG" : "GmbH";
          case BRISTOL -> "Ltd";
          case LILLE -> "SAS";
          case MALMO -> "AB";
          case CHENNAI -> "Pvt Ltd";
          case DENVER, ATLANTA, TORONTO -> "Inc.";
        };
    String words = FRONT.get(pair / BACK.size()) + " " + BACK.get(pair % BACK.size());
    return words + lap(company) + " " + form;
  }

  private static int pair(int company) {
    return (int) ((long) company * STRIDE % PAIRS);
  }

  private static String lap(int company) {
    return company < PAIRS ? "" : Integer.toString(company / PAIRS + 1);
  }

  static String given(Dice dice) {
    return dice.pick(GIVEN);
  }

  static String family(Dice dice) {
    return dice.pick(FAMILY);
  }

  /** A name as it stands in a mail address. */
  static String inAddress(String name) {
    return Labels.lower(name).replace("ö", "oe").replace("ü", "ue");
  }
}

package org.desirepath.demo;

import java.time.ZoneId;
import java.util.List;

/** Where companies sit: what the web export tells of a visitor and the clock they live by. */
enum Place {
  HAMBURG("Europe", "Germany", "Hamburg", "Hamburg", "de-de", "Europe/Berlin", 18),
  VIENNA("Europe", "Austria", "Vienna", "Vienna", "de-at", "Europe/Vienna", 7),
  BRISTOL("Europe", "United Kingdom", "England", "Bristol", "en-gb", "Europe/London", 14),
  LILLE("Europe", "France", "Hauts-de-France", "Lille", "fr-fr", "Europe/Paris", 8),
  MALMO("Europe", "Sweden", "Skåne County", "Malmö", "sv-se", "Europe/Stockholm", 6),
  DENVER("Americas", "United States", "Colorado", "Denver", "en-us", "America/Denver", 20),
  ATLANTA("Americas", "United States", "Georgia", "Atlanta", "en-us", "America/New_York", 13),
  TORONTO("Americas", "Canada", "Ontario", "Toronto", "en-ca", "America/Toronto", 7),
  CHENNAI("Asia", "India", "Tamil Nadu", "Chennai", "en-in", "Asia/Kolkata", 7);

  final String continent;
  final String country;
  final String region;
  final String city;
  final String language;
  final ZoneId zone;
  private final int weight;

  Place(
      String continent,
      String country,
      String region,
      String city,
      String language,
      String zone,
      int weight) {
    this.continent = continent;
    this.country = country;
    this.region = region;
    this.city = city;
    this.language = language;
    this.zone = ZoneId.of(zone);
    this.weight = weight;
  }

  static Place any(Dice dice) {
    return dice.weighted(List.of(values()), place -> place.weight);
  }

  boolean speaksGerman() {
    return language.startsWith("de");
  }
}

package org.desirepath.demo;

import java.util.List;

/** What a customer feels while writing to support, how it counts, and what they then write. */
enum Emotion {
  ANGER(
      -0.9,
      4,
      18,
      "This is unacceptable. Two crews stood in front of closed doors because of you. Call me today.",
      "I have asked three times and get the same empty answer. We are looking at other vendors.",
      "Unfassbar. Der Einsatzplan ist zum zweiten Mal in dieser Woche verschwunden."),
  FRUSTRATION(
      -0.6,
      12,
      34,
      "It fails again since the last update, and I am doing the schedule by hand once more.",
      "Still not working. I followed every step of your article and lost a whole morning.",
      "Leider hilft das nicht, der Fehler kommt nach jedem Neustart wieder."),
  CONFUSION(
      -0.25,
      20,
      16,
      "I am not sure which of the two settings counts. Where do I see what the crew sees?",
      "Sorry, I do not understand the difference between a visit and a job here.",
      "Wo genau finde ich die Freigabe? In meinem Menü gibt es den Punkt nicht."),
  NEUTRAL(
      0.0,
      36,
      24,
      "Please add two more seats for our depot in the north.",
      "We would like to export last month's visits as a table. What is the way to do it?",
      "Bitte senden Sie uns die Anleitung für den Kalenderabgleich."),
  GRATITUDE(
      0.7,
      18,
      6,
      "Thank you, that was quick and it works now.",
      "Thanks a lot for staying on the line, the crews are back on the road.",
      "Vielen Dank, das hat sofort geholfen."),
  JOY(
      0.9,
      10,
      2,
      "Wonderful! Our technicians love the new route board.",
      "Brilliant, exactly what we needed. You made my week.",
      "Großartig, genau so haben wir uns das vorgestellt!");

  final double sentiment;
  final List<String> texts;
  private final int prompt;
  private final int late;

  /** How often it comes after a prompt answer, and after a late one. */
  Emotion(double sentiment, int prompt, int late, String... texts) {
    this.prompt = prompt;
    this.late = late;
    this.sentiment = sentiment;
    this.texts = List.of(texts);
  }

  /** A slow answer sours the tone. */
  static Emotion any(boolean slow, Dice dice) {
    return dice.weighted(List.of(values()), emotion -> slow ? emotion.late : emotion.prompt);
  }

  String label() {
    return Labels.of(this);
  }
}

package org.desirepath.demo;

import java.util.List;

/** What a person has to say in a purchase: titles, the CRM's word for it, and taste in visits. */
enum BuyingRole {
  USER(
      34,
      "Business User",
      List.of(
          new Post("Service Dispatcher", "Operations"),
          new Post("Field Technician", "Field Service"),
          new Post("Scheduler", "Operations"),
          new Post("Operations Specialist", "Operations"),
          new Post("Service Coordinator", "Customer Service"),
          new Post("Disponentin", "Planung")),
      0.10,
      0.05,
      0.25,
      0.03,
      0.50,
      0.07),
  DECISION_MAKER(
      25,
      "Decision Maker",
      List.of(
          new Post("Managing Director", "Management"),
          new Post("VP Service", "Service"),
          new Post("Head of Operations", "Operations"),
          new Post("Chief Operating Officer", "Management"),
          new Post("CEO", "Management"),
          new Post("Geschäftsführerin", "Management")),
      0.10,
      0.02,
      0.08,
      0.62,
      0.04,
      0.14),
  TECHNICAL(
      14,
      "Evaluator",
      List.of(
          new Post("Software Engineer", "IT"),
          new Post("System Administrator", "IT"),
          new Post("Data Engineer", "Data"),
          new Post("IT Architect", "IT"),
          new Post("CTO", "IT")),
      0.08,
      0.68,
      0.03,
      0.03,
      0.15,
      0.03),
  INFLUENCER(
      12,
      "Influencer",
      List.of(
          new Post("Consultant", "Strategy"),
          new Post("Innovation Manager", "Strategy"),
          new Post("Business Analyst", "Strategy"),
          new Post("Product Manager", "Product")),
      0.62,
      0.12,
      0.02,
      0.12,
      0.06,
      0.06),
  PURCHASER(
      8,
      "Economic Buyer",
      List.of(
          new Post("Procurement Manager", "Procurement"),
          new Post("Category Manager IT", "Procurement"),
          new Post("CFO", "Finance"),
          new Post("Einkaufsleiter", "Procurement")),
      0.06,
      0.02,
      0.32,
      0.08,
      0.04,
      0.48),
  GATEKEEPER(
      7,
      "Gatekeeper",
      List.of(
          new Post("Legal Counsel", "Legal"),
          new Post("Data Protection Officer", "Legal"),
          new Post("Executive Assistant", "Management"),
          new Post("Information Security Officer", "IT Security")),
      0.30,
      0.30,
      0.05,
      0.20,
      0.05,
      0.10);

  /** A title and where it belongs. */
  record Post(String title, String department) {}

  private static final double PERSONAL_SPREAD = 0.9;

  final String crmRole;
  private final int share;
  private final List<Post> posts;
  private final PersonaWeights taste;

  /** Taste names the personas in their order. */
  BuyingRole(int share, String crmRole, List<Post> posts, double... taste) {
    this.share = share;
    this.crmRole = crmRole;
    this.posts = posts;
    this.taste = PersonaWeights.inOrder(taste);
  }

  static BuyingRole any(Dice dice) {
    return dice.weighted(List.of(values()), role -> role.share);
  }

  Post anyPost(Dice dice) {
    return dice.pick(posts);
  }

  /** One person's taste: the role's, each part heavier or lighter than usual. */
  PersonaWeights anyTaste(Dice dice) {
    return taste.varied(weight -> weight * dice.lognormal(1, PERSONAL_SPREAD));
  }

  String label() {
    return Labels.of(this);
  }
}

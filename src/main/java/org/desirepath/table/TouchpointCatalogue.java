package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Every touchpoint that can happen, with its stage, channel and owner. */
public record TouchpointCatalogue(Dataset<Row> rows) implements Table {

  /** Where every journey begins, before its first touchpoint. */
  public static final String START = "start";

  /** Where a journey stands that nothing has ended yet. */
  public static final String OPEN = "open";

  /** Where a journey is at a step that it has no touchpoint for. */
  public static final String ENDED = "ended";

  /** Touchpoints that are too rare to be told one by one. */
  public static final String OTHER = "other";

  /** The member that stands for what is not known, in this and every other dimension. */
  public static final String UNKNOWN = "unknown";

  /** What a channel may be. */
  public static final List<String> CHANNELS =
      List.of(
          "web", "email", "phone", "meeting", "event", "product", "support", "social", "sales",
          "none");

  /** How the step that ends a journey is named: this and the outcome. */
  public static final String OUTCOME_PREFIX = "outcome:";

  public static final Field TOUCHPOINT_ID =
      Field.required("touchpoint_id", StringType, "The touchpoint, as the catalogue names it");
  public static final Field TOUCHPOINT_NAME =
      Field.required("touchpoint_name", StringType, "Name for people");
  public static final Field CHANNEL =
      Field.required(
          "channel",
          StringType,
          "web, email, phone, meeting, event, product, support, social, sales or none");
  public static final Field STAGE =
      Field.required(
          "stage",
          StringType,
          "Stage by the customer's goal: awareness, consideration, decision, onboarding, use, support, renewal, advocacy or none");
  public static final Field IS_OFFLINE =
      Field.required("is_offline", BooleanType, "Whether it happens away from a screen");
  public static final Field IS_BACKSTAGE =
      Field.required("is_backstage", BooleanType, "Whether the customer does not see it");
  public static final Field OWNER_DEPARTMENT =
      Field.optional("owner_department", StringType, "Who in the company answers for it");
  public static final Field DESIRED_EMOTION =
      Field.optional("desired_emotion", StringType, "What the customer should feel");
  public static final Field TARGET_SENTIMENT =
      Field.optional("target_sentiment", DoubleType, "The sentiment aimed at, -1 to 1");
  public static final Field INTERNAL_IMPORTANCE =
      Field.optional(
          "internal_importance", DoubleType, "How important the company holds it, 0 to 1");
  public static final Field INTERNAL_PERFORMANCE =
      Field.optional(
          "internal_performance", DoubleType, "How well the company thinks it does, 0 to 1");
  public static final Field DESCRIPTION =
      Field.optional("description", StringType, "What happens there");
  public static final Field IS_PSEUDO =
      Field.required(
          "is_pseudo",
          BooleanType,
          "Whether it is no touchpoint but start, open, ended, other, unknown or an outcome");

  public static final Contract CONTRACT =
      new Contract(
          "dim_touchpoint",
          "one row per touchpoint, outcome and pseudo-step",
          List.of(TOUCHPOINT_ID),
          List.of(
              TOUCHPOINT_ID,
              TOUCHPOINT_NAME,
              CHANNEL,
              STAGE,
              IS_OFFLINE,
              IS_BACKSTAGE,
              OWNER_DEPARTMENT,
              DESIRED_EMOTION,
              TARGET_SENTIMENT,
              INTERNAL_IMPORTANCE,
              INTERNAL_PERFORMANCE,
              DESCRIPTION,
              IS_PSEUDO));

  /** Refuses rows that do not keep the contract. */
  public TouchpointCatalogue {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

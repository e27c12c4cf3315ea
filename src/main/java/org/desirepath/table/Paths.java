package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Frequent paths, with how often they occur and what they lead to. */
public record Paths(Dataset<Row> rows) implements Table {

  public static final Field PATH_ID =
      Field.required("path_id", StringType, "Hash of type and touchpoints");
  public static final Field SCOPE =
      Field.required("scope", StringType, "all, persona, outcome, segment or buying_role");
  public static final Field SCOPE_VALUE =
      Field.required("scope_value", StringType, "The member of the scope; all for all");
  public static final Field PATH_TYPE =
      Field.required("path_type", StringType, "contiguous or gapped");
  public static final Field PATH =
      Field.required("path", StringType, "The touchpoints, as a > b > c");
  public static final Field PATH_LENGTH =
      Field.required("path_length", IntegerType, "Touchpoints in the path");
  public static final Field JOURNEY_COUNT =
      Field.required("journey_count", LongType, "Journeys of the scope that hold the path");
  public static final Field SUPPORT_SHARE =
      Field.required("support_share", DoubleType, "Share of the journeys of the scope, 0 to 1");
  public static final Field PERSON_COUNT =
      Field.required(
          "person_count", LongType, "Different people of these journeys, where they are people's");
  public static final Field ACCOUNT_COUNT =
      Field.required("account_count", LongType, "Different accounts of these journeys");
  public static final Field DROP_OFF_SHARE =
      Field.optional(
          "drop_off_share",
          DoubleType,
          "Share of the journeys with the path but for its last touchpoint that do not go on to it,"
              + " 0 to 1; null for paths of one touchpoint");
  public static final Field EXPECTED_SHARE =
      Field.optional(
          "expected_share",
          DoubleType,
          "Share that would be expected if steps were independent, 0 to 1");
  public static final Field LIFT =
      Field.optional("lift", DoubleType, "support_share / expected_share");
  public static final Field MARKOV_EXPECTED_SHARE =
      Field.optional(
          "markov_expected_share",
          DoubleType,
          "Share that would be expected if every step depended on the one before alone, 0 to 1");
  public static final Field MARKOV_LIFT =
      Field.optional("markov_lift", DoubleType, "support_share / markov_expected_share");
  public static final Field OUTCOME_COUNT =
      Field.required(
          "outcome_count",
          LongType,
          "Journeys among them that were closed, as won, lost, churned or renewed");
  public static final Field OUTCOME_RATE =
      Field.optional(
          "outcome_rate",
          DoubleType,
          "Share of those that were won or renewed, 0 to 1; null where none was closed");
  public static final Field OUTCOME_RATE_LOW =
      Field.optional("outcome_rate_low", DoubleType, "Lower bound of the rate, Wilson, 95 %");
  public static final Field OUTCOME_RATE_HIGH =
      Field.optional("outcome_rate_high", DoubleType, "Upper bound of the rate, Wilson, 95 %");
  public static final Field OUTCOME_LIFT =
      Field.optional("outcome_lift", DoubleType, "outcome_rate / the rate of the whole scope");
  public static final Field ODDS_RATIO =
      Field.optional(
          "odds_ratio",
          DoubleType,
          "Odds of winning with the path / odds without it; null where the scope knows only one kind"
              + " of outcome, and for paths that hold an outcome themselves");
  public static final Field ODDS_RATIO_LOW =
      Field.optional("odds_ratio_low", DoubleType, "Lower bound of the odds ratio, 95 %");
  public static final Field ODDS_RATIO_HIGH =
      Field.optional("odds_ratio_high", DoubleType, "Upper bound of the odds ratio, 95 %");
  public static final Field P_VALUE =
      Field.optional(
          "p_value",
          DoubleType,
          "Probability of such a difference by chance, won against lost, two-sided");
  public static final Field Q_VALUE =
      Field.optional(
          "q_value", DoubleType, "False discovery rate over all tested paths, Benjamini-Hochberg");
  public static final Field MEDIAN_DURATION_SECONDS =
      Field.optional(
          "median_duration_seconds",
          DoubleType,
          "Median time from the first to the last step of the path; of scopes of more than 100,000"
              + " journeys, of about as many of them");
  public static final Field P90_DURATION_SECONDS =
      Field.optional(
          "p90_duration_seconds",
          DoubleType,
          "90th percentile of the time from the first to the last step of the path");
  public static final Field IS_CLOSED =
      Field.required("is_closed", BooleanType, "Whether no longer path has the same support");
  public static final Field CLOSED_PATH_ID =
      Field.optional(
          "closed_path_id",
          StringType,
          "The closed path that holds it in the same journeys, its own id if it is closed; null"
              + " where that one is not in the table");
  public static final Field IS_MAXIMAL =
      Field.required("is_maximal", BooleanType, "Whether no longer path is frequent");

  public static final Contract CONTRACT =
      new Contract(
          "agg_path",
          "one row per path, journey level and scope",
          List.of(PATH_ID, JOURNEY_LEVEL, SCOPE, SCOPE_VALUE),
          List.of(
              PATH_ID,
              JOURNEY_LEVEL,
              SCOPE,
              SCOPE_VALUE,
              PATH_TYPE,
              PATH,
              PATH_LENGTH,
              JOURNEY_COUNT,
              SUPPORT_SHARE,
              PERSON_COUNT,
              ACCOUNT_COUNT,
              DROP_OFF_SHARE,
              EXPECTED_SHARE,
              LIFT,
              MARKOV_EXPECTED_SHARE,
              MARKOV_LIFT,
              OUTCOME_COUNT,
              OUTCOME_RATE,
              OUTCOME_RATE_LOW,
              OUTCOME_RATE_HIGH,
              OUTCOME_LIFT,
              ODDS_RATIO,
              ODDS_RATIO_LOW,
              ODDS_RATIO_HIGH,
              P_VALUE,
              Q_VALUE,
              MEDIAN_DURATION_SECONDS,
              P90_DURATION_SECONDS,
              IS_CLOSED,
              CLOSED_PATH_ID,
              IS_MAXIMAL));

  /** Refuses rows that do not keep the contract. */
  public Paths {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

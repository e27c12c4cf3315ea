package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.ModelScores.CANDIDATE;
import static org.desirepath.table.PersonaModels.ALGORITHM;
import static org.desirepath.table.PersonaModels.MODEL_TEXT;
import static org.desirepath.table.PersonaModels.TRAINING_SESSION_COUNT;
import static org.desirepath.table.Personas.MODEL_VERSION;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Models that a sweep has tried. It lies with the sweep, not among the published tables. */
public record PersonaCandidates(Dataset<Row> rows) implements Table {

  public static final Field FEATURE_SET =
      Field.required("feature_set", StringType, "Name of its set of features");
  public static final Field FEATURES =
      Field.required("features", StringType, "The groups of the set, by comma");
  public static final Field WANTED_COUNT =
      Field.required("wanted_count", IntegerType, "Personas that were asked for");
  public static final Field PERSONA_COUNT =
      Field.required("persona_count", IntegerType, "Personas that were found");
  public static final Field SEED =
      Field.required("seed", LongType, "Number its random numbers began with");
  public static final Field SILHOUETTE =
      Field.optional("silhouette", DoubleType, "Mean over sessions, -1 to 1");
  public static final Field DAVIES_BOULDIN =
      Field.optional("davies_bouldin", DoubleType, "From 0, the lower the better");
  public static final Field CALINSKI_HARABASZ =
      Field.optional("calinski_harabasz", DoubleType, "From 0, the higher the better");
  public static final Field GAP =
      Field.optional("gap", DoubleType, "Gap statistic; null for a mixture of Markov chains");
  public static final Field GAP_ERROR =
      Field.optional("gap_error", DoubleType, "Its standard error");
  public static final Field GAIN =
      Field.optional(
          "gain",
          DoubleType,
          "Nats by which it tells a held-out session better than one kind of session does");
  public static final Field GAIN_ERROR =
      Field.optional("gain_error", DoubleType, "Its standard error");
  public static final Field LOWEST_STABILITY =
      Field.optional(
          "lowest_stability", DoubleType, "Bootstrap Jaccard of its weakest persona, 0 to 1");
  public static final Field MEAN_STABILITY =
      Field.optional("mean_stability", DoubleType, "Mean of its personas, 0 to 1");
  public static final Field AGREEMENT =
      Field.optional(
          "agreement", DoubleType, "Mean adjusted Rand index with the other seeds, up to 1");
  public static final Field SMALLEST_SHARE =
      Field.required("smallest_share", DoubleType, "Share of its smallest persona, 0 to 1");
  public static final Field IS_PICKED =
      Field.required("is_picked", BooleanType, "Whether the rule picks it");
  public static final Field FAULTS =
      Field.optional("faults", StringType, "Why the rule could not take it; null where it could");

  public static final Contract CONTRACT =
      new Contract(
          "ops_persona_candidate",
          "one row per candidate of the sweep",
          List.of(CANDIDATE),
          List.of(
              CANDIDATE,
              ALGORITHM,
              FEATURE_SET,
              FEATURES,
              WANTED_COUNT,
              PERSONA_COUNT,
              SEED,
              TRAINING_SESSION_COUNT,
              SILHOUETTE,
              DAVIES_BOULDIN,
              CALINSKI_HARABASZ,
              GAP,
              GAP_ERROR,
              GAIN,
              GAIN_ERROR,
              LOWEST_STABILITY,
              MEAN_STABILITY,
              AGREEMENT,
              SMALLEST_SHARE,
              IS_PICKED,
              FAULTS,
              MODEL_VERSION,
              MODEL_TEXT));

  /** Refuses rows that do not keep the contract. */
  public PersonaCandidates {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

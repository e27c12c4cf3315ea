package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What followed each context that journeys stood in: the counts that the next night goes on by. */
public record ContextCounts(Dataset<Row> rows) implements Table {

  /** The weight of what followed once, at the reference. */
  public static final long UNIT = 1L << 20;

  public static final Field CONTEXT_KEY =
      Field.required("context_key", LongType, "The context, as a number");
  public static final Field NEXT_CODE =
      Field.required(
          "next_code", IntegerType, "What followed, by its place among the codes of the model");
  public static final Field IS_LAST =
      Field.required(
          "is_last", BooleanType, "Whether the context is the last touchpoint and nothing else");

  /** Without decay, and with up to four half-lives. */
  public static final List<Field> WEIGHTS =
      List.of(
          Field.required("weight_0", LongType, "How often it followed, in units of 2^20"),
          weight(1, "first"),
          weight(2, "second"),
          weight(3, "third"),
          weight(4, "fourth"));

  public static final Contract CONTRACT =
      new Contract(
          "ops_context_count",
          "one row per context and what followed it",
          List.of(CONTEXT_KEY, NEXT_CODE),
          Stream.of(List.of(CONTEXT_KEY, NEXT_CODE, IS_LAST), WEIGHTS)
              .flatMap(List::stream)
              .toList());

  /** Refuses rows that do not keep the contract. */
  public ContextCounts {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }

  private static Field weight(int number, String ordinal) {
    return Field.optional(
        "weight_" + number,
        LongType,
        "The same, by the "
            + ordinal
            + " half-life of the settings, as of the reference of the model; null without one");
  }
}

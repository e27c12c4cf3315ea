package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days from the first to the last touchpoint. */
public record Calendar(Dataset<Row> rows) implements Table {

  public static final Field DATE = Field.required("date", DateType, "The day, UTC");
  public static final Field YEAR = Field.required("year", IntegerType, "Year");
  public static final Field QUARTER = Field.required("quarter", IntegerType, "Quarter, 1 to 4");
  public static final Field MONTH = Field.required("month", IntegerType, "Month, 1 to 12");
  public static final Field WEEK = Field.required("week", IntegerType, "ISO week, 1 to 53");
  public static final Field DAY_OF_WEEK =
      Field.required("day_of_week", IntegerType, "Day of the week, 1 Monday to 7 Sunday");
  public static final Field IS_WEEKEND =
      Field.required("is_weekend", BooleanType, "Saturday or Sunday");

  public static final Contract CONTRACT =
      new Contract(
          "dim_date",
          "one row per day",
          List.of(DATE),
          List.of(DATE, YEAR, QUARTER, MONTH, WEEK, DAY_OF_WEEK, IS_WEEKEND));

  /** Refuses rows that do not keep the contract. */
  public Calendar {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

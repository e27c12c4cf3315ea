package org.desirepath.star;

import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.quarter;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.weekofyear;
import static org.apache.spark.sql.functions.year;
import static org.desirepath.table.Calendar.DATE;
import static org.desirepath.table.Calendar.DAY_OF_WEEK;
import static org.desirepath.table.Calendar.IS_WEEKEND;
import static org.desirepath.table.Calendar.MONTH;
import static org.desirepath.table.Calendar.QUARTER;
import static org.desirepath.table.Calendar.WEEK;
import static org.desirepath.table.Calendar.YEAR;
import static org.desirepath.table.Events.OCCURRED_AT;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.desirepath.table.Calendar;
import org.desirepath.table.Field;
import org.desirepath.table.Touchpoints;

/** Lists the days from the first to the last touchpoint. */
public final class ListDays {

  private static final Field FIRST_DAY =
      Field.optional("first_day", DataTypes.DateType, "Day of the first touchpoint");
  private static final Field LAST_DAY =
      Field.optional("last_day", DataTypes.DateType, "Day of the last touchpoint");

  private ListDays() {}

  /** One row for each day, UTC, also where nothing happened. One shuffle, of two days. */
  public static Calendar from(Touchpoints touchpoints) {
    Column day = to_date(OCCURRED_AT.col());
    return new Calendar(
        touchpoints
            .rows()
            .agg(FIRST_DAY.is(min(day)), LAST_DAY.is(max(day)))
            .select(explode(sequence(FIRST_DAY.col(), LAST_DAY.col())).as(DATE.name()))
            .select(
                DATE.col(),
                YEAR.is(year(DATE.col())),
                QUARTER.is(quarter(DATE.col())),
                MONTH.is(month(DATE.col())),
                WEEK.is(weekofyear(DATE.col())),
                DAY_OF_WEEK.is(dayFromMonday(DATE.col())),
                IS_WEEKEND.is(dayFromMonday(DATE.col()).gt(5))));
  }

  /** Day of the week, 1 Monday to 7 Sunday. */
  static Column dayFromMonday(Column day) {
    return weekday(day).plus(1);
  }
}

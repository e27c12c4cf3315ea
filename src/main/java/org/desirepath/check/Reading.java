package org.desirepath.check;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.types.DataTypes.DoubleType;

import org.apache.spark.sql.Column;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/**
 * What a law reads in each row of a table; how it is added up is told by {@link Sums}.
 *
 * @param table the table
 * @param kind how readings of a thing are added up
 * @param subject the law; for references, what they refer to
 * @param thing what the reading is of; where it is null, the row does not count. Of a row's own law
 *     it is what is shown of a row that breaks it
 * @param oncePer a reading counts once for each value of this; null where each row counts
 * @param stated the number that the table states of the thing, null where it states none
 * @param amount what the row adds
 * @param referrers the bit of the reference; 0 for all other readings
 */
record Reading(
    Contract table,
    Kind kind,
    String subject,
    Column thing,
    Column oncePer,
    Column stated,
    Column amount,
    long referrers) {

  /** How readings of one thing are added up and judged. */
  enum Kind {
    /** Each row keeps the law or breaks it. */
    ROW,
    /** The rows of a thing are as many as another table states. */
    COUNT,
    /** The same for things of which a number is stated; others may have any number of rows. */
    COUNT_WHERE_STATED,
    /** What rows add to a thing is not less than what others take from it. */
    BALANCE,
    /** The probabilities of a group sum to 1. */
    PROBABILITY,
    /** What is referred to is a member. */
    REFERENCE
  }

  /** A law of each row alone; where it cannot be told for lack of a value, it holds. */
  static Reading ofRow(Contract table, Law law, Column holds, Column example) {
    Column breaks = coalesce(not(holds), lit(false));
    return new Reading(
        table, Kind.ROW, law.name(), example, null, lit(null), breaks.cast(DoubleType), 0);
  }

  /** A number that the table states of a thing. */
  static Reading stated(Contract table, Law law, Column thing, Field number) {
    return new Reading(table, Kind.COUNT, law.name(), thing, null, number.col(), lit(0), 0);
  }

  /** A row that counts for a thing. */
  static Reading counted(Contract table, Law law, Column thing) {
    return new Reading(table, Kind.COUNT, law.name(), thing, null, lit(null), lit(1), 0);
  }

  /** A row that counts for a thing as much as it says; for nothing where it says nothing. */
  static Reading summed(Contract table, Law law, Column thing, Column number) {
    Column amount = coalesce(number, lit(0));
    return new Reading(table, Kind.COUNT, law.name(), thing, null, lit(null), amount, 0);
  }

  /** A row that adds a number to a thing or, where it is negative, takes it from it. */
  static Reading balance(Contract table, Law law, Column thing, Column number) {
    return new Reading(table, Kind.BALANCE, law.name(), thing, null, lit(null), number, 0);
  }

  /** The same number or count, but things of which no number is stated keep the law. */
  Reading whereStated() {
    return new Reading(
        table, Kind.COUNT_WHERE_STATED, subject, thing, oncePer, stated, amount, referrers);
  }

  /** The same, but rows that share a value count once for the thing; those without none. */
  Reading oncePer(Column value) {
    return new Reading(table, kind, subject, thing, value, stated, amount, referrers);
  }

  /** A probability of a group. */
  static Reading probability(Contract table, Law law, Column group, Field probability) {
    return new Reading(
        table, Kind.PROBABILITY, law.name(), group, null, lit(null), probability.col(), 0);
  }

  /** A value that is a member of a target. */
  static Reading member(Contract table, String target, Column value) {
    return new Reading(table, Kind.REFERENCE, target, value, null, lit(1), lit(0), 0);
  }

  /** A value that a reference says is a member of a target. */
  static Reading reference(Contract table, String target, Column value, long bit) {
    return new Reading(table, Kind.REFERENCE, target, value, null, lit(null), lit(0), bit);
  }
}

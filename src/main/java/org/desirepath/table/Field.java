package org.desirepath.table;

import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * One column: its name, type and meaning, declared once in the table that first makes it.
 *
 * @param name snake_case, as stored
 * @param type the Spark type, as stored
 * @param required whether every row must have a value
 * @param meaning one sentence for people who read the table, with the unit where there is one
 */
public record Field(String name, DataType type, boolean required, String meaning) {

  /** Money and other amounts: {@code decimal(18,4)}. */
  public static final DataType AMOUNT_TYPE = DataTypes.createDecimalType(18, 4);

  /** Refuses a field without a name, type or meaning. */
  public Field {
    Objects.requireNonNull(type, "type");
    if (name.isBlank() || meaning.isBlank()) {
      throw new IllegalArgumentException("A field needs a name and a meaning: " + name);
    }
  }

  /** A column in which every row has a value. */
  public static Field required(String name, DataType type, String meaning) {
    return new Field(name, type, true, meaning);
  }

  /** A column that may be null. */
  public static Field optional(String name, DataType type, String meaning) {
    return new Field(name, type, false, meaning);
  }

  /** The same column where a value may be missing. */
  public Field orNull() {
    return new Field(name, type, false, meaning);
  }

  /** The same column where a value must be present. */
  public Field present() {
    return new Field(name, type, true, meaning);
  }

  /** The same type and need under another name and meaning. */
  public Field as(String otherName, String otherMeaning) {
    return new Field(otherName, type, required, otherMeaning);
  }

  /** Refers to this column. */
  public Column col() {
    return functions.col(name);
  }

  /** Refers to this column of the side that was given the alias. */
  public Column of(String alias) {
    return functions.col(alias + "." + name);
  }

  /** Casts an expression to this column's type and gives it this column's name. */
  public Column is(Column expression) {
    return expression.cast(type).as(name);
  }

  /** This column without a value, of the right type and name. */
  public Column isNull() {
    return is(functions.lit(null));
  }

  /** Name, type and meaning as Spark and Parquet keep them, nullable as readers expect. */
  public StructField structField() {
    return new StructField(
        name, type, true, new MetadataBuilder().putString("comment", meaning).build());
  }
}

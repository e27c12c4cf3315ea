package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.desirepath.lake.LakeException.BrokenLaw;
import org.desirepath.table.Contract;
import org.desirepath.table.PublishedTables;
import org.junit.jupiter.api.Test;

class FootersTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("at", DataTypes.TimestampType)
          .add("amount", DataTypes.createDecimalType(18, 4));

  @Test
  void everyPublishedContractHasAParquetSchema() {
    for (Contract contract : PublishedTables.ALL) {
      assertThat(Footers.parquet(contract.schema()).getFieldCount())
          .isEqualTo(contract.fields().size());
    }
  }

  @Test
  void theSameColumnsAreTakenWhetherOrNotTheyMayBeNull() {
    Footers.compare(
        "f",
        Footers.parquet(SCHEMA),
        parquet(
            """
            message m {
              required binary id (STRING);
              optional int64 at (TIMESTAMP(MICROS,true));
              optional int64 amount (DECIMAL(18,4));
            }"""));
  }

  @Test
  void timesOfTheOldKindAreRefused() {
    assertThatThrownBy(
            () ->
                Footers.compare(
                    "f",
                    Footers.parquet(SCHEMA),
                    parquet(
                        """
                        message m {
                          optional binary id (STRING);
                          optional int96 at;
                          optional int64 amount (DECIMAL(18,4));
                        }""")))
        .isInstanceOf(BrokenLaw.class)
        .hasMessageContaining("lacks [at INT64 TIMESTAMP(MICROS,true)]")
        .hasMessageContaining("has [at INT96 null]");
  }

  @Test
  void anotherOrderIsRefused() {
    assertThatThrownBy(
            () ->
                Footers.compare(
                    "f",
                    Footers.parquet(new StructType().add("a", "int").add("b", "int")),
                    parquet("message m { optional int32 b; optional int32 a; }")))
        .isInstanceOf(BrokenLaw.class)
        .hasMessageContaining("in the order b");
  }

  @Test
  void ofANestedColumnOfAStagedTableTheNameIsCompared() {
    StructType nested = new StructType().add("list", DataTypes.createArrayType(DataTypes.LongType));

    Footers.compare(
        "f",
        Footers.parquet(nested),
        parquet(
            """
            message m {
              optional group list (LIST) { repeated group list { optional int64 element; } }
            }"""));
    assertThatThrownBy(
            () ->
                Footers.compare(
                    "f", Footers.parquet(nested), parquet("message m { optional int32 list; }")))
        .isInstanceOf(BrokenLaw.class);
  }

  @Test
  void theFingerprintChangesWithNamesTypesAndOrderOnly() {
    String fingerprint = Footers.fingerprint(SCHEMA);

    assertThat(fingerprint).hasSize(32);
    assertThat(Footers.fingerprint(new StructType(SCHEMA.fields()))).isEqualTo(fingerprint);
    assertThat(Footers.fingerprint(SCHEMA.add("more", "int"))).isNotEqualTo(fingerprint);
    assertThat(
            Footers.fingerprint(
                new StructType()
                    .add("id", "string")
                    .add("at", "date")
                    .add("amount", "decimal(18,4)")))
        .isNotEqualTo(fingerprint);
  }

  private static MessageType parquet(String text) {
    return MessageTypeParser.parseMessageType(text);
  }
}

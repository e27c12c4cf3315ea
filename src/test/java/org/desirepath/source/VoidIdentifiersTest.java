package org.desirepath.source;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class VoidIdentifiersTest {

  private static final List<String> LISTED = List.of("null", "n/a", "test@test.com");

  /** SHA-256 of test@test.com, and of nothing at all. */
  private static final String TEST_HASH =
      "f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a";

  private static final String EMPTY_HASH =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void listedValuesStandForNobodyWhateverTheirCase(SparkSession spark) {
    assertThat(isVoid(spark, "null", false)).isTrue();
    assertThat(isVoid(spark, "NULL", false)).isTrue();
    assertThat(isVoid(spark, "N/A", false)).isTrue();
    assertThat(isVoid(spark, "nullable", false)).isFalse();
    assertThat(isVoid(spark, "4711", false)).isFalse();
  }

  @Test
  void noughtsAndMarksAloneStandForNobody(SparkSession spark) {
    assertThat(isVoid(spark, "0", false)).isTrue();
    assertThat(isVoid(spark, "00000000-0000-0000-0000-000000000000", false)).isTrue();
    assertThat(isVoid(spark, "--", false)).isTrue();
    assertThat(isVoid(spark, "00000000-0000-0000-0000-000000000001", false)).isFalse();
    assertThat(isVoid(spark, "1000", false)).isFalse();
  }

  @Test
  void hashesOfListedAddressesAndOfNothingStandForNobodyWhereAddressesDo(SparkSession spark) {
    assertThat(isVoid(spark, TEST_HASH, true)).isTrue();
    assertThat(isVoid(spark, EMPTY_HASH, true)).isTrue();
    assertThat(isVoid(spark, EMPTY_HASH.toUpperCase(Locale.ROOT), true)).isTrue();
    assertThat(isVoid(spark, EMPTY_HASH, false)).isFalse();
    assertThat(isVoid(spark, EMPTY_HASH.replace('e', 'f'), true)).isFalse();
  }

  private static boolean isVoid(SparkSession spark, String value, boolean isEmail) {
    return spark
        .range(1)
        .select(VoidIdentifiers.isVoid(lit(value), LISTED, isEmail))
        .head()
        .getBoolean(0);
  }
}

package org.desirepath.source;

import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class AddressesTest {

  @Test
  void aPageHasAHostAndAPathWithoutQuery(SparkSession spark) {
    assertThat(page(spark, "https://WWW.Shop.example/pricing/eu?plan=pro#top"))
        .isEqualTo("www.shop.example /pricing/eu");
    assertThat(page(spark, "https://shop.example")).isEqualTo("shop.example /");
    assertThat(page(spark, "http://shop.example:8080?x=/y")).isEqualTo("shop.example /");
    assertThat(page(spark, "/pricing#a")).isEqualTo("null /pricing");
    assertThat(page(spark, null)).isEqualTo("null null");
  }

  @Test
  void anAddressInAPathIsMasked(SparkSession spark) {
    assertThat(page(spark, "https://shop.example/leave/ada@host.example/now"))
        .isEqualTo("shop.example /leave/_/now");
    assertThat(page(spark, "https://shop.example/leave/ada%40host.example"))
        .isEqualTo("shop.example /leave/_");
  }

  @Test
  void aWebSiteIsKnownByItsRegisteredPart(SparkSession spark) {
    assertThat(one(spark, Addresses.registered(lit("HTTPS://WWW.Solar-Mills.example/de/"))))
        .isEqualTo("solar-mills.example");
    assertThat(one(spark, Addresses.registered(lit(" shop.solar.co.uk:443 "))))
        .isEqualTo("solar.co.uk");
    assertThat(one(spark, Addresses.registered(lit("solar.co")))).isEqualTo("solar.co");
    assertThat(one(spark, Addresses.registered(lit("none")))).isEqualTo("null");
  }

  @Test
  void addressesAreComparedInLowerCaseWithoutPlusAndBlanks(SparkSession spark) {
    Column bare = Addresses.comparable(lit(" Ada.L+news@Host.Example\t"));

    assertThat(one(spark, Addresses.withoutPlus(bare))).isEqualTo("ada.l@host.example");
    assertThat(one(spark, Addresses.domain(bare))).isEqualTo("host.example");
    assertThat(one(spark, Addresses.isRole(bare, List.of("info")))).isEqualTo("false");
    assertThat(one(spark, Addresses.isRole(lit("info+eu@host.example"), List.of("info"))))
        .isEqualTo("true");
  }

  @Test
  void onlyWhatLooksLikeAnAddressIsOne(SparkSession spark) {
    assertThat(one(spark, Addresses.isPlain(lit("a@b.example")))).isEqualTo("true");
    assertThat(one(spark, Addresses.isPlain(lit("@b.example")))).isEqualTo("false");
    assertThat(one(spark, Addresses.isPlain(lit("a@b")))).isEqualTo("false");
    assertThat(one(spark, Addresses.isPlain(lit("a b@c.example")))).isEqualTo("false");
    assertThat(one(spark, Addresses.isPlain(lit("ab")))).isEqualTo("false");
  }

  @Test
  void wordsLoseMarkupAndTurningMarks(SparkSession spark) {
    assertThat(one(spark, Words.clean(lit(" <b>Ada\u202e\u0007</b> ")))).isEqualTo("bAda/b");
    assertThat(one(spark, Words.clean(lit("<>")))).isEqualTo("null");
  }

  @Test
  void anExcerptKeepsTheFormatOnly(SparkSession spark) {
    assertThat(one(spark, Words.masked(lit("{\"mail\": \"Zoë@x.example\", \"n\": 12}"))))
        .isEqualTo("{\"xxxx\": \"xxxxxxxxxxxxx\", \"x\": xx}");
  }

  private static String page(SparkSession spark, String page) {
    Column bare = Addresses.bare(lit(page).cast("string"));
    Column slash = instr(bare, "/");
    return one(spark, Addresses.host(bare, slash)) + " " + one(spark, Addresses.path(bare, slash));
  }

  private static String one(SparkSession spark, Column column) {
    return String.valueOf(spark.range(1).select(column).head().get(0));
  }
}

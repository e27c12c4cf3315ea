package org.desirepath.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.SettingsFault;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ValidateSourcesTest {

  @TempDir Path exports;

  @Test
  void aMappingThatFitsItsExportHasNoFault(SparkSession spark) {
    Shop shop =
        new Shop(exports)
            .with("visits.json", "{}")
            .with("customers.csv", "ID,Mail,Title,group_id,created,changed\n");

    assertThat(faults(spark, Shop.MAPPING, shop)).isEmpty();
  }

  @Test
  void expressionsThatDoNotResolveAreToldByPlace(SparkSession spark) {
    Shop shop =
        new Shop(exports)
            .with("visits.json", "{}")
            .with("customers.csv", "id,mail,title,group_id,created,changed\n");
    String bad =
        Shop.MAPPING
            .replace("department: team.label", "department: team.name")
            .replace("page: page", "page: url")
            .replace("bot: contains(agent, 'bot')", "bot: contains(agent,")
            .replace("take: [label]", "take: [label, colour]");

    assertThat(faults(spark, bad, shop))
        .extracting(SettingsFault::where)
        .containsExactly(
            "shop.visit.bot",
            "shop.visit.events[1].page",
            "shop.customer.lookups.team.take",
            "shop.customer.person.department");
  }

  @Test
  void missingFilesAndColumnsAreTold(SparkSession spark) {
    Shop shop = new Shop(exports).with("customers.csv", "id;mail\n");

    assertThat(faults(spark, Shop.MAPPING, shop))
        .extracting(SettingsFault::toString)
        .containsExactly(
            "shop.visit.files must match a file below %s/shop, but [visits*.json{,.gz}] match none;"
                    .formatted(shop.folder())
                + " may-be-missing: true allows that",
            "shop.customer.columns must stand in the header of shop/customers.csv, but [id, mail,"
                + " title, group_id, created, changed] do not; a question mark after the type allows"
                + " that");
  }

  @Test
  void aFolderWithoutFilesIsTold(SparkSession spark) {
    assertThat(faults(spark, Shop.MAPPING, new Shop(exports)))
        .extracting(SettingsFault::where)
        .containsExactly("shop.folder");
  }

  private static List<SettingsFault> faults(SparkSession spark, String mapping, Shop shop) {
    return ValidateSources.faults(
        spark, List.of(Mapping.read(mapping, "shop.yaml")), shop.folder());
  }
}

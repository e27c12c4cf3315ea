package org.desirepath.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ExportListingTest {

  @TempDir Path folder;
  private Path visits;
  private ExportListing listing;

  @BeforeEach
  void write(SparkSession spark) {
    new Shop(folder).with("visits_1.json", "{}\n").with("customers.csv", "id\n");
    visits = folder.resolve("shop/visits_1.json");
    listing =
        ExportListing.of(
            spark, List.of(Mapping.read(Shop.MAPPING, "shop.yaml")), folder.toString());
  }

  @Test
  void filesThatStayAndFilesThatComeAreNoConcern() throws IOException {
    Files.copy(visits, visits.resolveSibling("visits_2.json"));

    assertThatCode(listing::checkUnchanged).doesNotThrowAnyException();
    assertThat(listing.files(listing.mappings().get(0)))
        .extracting(ExportFile::name)
        .containsExactly("shop/customers.csv", "shop/visits_1.json");
  }

  @Test
  void aFileThatIsContinuedIsTold() throws IOException {
    Files.writeString(visits, "{}\n", StandardOpenOption.APPEND);

    assertThatThrownBy(listing::checkUnchanged)
        .isInstanceOf(ExportsChanged.class)
        .hasMessage(
            "Exports changed while they were read: shop/visits_1.json; try again when they are"
                + " written");
  }

  @Test
  void aFileOfTheSameSizeThatIsReplacedIsTold() throws IOException {
    Files.setLastModifiedTime(visits, FileTime.from(Instant.now().plusSeconds(5)));

    assertThatThrownBy(listing::checkUnchanged).isInstanceOf(ExportsChanged.class);
  }

  @Test
  void aFileThatGoesIsTold() throws IOException {
    Files.delete(visits);

    assertThatThrownBy(listing::checkUnchanged).isInstanceOf(ExportsChanged.class);
  }
}

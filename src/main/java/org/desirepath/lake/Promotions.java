package org.desirepath.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.desirepath.lake.LakeException.orCannotRead;
import static org.desirepath.lake.LakeException.orCannotWrite;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.desirepath.lake.LakeException.TryAgain;

/**
 * Models that people made the nightly one: the last text counts. As with versions, each is a small
 * file that is created once and never changed, so that a night sees one of them whole.
 */
public final class Promotions {

  private static final Pattern FILE_NAME = Pattern.compile("\\d{20}\\.json");

  private final Warehouse warehouse;

  Promotions(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * The promotions of the warehouse at a location.
   *
   * @param location a local path or any Hadoop URI
   */
  public static Promotions at(String location, Configuration configuration) {
    return orCannotRead(
        "Cannot read " + location, () -> new Promotions(Warehouse.at(location, configuration)));
  }

  /** The last one; nothing where there was none, or it was withdrawn. */
  public Optional<String> current() {
    return orCannotRead(
        "Cannot read promotions of " + warehouse.root(),
        () -> {
          OptionalLong last = last();
          if (last.isEmpty()) {
            return Optional.empty();
          }
          String text =
              new String(AtomicCreate.read(warehouse.files(), file(last.getAsLong())), UTF_8);
          return text.isBlank() ? Optional.empty() : Optional.of(text);
        });
  }

  /**
   * Makes a text the current one.
   *
   * @throws TryAgain if another is promoted meanwhile
   * @throws LakeException.CannotWrite if storage fails
   */
  public void promote(String text) {
    boolean created =
        orCannotWrite(
            "Cannot write a promotion to " + warehouse.root(),
            () -> {
              warehouse.files().mkdirs(folder());
              return AtomicCreate.create(
                  warehouse.files(), file(last().orElse(0) + 1), text.getBytes(UTF_8));
            });
    if (!created) {
      throw new TryAgain("Another model was promoted meanwhile; nothing was changed, try again");
    }
  }

  /** Takes the current one back, for nights that have not yet taken it. */
  public void withdraw() {
    promote(" ");
  }

  private OptionalLong last() throws IOException {
    return warehouse.list(folder()).stream()
        .map(file -> file.getPath().getName())
        .filter(name -> FILE_NAME.matcher(name).matches())
        .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
        .max();
  }

  private Path folder() {
    return warehouse.promotions();
  }

  private Path file(long number) {
    return new Path(folder(), "%020d.json".formatted(number));
  }
}

package org.desirepath.testing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gives the session back as a class found it: a night sets the session of the test JVM as its job
 * says, such as more partitions after each shuffle than the tests of few rows want.
 */
public final class RestoredSession implements BeforeAllCallback, AfterAllCallback {

  private Map<String, String> before = Map.of();

  @Override
  public void beforeAll(ExtensionContext context) {
    before = properties();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    RuntimeConfig session = SparkExtension.session().conf();
    properties()
        .forEach(
            (key, value) -> {
              String found = before.get(key);
              if (session.isModifiable(key) && !value.equals(found)) {
                if (found == null) {
                  session.unset(key);
                } else {
                  session.set(key, found);
                }
              }
            });
  }

  private static Map<String, String> properties() {
    return new TreeMap<>(CollectionConverters.asJava(SparkExtension.session().conf().getAll()));
  }
}

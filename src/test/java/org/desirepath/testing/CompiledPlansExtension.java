package org.desirepath.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has Spark compile plans, as in production: of use where a test has so many rows, or the same plan
 * so often, that it is quicker. To be named after {@link RestoredSession}.
 */
public final class CompiledPlansExtension implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    SparkExtension.session().conf().set("spark.sql.codegen.wholeStage", true);
    SparkExtension.session().conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
  }
}

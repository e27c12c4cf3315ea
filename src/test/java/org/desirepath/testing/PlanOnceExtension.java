package org.desirepath.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has Spark plan each query once: many nights of few rows are planning above all. */
public final class PlanOnceExtension implements BeforeAllCallback, AfterAllCallback {

  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

  @Override
  public void beforeAll(ExtensionContext context) {
    SparkExtension.session().conf().set(ADAPTIVE, false);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    SparkExtension.session().conf().set(ADAPTIVE, true);
  }
}

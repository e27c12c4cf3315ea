package org.desirepath.testing;

/** What a command of a test is told about its plans. */
public final class CommandPlans {

  /** As in production, whatever the session of the test JVM does. */
  public static final String COMPILED = plans(true, "FALLBACK");

  /** So few rows are quicker by plans that are interpreted, and left as they were first made. */
  public static final String INTERPRETED = plans(false, "NO_CODEGEN");

  private CommandPlans() {}

  private static String plans(boolean isProduction, String factory) {
    return "--set=spark.properties={spark.sql.codegen.wholeStage: %s, spark.sql.adaptive.enabled: %s, spark.sql.codegen.factoryMode: %s}"
        .formatted(isProduction, isProduction, factory);
  }
}

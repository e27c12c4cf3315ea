package org.desirepath.testing;

/** What a command of a test is told about its plans. */
public final class CommandPlans {

  /** As in production, whatever the session of the test JVM does. */
  public static final String COMPILED = plans(true, "FALLBACK");

  /** So few rows are quicker interpreted than compiled. */
  public static final String INTERPRETED = plans(false, "NO_CODEGEN");

  private CommandPlans() {}

  private static String plans(boolean wholeStage, String factory) {
    return "--set=spark.properties={spark.sql.codegen.wholeStage: %s, spark.sql.adaptive.enabled: true, spark.sql.codegen.factoryMode: %s}"
        .formatted(wholeStage, factory);
  }
}

package org.desirepath.testing;

import org.apache.spark.sql.SparkSession;
import org.desirepath.cli.AbsentClasses;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one session of the test JVM to tests that ask for it.
 *
 * <p>Its plans are interpreted and left as they were first made: with so few rows a test would be
 * planning, generating and compiling code above all. That production's plans make the same tables
 * is what the golden nights prove, which run as there. With {@code DESIREPATH_SOAK=true} in the
 * environment every test has them.
 */
public final class SparkExtension implements ParameterResolver {

  /** The session that all tests share; made at the first call. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  private static final class Holder {
    private static final boolean IS_COMPILED = Soak.isOn();
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      AbsentClasses.remember();
      return SparkSession.builder()
          .master("local[2]")
          .appName("tests")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.default.parallelism", "2")
          .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
          .config("spark.sql.codegen.wholeStage", IS_COMPILED)
          .config("spark.sql.adaptive.enabled", IS_COMPILED)
          .config("spark.sql.codegen.factoryMode", IS_COMPILED ? "FALLBACK" : "NO_CODEGEN")
          .config("spark.sql.debug.maxToStringFields", "8")
          .config("spark.sql.ui.explainMode", "simple")
          // What was run long ago is kept for a page that nobody looks at.
          .config("spark.sql.ui.retainedExecutions", 5)
          .config("spark.ui.retainedJobs", 5)
          .config("spark.ui.retainedStages", 5)
          .config("spark.ui.retainedTasks", 20)
          .config("spark.sql.warehouse.dir", "target/spark-warehouse")
          .getOrCreate();
    }
  }
}

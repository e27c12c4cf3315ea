package org.desirepath.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: cli, then Pipeline, then steps, then tables; steps know only settings beside.
 */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.desirepath");

  private static final String[] STEPS = {
    "org.desirepath.source..",
    "org.desirepath.identity..",
    "org.desirepath.touchpoint..",
    "org.desirepath.role..",
    "org.desirepath.session..",
    "org.desirepath.journey..",
    "org.desirepath.persona..",
    "org.desirepath.star..",
    "org.desirepath.path..",
    "org.desirepath.prediction.."
  };

  @Test
  void settingsKnowNothingOfTheRest() {
    noClasses()
        .that()
        .resideInAPackage("org.desirepath.settings..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are elsewhere in Desirepath",
                type ->
                    type.getPackageName().startsWith("org.desirepath")
                        && !type.getPackageName().startsWith("org.desirepath.settings")))
        .check(CLASSES);
  }

  @Test
  void tablesKnowOnlySpark() {
    classes()
        .that()
        .resideInAPackage("org.desirepath.table..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.desirepath.table..", "org.apache.spark..", "java..", "scala..")
        .check(CLASSES);
  }

  @Test
  void noStepKnowsAnother() {
    slices()
        .matching(
            "org.desirepath.(source|identity|touchpoint|role|session|journey|persona|star|path|prediction)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void stepsKnowNeitherTheLakeNorTheCommandsNorReports() {
    noClasses()
        .that()
        .resideInAnyPackage(STEPS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.desirepath",
            "org.desirepath.cli..",
            "org.desirepath.lake..",
            "org.desirepath.report..",
            "org.desirepath.mlflow..",
            "org.desirepath.demo..")
        .check(CLASSES);
  }

  @Test
  void theLakeKnowsNoStep() {
    noClasses()
        .that()
        .resideInAPackage("org.desirepath.lake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(STEPS)
        .check(CLASSES);
  }

  @Test
  void whatSpeaksToATrackingServerKnowsNothingOfTheRest() {
    classes()
        .that()
        .resideInAPackage("org.desirepath.mlflow..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.desirepath.mlflow..", "com.fasterxml.jackson..", "java..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsMakeASession() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.desirepath.cli..")
        .should()
        .callMethod(SparkSession.class, "builder")
        .check(CLASSES);
  }

  @Test
  void noStepHidesWorkInAFunctionThatSparkCannotSee() {
    noClasses()
        .that()
        .resideInAnyPackage(STEPS)
        .should()
        .implement(UDF1.class)
        .orShould()
        .implement(UDF2.class)
        .check(CLASSES);
  }

  @Test
  void nothingButReportsAndCommandsReadsTheClock() {
    noClasses()
        .that()
        .resideInAnyPackage(STEPS)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }
}

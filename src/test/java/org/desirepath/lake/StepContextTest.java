package org.desirepath.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

@ExtendWith(SparkExtension.class)
class StepContextTest {

  private static final RunId RUN = new RunId("2026-01-05T021503-1a2b3c4d");

  @Test
  void stepsSideBySideAreToldApartOnTheDriverAndInTasks(SparkSession spark) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<Set<String>>> told = new ArrayList<>();
      for (String step : List.of("fact_session", "agg_path")) {
        told.add(
            CompletableFuture.supplyAsync(
                () ->
                    StepContext.with(
                        spark.sparkContext(),
                        RUN,
                        step,
                        () -> {
                          await(both);
                          Set<String> lines = toldByTasks(spark);
                          lines.add(told("driver"));
                          return lines;
                        }),
                threads));
      }

      assertThat(told.get(0).get())
          .containsExactly(
              "driver %s fact_session".formatted(RUN), "task %s fact_session".formatted(RUN));
      assertThat(told.get(1).get())
          .containsExactly("driver %s agg_path".formatted(RUN), "task %s agg_path".formatted(RUN));
      for (int thread = 0; thread < 2; thread++) {
        assertThat(CompletableFuture.supplyAsync(() -> told("after"), threads).get())
            .as("what a thread is told by is over with the step")
            .isEqualTo("after null null");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void jobsAreDescribedByTheirStepAndCountedToTheirRun(SparkSession spark) throws Exception {
    List<Properties> jobs = new ArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.add(job.properties());
          }
        };
    SparkContext context = spark.sparkContext();
    context.addSparkListener(listener);
    try {
      StepContext.with(context, RUN, "fact_session", () -> spark.range(3).collectAsList());
      spark.range(3).collectAsList();
      context.listenerBus().waitUntilEmpty();
    } finally {
      context.removeSparkListener(listener);
    }

    assertThat(jobs).hasSize(2);
    assertThat(jobs.get(0))
        .containsEntry(StepContext.STEP, "fact_session")
        .containsEntry(StepContext.RUN_ID, RUN.text())
        .containsEntry("spark.job.description", "fact_session")
        .containsEntry("spark.jobGroup.id", RUN.text());
    assertThat(jobs.get(1)).doesNotContainKeys(StepContext.STEP, "spark.jobGroup.id");
  }

  @Test
  void theInnerOfTwoStepsIsToldAndTheOuterAfterItThoughItFails(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    StepContext.with(
        context,
        RUN,
        "outer",
        () -> {
          assertThatThrownBy(
                  () ->
                      StepContext.with(
                          context,
                          RUN,
                          "inner",
                          () -> {
                            throw new IllegalStateException(told("within"));
                          }))
              .hasMessage("within %s inner", RUN);
          assertThat(told("then")).isEqualTo("then %s outer", RUN);
          assertThat(context.getLocalProperty("spark.job.description")).isEqualTo("outer");
          return null;
        });

    assertThat(told("last")).isEqualTo("last null null");
    assertThat(context.getLocalProperty("spark.job.description")).isNull();
  }

  private static Set<String> toldByTasks(SparkSession spark) {
    return new TreeSet<>(
        spark
            .range(0, 4, 1, 2)
            .map((MapFunction<Long, String>) number -> told("task"), Encoders.STRING())
            .collectAsList());
  }

  private static String told(String by) {
    return "%s %s %s".formatted(by, MDC.get(StepContext.RUN_ID), MDC.get(StepContext.STEP));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }
}

package org.desirepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(SparkExtension.class)
class PredictBenchmarkCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyCandidateIsMeasuredOnALogInAFile(SparkSession spark, @TempDir Path folder)
      throws IOException {
    Path log = log(folder);

    assertThat(
            run(
                "--events=" + log,
                "--case=case",
                "--activity=what",
                "--time=at",
                "--split=strict",
                "--out=" + folder.resolve("scores")))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("Events      400, without case, activity or time 1")
        .contains("Attributes  team")
        .contains("strict validation, 32 questions", "strict test, 80 questions")
        .contains("most frequent", "markov 1", "variable order", "pooled views")
        .contains("logistic regression", "boosted trees", "reranked views", "blend")
        .contains("Asking      every candidate, strict split …")
        .containsOnlyOnce("strict test")
        .doesNotContain("public");
    assertThat(out.toString().lines().filter(line -> line.endsWith("chosen"))).hasSize(2);
    assertThat(spark.read().parquet(folder.resolve("scores").toString()).count()).isEqualTo(112);
  }

  @Test
  void aColumnThatIsNotThereIsToldWithThoseThatAre(@TempDir Path folder) throws IOException {
    assertThat(run("--events=" + log(folder), "--case=who", "--activity=what", "--time=at"))
        .isEqualTo(64);
    assertThat(err.toString()).contains("has no column who; there are [case, what, at, team]");
  }

  @Test
  void aLogThatIsNotThereIsMissingInput(@TempDir Path folder) {
    for (String name : new String[] {"no.csv", "no.parquet"}) {
      assertThat(run("--events=" + folder.resolve(name), "--case=a", "--activity=b", "--time=c"))
          .isEqualTo(66);
    }
    assertThat(err.toString()).contains("--events must be a log that can be read, but");
  }

  @Test
  void aLogWithoutAnyTimeIsBadData(@TempDir Path folder) throws IOException {
    assertThat(run("--events=" + log(folder), "--case=case", "--activity=what", "--time=team"))
        .isEqualTo(65);
    assertThat(err.toString()).contains("has no event that can be read");
  }

  @Test
  void moreActivitiesThanCanBeToldApartAreBadData(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder("case,what,at\n");
    for (int i = 0; i < 5000; i++) {
      text.append("c,a%d,2026-01-01T00:00:00Z%n".formatted(i));
    }
    Path log = Files.writeString(folder.resolve("log.csv"), text);

    assertThat(run("--events=" + log, "--case=case", "--activity=what", "--time=at")).isEqualTo(65);
    assertThat(err.toString())
        .contains(
            "--activity must tell at most 5,000 different things, the end included, but there are"
                + " 5,001");
  }

  @Test
  void optionsOutOfBoundsAreMistakesOfUse() {
    assertThat(run("--events=x", "--case=a", "--activity=b", "--time=c", "--test-share=1"))
        .isEqualTo(64);
    assertThat(run("--events=x", "--case=a", "--activity=b", "--time=c", "--half-life=PT0S"))
        .isEqualTo(64);
    assertThat(run("--events=x", "--case=a", "--activity=b", "--time=c", "--learner=magic"))
        .isEqualTo(64);
    assertThat(err.toString())
        .contains("--learner must be one of none, mllib, xgboost, but is magic")
        .contains("--test-share must be above 0 and at most 0.5, but is 1.0")
        .contains("--half-life must be positive durations such as P20D, but is PT0S");
  }

  /** A hundred cases of four events, and a row that nobody can read. */
  private static Path log(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("case,what,at,team\n");
    for (int i = 0; i < 100; i++) {
      for (int step = 0; step < 4; step++) {
        text.append(
            "c%d,%s,2026-%02d-%02dT0%d:00:00Z,%s%n"
                .formatted(
                    i, "abc".charAt(random.nextInt(3)), 1 + i / 25, 1 + i % 25, step, "t" + i % 2));
      }
    }
    text.append("c1,,2026-01-01T00:00:00Z,t1\n");
    return Files.writeString(folder.resolve("log.csv"), text);
  }

  private int run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "predict-benchmark";
    System.arraycopy(options, 0, arguments, 1, options.length);
    CommandLine commandLine = Desirepath.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}

package org.desirepath.cli;

import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;
import static org.desirepath.table.Paths.SUPPORT_SHARE;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.mining.Answer;
import org.desirepath.path.PathQuery;
import org.desirepath.path.PathType;
import org.desirepath.report.TellPaths;
import org.desirepath.table.Paths;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the published paths. */
@Command(
    name = "paths",
    description = {
      "Tells the frequent paths of the published journeys: how many hold them, how much more often"
          + " than expected, what they lead to and how long they take.",
      "Lift is against independent steps, Markov against steps that depend on the one before; odds"
          + " are those of winning with the path against without, q their false discovery rate."
    })
final class PathsCommand implements Callable<Integer> {

  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Mixin private JobOptions options;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "person, account or deal; default: the job's journeys.primary-level.")
  private String level;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE=VALUE",
      defaultValue = ALL,
      description =
          "Journeys of one persona, outcome, segment or buying_role, such as outcome=won; default:"
              + " ${DEFAULT-VALUE}.")
  private String scope;

  @Option(
      names = "--type",
      defaultValue = "gapped",
      description =
          "Whether anything may lie between steps: ${COMPLETION-CANDIDATES}; default:"
              + " ${DEFAULT-VALUE}.")
  private PathType type;

  @Option(names = "--from", paramLabel = "ID", description = "Touchpoint that paths start with.")
  private String from;

  @Option(names = "--to", paramLabel = "ID", description = "Touchpoint that they end with.")
  private String to;

  @Option(
      names = "--contains",
      paramLabel = "ID",
      description = "Touchpoint that they hold; may be repeated.")
  private List<String> contains = new ArrayList<>();

  @Option(
      names = "--without",
      paramLabel = "ID",
      description = "Touchpoint that they do not hold; may be repeated.")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--min-length",
      paramLabel = "N",
      defaultValue = "2",
      description = "Fewest touchpoints of a path; default: ${DEFAULT-VALUE}.")
  private int minLength;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most touchpoints; default: ${DEFAULT-VALUE}.")
  private int maxLength;

  @ArgGroup private Fold fold = new Fold();

  @Option(
      names = "--max-q",
      paramLabel = "Q",
      description = "Only paths that tell won from lost with at most this q-value, such as 0.05.")
  private Double maxQ;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "support",
      description = "What comes first: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private PathQuery.Order order;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Paths to tell; default: ${DEFAULT-VALUE}.")
  private int top;

  /** One of two. */
  private static final class Fold {
    @Option(names = "--closed", description = "Only paths that no longer one has the support of.")
    private boolean closed;

    @Option(names = "--maximal", description = "Only paths that no longer frequent one holds.")
    private boolean maximal;

    private Answer answer() {
      return closed ? Answer.CLOSED : maximal ? Answer.MAXIMAL : Answer.ALL;
    }
  }

  @Override
  public Integer call() {
    Job job = options.read();
    List<String> lines = SparkSessions.with(job.settings().spark(), spark -> lines(spark, job));
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return ExitCode.OK.number();
  }

  private List<String> lines(SparkSession spark, Job job) {
    Published published = Published.of(spark, job);
    Paths paths = published.paths();
    PathQuery query = query(job.settings().journeys().primaryLevel());
    checkTouchpoints(published.touchpointNames().keySet());
    Dataset<Row> ofScope = query.scope(paths);
    Row most =
        ofScope.orderBy(JOURNEY_COUNT.col().desc()).takeAsList(1).stream()
            .findFirst()
            .orElseThrow(() -> new UserError(ExitCode.USAGE, noScope(paths, query)));
    Dataset<Row> found = query.rows(paths, order);
    long count = found.count();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Paths, %s, of %,d %s journeys, %s, version %d, data as of %s",
            type,
            Math.round(
                most.<Long>getAs(JOURNEY_COUNT.name()) / most.<Double>getAs(SUPPORT_SHARE.name())),
            query.level(),
            query.scope().equals(ALL) ? ALL : query.scope() + "=" + query.value(),
            published.stored().version().number(),
            published.asOf()));
    lines.add("");
    if (count == 0) {
      lines.add("None of the published paths is asked for; fewer conditions find more.");
      return lines;
    }
    lines.addAll(TellPaths.lines(found.limit(top), type == PathType.GAPPED));
    if (count > top) {
      lines.add(String.format(Locale.ROOT, "%n%,d more; --top tells more of them", count - top));
    }
    return lines;
  }

  private PathQuery query(String primaryLevel) {
    String[] words = scope.split("=", 2);
    if (words.length == 1 && !scope.equals(ALL)) {
      words = new String[] {scope, ""};
    }
    return new PathQuery(
        level == null ? primaryLevel : level,
        words[0],
        words.length == 1 ? ALL : words[1],
        type,
        from,
        to,
        contains,
        without,
        minLength,
        maxLength,
        fold.answer(),
        maxQ);
  }

  private void checkTouchpoints(Set<String> known) {
    List<String> unknown =
        Stream.of(Stream.of(from, to).filter(id -> id != null), contains.stream(), without.stream())
            .flatMap(ids -> ids)
            .filter(id -> !known.contains(id))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UserError(
          ExitCode.USAGE,
          "No touchpoint is called %s; there are %s"
              .formatted(String.join(", ", unknown), new TreeSet<>(known)));
    }
  }

  private static String noScope(Paths paths, PathQuery query) {
    List<String> scopes =
        paths
            .rows()
            .where(JOURNEY_LEVEL.col().equalTo(query.level()))
            .select(SCOPE.col(), SCOPE_VALUE.col())
            .distinct()
            .collectAsList()
            .stream()
            .map(
                row ->
                    row.getString(0).equals(ALL) ? ALL : row.getString(0) + "=" + row.getString(1))
            .sorted()
            .toList();
    return "No path of %s journeys is published for %s=%s; there are %s"
        .formatted(query.level(), query.scope(), query.value(), scopes);
  }
}

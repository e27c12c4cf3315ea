package org.desirepath.path;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.IS_CLOSED;
import static org.desirepath.table.Paths.IS_MAXIMAL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.MARKOV_LIFT;
import static org.desirepath.table.Paths.ODDS_RATIO;
import static org.desirepath.table.Paths.OUTCOME_RATE;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PATH_LENGTH;
import static org.desirepath.table.Paths.PATH_TYPE;
import static org.desirepath.table.Paths.Q_VALUE;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.mining.Answer;
import org.desirepath.table.Paths;

/**
 * A question to the published paths.
 *
 * @param level the journey level
 * @param scope the scope, such as persona
 * @param value its member; all for all
 * @param type contiguous or gapped
 * @param from touchpoint that paths start with; null for any
 * @param to touchpoint that they end with; null for any
 * @param contains touchpoints that they hold, each somewhere
 * @param without touchpoints that they do not hold
 * @param minLength fewest touchpoints of a path
 * @param maxLength most touchpoints
 * @param answer which of them: all, closed or maximal ones
 * @param maxQ largest q-value; null for any, or none
 */
public record PathQuery(
    String level,
    String scope,
    String value,
    PathType type,
    String from,
    String to,
    List<String> contains,
    List<String> without,
    int minLength,
    int maxLength,
    Answer answer,
    Double maxQ) {

  /** What paths are ranked by, the best first; those without a value last. */
  public enum Order {
    /** Journeys that hold the path. */
    SUPPORT(JOURNEY_COUNT.col().desc()),
    /** How much more often than if steps were independent. */
    LIFT(Paths.LIFT.col().desc_nulls_last()),
    /** How much more often than if steps depended on the one before alone. */
    MARKOV(MARKOV_LIFT.col().desc_nulls_last()),
    /** Share of closed journeys that were won. */
    RATE(OUTCOME_RATE.col().desc_nulls_last()),
    /** How far the odds of winning differ, to either side. */
    ODDS(greatest(ODDS_RATIO.col(), lit(1.0).divide(ODDS_RATIO.col())).desc_nulls_last()),
    /** How surely they differ. */
    Q(Q_VALUE.col().asc_nulls_last());

    private final Column rank;

    Order(Column rank) {
      this.rank = rank;
    }

    /** As it is written on a command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The touchpoints of a path. */
  private static final Column STEPS = split(PATH.col(), MinePaths.SEPARATOR);

  /** All rows of a scope and value, whatever else is asked. */
  public Dataset<Row> scope(Paths paths) {
    return paths
        .rows()
        .where(JOURNEY_LEVEL.col().equalTo(level))
        .where(SCOPE.col().equalTo(scope))
        .where(SCOPE_VALUE.col().equalTo(value));
  }

  /**
   * The paths asked for, the best first. Paths that rank alike come by their journeys, then shorter
   * before longer, then by name.
   */
  public Dataset<Row> rows(Paths paths, Order order) {
    Column wanted =
        PATH_TYPE.col().equalTo(type.text()).and(PATH_LENGTH.col().between(minLength, maxLength));
    wanted = from == null ? wanted : wanted.and(element_at(STEPS, 1).equalTo(from));
    wanted = to == null ? wanted : wanted.and(element_at(STEPS, -1).equalTo(to));
    for (String touchpoint : contains) {
      wanted = wanted.and(array_contains(STEPS, touchpoint));
    }
    for (String touchpoint : without) {
      wanted = wanted.and(not(array_contains(STEPS, touchpoint)));
    }
    wanted =
        switch (answer) {
          case ALL -> wanted;
          case CLOSED -> wanted.and(IS_CLOSED.col());
          case MAXIMAL -> wanted.and(IS_MAXIMAL.col());
        };
    wanted = maxQ == null ? wanted : wanted.and(coalesce(Q_VALUE.col().leq(maxQ), lit(false)));
    return scope(paths)
        .where(wanted)
        .orderBy(order.rank, JOURNEY_COUNT.col().desc(), PATH_LENGTH.col().asc(), col(PATH.name()));
  }
}

package org.desirepath.path;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;
import static org.desirepath.table.Paths.EXPECTED_SHARE;
import static org.desirepath.table.Paths.IS_CLOSED;
import static org.desirepath.table.Paths.IS_MAXIMAL;
import static org.desirepath.table.Paths.JOURNEY_COUNT;
import static org.desirepath.table.Paths.MEDIAN_DURATION_SECONDS;
import static org.desirepath.table.Paths.OUTCOME_COUNT;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PATH_LENGTH;
import static org.desirepath.table.Paths.PATH_TYPE;
import static org.desirepath.table.Paths.P_VALUE;
import static org.desirepath.table.Paths.SCOPE;
import static org.desirepath.table.Paths.SCOPE_VALUE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.desirepath.path.JourneyDatabase.Ending;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;

/**
 * Hands the journeys of one level and scope after another to the miner. Rows come in the order of
 * level, scope and value; one such group is held at a time.
 */
final class ScopeMiner implements Iterator<List<Row>> {

  static final Field ENDING = Field.required("ending", StringType, "Won, lost or unknown");
  static final Field STEPS =
      Field.required("steps", createArrayType(StringType, false), "Touchpoints, in order");
  static final Field MOMENTS =
      Field.required("moments", createArrayType(LongType, false), "When each occurred, in ms");

  /** A journey in one of its scopes. */
  static final StructType TAKEN =
      new Contract(
              "taken_journey",
              "one row per journey and scope",
              List.of(),
              List.of(JOURNEY_LEVEL, SCOPE, SCOPE_VALUE, ENDING, STEPS, MOMENTS))
          .schema();

  static final Field WON_COUNT =
      Field.required("won_count", LongType, "Journeys with the path, won or renewed");
  static final Field SCOPE_JOURNEY_COUNT =
      Field.required("scope_journey_count", LongType, "Journeys of the scope");
  static final Field SCOPE_OUTCOME_COUNT =
      Field.required("scope_outcome_count", LongType, "Closed journeys of the scope");
  static final Field SCOPE_WON_COUNT =
      Field.required("scope_won_count", LongType, "Journeys of the scope, won or renewed");

  /** A path in one scope, counted. */
  static final StructType COUNTED =
      new Contract(
              "counted_path",
              "one row per path, level and scope value",
              List.of(),
              List.of(
                  JOURNEY_LEVEL,
                  SCOPE,
                  SCOPE_VALUE,
                  PATH_TYPE,
                  PATH,
                  PATH_LENGTH,
                  JOURNEY_COUNT,
                  EXPECTED_SHARE,
                  OUTCOME_COUNT,
                  WON_COUNT,
                  SCOPE_JOURNEY_COUNT,
                  SCOPE_OUTCOME_COUNT,
                  SCOPE_WON_COUNT,
                  P_VALUE,
                  MEDIAN_DURATION_SECONDS,
                  IS_CLOSED,
                  IS_MAXIMAL))
          .schema();

  private static final Set<String> WON = Set.of("won", "renewed");
  private static final Set<String> LOST = Set.of("lost", "churned");

  private final Iterator<Row> rows;
  private final BigDecimal minSupportShare;
  private final int minSupportCount;
  private final int maxLength;
  private final int maxPaths;
  private Row next;

  ScopeMiner(
      Iterator<Row> rows,
      double minSupportShare,
      int minSupportCount,
      int maxLength,
      int maxPaths) {
    this.rows = rows;
    this.minSupportShare = BigDecimal.valueOf(minSupportShare);
    this.minSupportCount = minSupportCount;
    this.maxLength = maxLength;
    this.maxPaths = maxPaths;
    advance();
  }

  /**
   * A journey in each of its scopes: repeats of a touchpoint become one, at the first one's time,
   * and of what is left the last {@code maxTouchpoints} are taken.
   */
  static List<Row> take(Journey journey, int maxTouchpoints) {
    int[] kept = new int[journey.length()];
    int length = 0;
    for (int place = 0; place < journey.length(); place++) {
      if (place == 0 || !journey.touchpoint(place).equals(journey.touchpoint(place - 1))) {
        kept[length++] = place;
      }
    }
    int from = Math.max(0, length - maxTouchpoints);
    String[] steps = new String[length - from];
    Long[] moments = new Long[length - from];
    for (int i = from; i < length; i++) {
      steps[i - from] = journey.touchpoint(kept[i]);
      moments[i - from] = journey.at(kept[i]);
    }
    String ending = ending(journey.outcome()).name();
    return journey.memberships().stream()
        .map(
            one ->
                RowFactory.create(
                    journey.level(), one.getString(0), one.getString(1), ending, steps, moments))
        .toList();
  }

  /** Open and dormant journeys have no outcome that could be compared; they are no loss. */
  static Ending ending(String outcome) {
    if (WON.contains(outcome)) {
      return Ending.WON;
    }
    return LOST.contains(outcome) ? Ending.LOST : Ending.UNKNOWN;
  }

  /** Journeys that must hold a path: so many and so large a share, rounded upwards. */
  static long minSupport(long journeys, BigDecimal share, int count) {
    long byShare =
        share
            .multiply(BigDecimal.valueOf(journeys))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    return Math.max(count, byShare);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /** The paths of the next level and scope. */
  @Override
  public List<Row> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Row group = next;
    JourneyDatabase.Builder taken = new JourneyDatabase.Builder();
    long scopeWon = 0;
    long scopeLost = 0;
    for (; isOf(group); advance()) {
      Ending ending = Ending.valueOf(next.getString(3));
      scopeWon += ending == Ending.WON ? 1 : 0;
      scopeLost += ending == Ending.LOST ? 1 : 0;
      List<String> steps = next.getList(4);
      List<Long> moments = next.getList(5);
      taken.add(steps, moments.stream().mapToLong(Long::longValue).toArray(), ending);
    }
    long minSupport = minSupport(taken.journeyCount(), minSupportShare, minSupportCount);
    JourneyDatabase journeys = taken.build(minSupport);
    List<Row> found = new ArrayList<>();
    for (PathType type : PathType.values()) {
      for (FrequentPath path : PathMiner.mine(journeys, type, minSupport, maxLength, maxPaths)) {
        found.add(row(group, type, path, journeys.journeyCount(), scopeWon, scopeLost));
      }
    }
    return found;
  }

  private static Row row(
      Row group, PathType type, FrequentPath path, long journeys, long scopeWon, long scopeLost) {
    Double pValue =
        scopeWon == 0 || scopeLost == 0
            ? null
            : FisherExactTest.pValue(
                path.wonCount(),
                path.lostCount(),
                scopeWon - path.wonCount(),
                scopeLost - path.lostCount());
    return RowFactory.create(
        group.getString(0),
        group.getString(1),
        group.getString(2),
        type.text(),
        String.join(MinePaths.SEPARATOR, path.touchpoints()),
        path.touchpoints().size(),
        path.journeyCount(),
        path.expectedShare(),
        path.wonCount() + path.lostCount(),
        path.wonCount(),
        journeys,
        scopeWon + scopeLost,
        scopeWon,
        pValue,
        path.medianDuration() / 1000,
        path.isClosed(),
        path.isMaximal());
  }

  private boolean isOf(Row group) {
    return next != null
        && next.getString(0).equals(group.getString(0))
        && next.getString(1).equals(group.getString(1))
        && next.getString(2).equals(group.getString(2));
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }
}

package org.desirepath.path;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.split;
import static org.desirepath.table.JourneySteps.STEP_NUMBER;
import static org.desirepath.table.Paths.PATH;
import static org.desirepath.table.Paths.PATH_ID;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import org.apache.spark.sql.Column;
import org.desirepath.table.PathSteps;
import org.desirepath.table.Paths;

/** Lists the touchpoints of each path in order. */
public final class ListPathSteps {

  private static final String[] PLACE_AND_STEP = {STEP_NUMBER.name(), TOUCHPOINT_ID.name()};

  private ListPathSteps() {}

  /**
   * One row for each step of each path, numbered from 1, however many levels and scopes have the
   * path. One shuffle, of the paths by id.
   */
  public static PathSteps from(Paths paths) {
    Column steps = split(PATH.col(), MinePaths.SEPARATOR);
    return new PathSteps(
        paths
            .rows()
            .select(PATH_ID.col(), PATH.col())
            .distinct()
            .select(PATH_ID.col(), posexplode(steps).as(PLACE_AND_STEP))
            .select(
                PATH_ID.col(),
                STEP_NUMBER.is(STEP_NUMBER.col().plus(lit(1))),
                TOUCHPOINT_ID.is(TOUCHPOINT_ID.col())));
  }
}

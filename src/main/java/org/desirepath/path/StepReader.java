package org.desirepath.path;

import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.JourneySequences.SCOPES;
import static org.desirepath.table.JourneySequences.TOUCHPOINT_IDS;
import static org.desirepath.table.Journeys.JOURNEY_LEVEL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.desirepath.table.JourneySequences;

/**
 * Reads the steps and scopes of journeys, one journey at a time, as numbers: touchpoints and scopes
 * are numbered from 0 in the order in which this reader first sees them.
 *
 * <p>Reads Spark's own rows: to make objects of every touchpoint of every journey takes longer than
 * all that is done with them. Holds one journey and the names, which are bounded by the catalogue
 * and the scopes.
 */
final class StepReader {

  private final Map<UTF8String, Integer> touchpointNumbers = new HashMap<>();
  private final List<String> touchpoints = new ArrayList<>();
  private final Map<UTF8String, Map<UTF8String, Map<UTF8String, Integer>>> known = new HashMap<>();
  private final List<ScopeMember> members = new ArrayList<>();
  private Ending ending;
  private int[] steps = new int[64];
  private int length;
  private int[] scopes = new int[8];
  private int scopeCount;

  /** Journeys as {@link #read} takes them; each row is good only until the next one is taken. */
  static JavaRDD<InternalRow> rows(JourneySequences sequences) {
    return sequences
        .rows()
        .select(JOURNEY_LEVEL.col(), OUTCOME.col(), SCOPES.col(), TOUCHPOINT_IDS.col())
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  /** Takes the next journey in the place of the one before. */
  void read(InternalRow journey) {
    ending = Ending.of(journey.getUTF8String(1).toString());
    ArrayData ids = journey.getArray(3);
    length = ids.numElements();
    steps = steps.length < length ? new int[2 * length] : steps;
    for (int step = 0; step < length; step++) {
      steps[step] = touchpointNumber(ids.getUTF8String(step));
    }
    Map<UTF8String, Map<UTF8String, Integer>> ofLevel = within(known, journey.getUTF8String(0));
    ArrayData ofJourney = journey.getArray(2);
    scopeCount = ofJourney.numElements();
    scopes = scopes.length < scopeCount ? new int[2 * scopeCount] : scopes;
    for (int scope = 0; scope < scopeCount; scope++) {
      InternalRow one = ofJourney.getStruct(scope, 2);
      scopes[scope] =
          memberNumber(
              ofLevel, journey.getUTF8String(0), one.getUTF8String(0), one.getUTF8String(1));
    }
  }

  private int touchpointNumber(UTF8String id) {
    Integer number = touchpointNumbers.get(id);
    if (number == null) {
      number = touchpoints.size();
      // A string of a row is a view of memory that the next row is written to.
      touchpointNumbers.put(id.clone(), number);
      touchpoints.add(id.toString());
    }
    return number;
  }

  private int memberNumber(
      Map<UTF8String, Map<UTF8String, Integer>> ofLevel,
      UTF8String level,
      UTF8String scope,
      UTF8String value) {
    Map<UTF8String, Integer> ofScope = within(ofLevel, scope);
    Integer number = ofScope.get(value);
    if (number == null) {
      number = members.size();
      ofScope.put(value.clone(), number);
      members.add(new ScopeMember(level.toString(), scope.toString(), value.toString()));
    }
    return number;
  }

  private static <T> Map<UTF8String, T> within(
      Map<UTF8String, Map<UTF8String, T>> all, UTF8String key) {
    Map<UTF8String, T> inner = all.get(key);
    if (inner == null) {
      inner = new HashMap<>();
      all.put(key.clone(), inner);
    }
    return inner;
  }

  /** How the journey ended. */
  Ending ending() {
    return ending;
  }

  /** The numbers of its touchpoints in order; what lies behind its length is of others. */
  int[] steps() {
    return steps;
  }

  int length() {
    return length;
  }

  /** How many scopes it belongs to. */
  int scopeCount() {
    return scopeCount;
  }

  /** The number of one of its scopes. */
  int scope(int index) {
    return scopes[index];
  }

  /** Different touchpoints so far. */
  int touchpointCount() {
    return touchpoints.size();
  }

  String touchpoint(int number) {
    return touchpoints.get(number);
  }

  ScopeMember member(int scope) {
    return members.get(scope);
  }
}

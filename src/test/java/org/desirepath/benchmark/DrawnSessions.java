package org.desirepath.benchmark;

import java.io.Serializable;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.SessionFeatures;

/** Features of sessions of six kinds among forty touchpoints, each drawn from its number alone. */
final class DrawnSessions {

  private static final int KINDS = 6;
  private static final int TOUCHPOINTS = 40;
  private static final int TASTES = 8;
  private static final int LONGEST = 25;
  private static final long START = Timestamp.valueOf("2026-03-02 08:00:00").getTime();
  private static final List<String> STAGES =
      List.of("awareness", "consideration", "use", "support");
  private static final List<String> DEVICES = List.of("desktop", "mobile", "tablet");
  private static final List<String> BANDS = List.of("night", "morning", "afternoon", "evening");

  private DrawnSessions() {}

  static SessionFeatures of(SparkSession spark, long sessions) {
    return new SessionFeatures(
        spark
            .range(sessions)
            .map(
                (MapFunction<Long, Row>) DrawnSessions::session,
                Encoders.row(SessionFeatures.CONTRACT.schema())));
  }

  /** A name and a value of a feature. */
  private record Name(String attribute, String value) implements Comparable<Name>, Serializable {

    @Override
    public int compareTo(Name other) {
      int byAttribute = attribute.compareTo(other.attribute);
      return byAttribute != 0 ? byAttribute : value.compareTo(other.value);
    }
  }

  private static Row session(long number) {
    Random random = new Random(number * 0x9E3779B97F4A7C15L);
    int kind = random.nextInt(KINDS);
    long count = 1L + random.nextInt(LONGEST);
    Map<Name, Double> held = new TreeMap<>();
    String before = "()";
    for (int i = 0; i < count; i++) {
      int touchpoint =
          random.nextInt(5) == 0
              ? random.nextInt(TOUCHPOINTS)
              : (kind * TASTES + random.nextInt(TASTES)) % TOUCHPOINTS;
      String next = "t" + touchpoint;
      held.merge(new Name("touchpoint", next), 1.0, Double::sum);
      held.merge(new Name("stage", STAGES.get(touchpoint % STAGES.size())), 1.0, Double::sum);
      held.merge(new Name("move", before + " > " + next), 1.0, Double::sum);
      before = next;
    }
    held.put(new Name("move", before + " > ()"), 1.0);
    held.put(new Name("depth", "touchpoints"), (double) count);
    held.put(new Name("pace", "seconds_per_touchpoint"), 10.0 + random.nextInt(100));
    held.put(new Name("device", DEVICES.get(random.nextInt(DEVICES.size()))), 1.0);
    held.put(new Name("hour_band", BANDS.get(random.nextInt(BANDS.size()))), 1.0);
    List<Row> features = new ArrayList<>();
    held.forEach(
        (name, measure) ->
            features.add(RowFactory.create(name.attribute(), name.value(), measure)));
    return RowFactory.create(
        "s" + number, new Timestamp(START + number * 1000), count, count, features.toArray());
  }
}

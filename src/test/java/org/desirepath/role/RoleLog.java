package org.desirepath.role;

import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Identifiers.PERSON_ID;
import static org.desirepath.table.Persons.BUYING_ROLE;
import static org.desirepath.table.Persons.BUYING_ROLE_SOURCE;
import static org.desirepath.table.Persons.IS_SHARED_DEVICE;
import static org.desirepath.table.TouchpointCatalogue.CHANNEL;
import static org.desirepath.table.TouchpointCatalogue.STAGE;
import static org.desirepath.table.TouchpointCatalogue.TOUCHPOINT_ID;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.desirepath.table.Contract;
import org.desirepath.table.Field;
import org.desirepath.table.PersonBehaviour;
import org.desirepath.table.Persons;
import org.desirepath.table.Touchpoints;

/** Persons for tests whose roles drive what they do, every other one's role being kept secret. */
final class RoleLog {

  private static final long START = Timestamp.valueOf("2026-03-02 08:00:00").getTime();
  private static final List<String> ROLES =
      List.of("user", "user", "user", "decision_maker", "decision_maker", "technical", "purchaser");
  private static final int PAGES = 12;

  private final List<Row> persons = new ArrayList<>();
  private final List<Row> touchpoints = new ArrayList<>();
  private final Map<String, String> secrets = new HashMap<>();

  /**
   * Persons with 6 to 30 touchpoints.
   *
   * @param taste the share of touchpoints that are chosen by the taste of the role; the others are
   *     as likely for everybody
   * @param roles of which one is drawn for each person
   */
  static RoleLog of(int personCount, double taste, List<String> roles, long seed) {
    Random random = new Random(seed);
    RoleLog log = new RoleLog();
    for (int i = 0; i < personCount; i++) {
      String role = roles.get(random.nextInt(roles.size()));
      String person = "person-" + seed + "-" + i;
      log.person(person, role, i % 2 == 0);
      int length = 6 + random.nextInt(25);
      // Nobody has the taste of their role in full.
      double own = taste * random.nextDouble();
      for (int j = 0; j < length; j++) {
        int favourite = 2 * ROLES.indexOf(role) % PAGES + random.nextInt(3);
        int page = random.nextDouble() < own ? favourite % PAGES : random.nextInt(PAGES);
        log.visit(person, "page" + page, START + random.nextInt(1_000_000) * 1000L);
      }
    }
    return log;
  }

  static RoleLog of(int personCount, double taste, long seed) {
    return of(personCount, taste, ROLES, seed);
  }

  private void person(String person, String role, boolean isSecret) {
    if (isSecret) {
      secrets.put(person, role);
    }
    persons.add(
        RowFactory.create(person, isSecret ? "unknown" : role, isSecret ? "none" : "title"));
  }

  private void visit(String person, String page, long at) {
    touchpoints.add(
        RowFactory.create(
            person, page, "web", "stage", "desktop", "customer", "web", new Timestamp(at)));
  }

  /** The roles that the tables do not tell, by person. */
  Map<String, String> secrets() {
    return secrets;
  }

  Persons persons(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .createDataFrame(persons, schema(PERSON_ID, BUYING_ROLE, BUYING_ROLE_SOURCE))
            .withColumn(IS_SHARED_DEVICE.name(), functions.lit(false));
    return new Persons(complete(rows, Persons.CONTRACT));
  }

  Touchpoints touchpoints(SparkSession spark) {
    Dataset<Row> rows =
        spark.createDataFrame(
            touchpoints,
            schema(
                PERSON_ID,
                TOUCHPOINT_ID,
                CHANNEL,
                STAGE,
                DEVICE,
                DIRECTION,
                SOURCE_KIND,
                OCCURRED_AT));
    return new Touchpoints(complete(rows, Touchpoints.CONTRACT));
  }

  /** Computed once, for tests that read it again and again. */
  static PersonBehaviour stored(PersonBehaviour behaviour) {
    return new PersonBehaviour(behaviour.rows().localCheckpoint());
  }

  private static StructType schema(Field... fields) {
    StructType schema = new StructType();
    for (Field field : fields) {
      schema = schema.add(field.name(), field.type());
    }
    return schema;
  }

  private static Dataset<Row> complete(Dataset<Row> rows, Contract contract) {
    List<String> given = Arrays.asList(rows.columns());
    return rows.select(
        contract.fields().stream()
            .map(field -> given.contains(field.name()) ? field.col() : field.isNull())
            .toArray(Column[]::new));
  }
}

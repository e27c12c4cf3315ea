package org.desirepath.source;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.SettingsFault;

/** Says what would go wrong with mappings and exports, before a night is spent on them. */
public final class ValidateSources {

  private final SparkSession spark;
  private final List<SettingsFault> faults = new ArrayList<>();

  private ValidateSources(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * All faults of the mappings and of the exports they are to read.
   *
   * <p>Every expression is resolved against the columns that its mapping declares; every source and
   * record must have files, and the header of each csv the columns. Only the heads of files are
   * read, no job runs and nothing is written.
   *
   * @param exports folder of the exports, any Hadoop URI
   */
  public static List<SettingsFault> faults(
      SparkSession spark, List<Mapping> mappings, String exports) {
    ValidateSources validation = new ValidateSources(spark);
    Configuration configuration = spark.sessionState().newHadoopConf();
    for (Mapping mapping : mappings) {
      validation.expressions(mapping);
      validation.files(mapping, exports, configuration);
    }
    return List.copyOf(validation.faults);
  }

  private void expressions(Mapping mapping) {
    boolean known = true;
    for (String function : mapping.functions()) {
      String name = function.strip().split("\\W", 2)[0];
      known &=
          resolves(
              mapping.source() + ".functions." + name,
              () -> spark.sql("CREATE OR REPLACE TEMPORARY FUNCTION " + function));
    }
    if (known) {
      mapping.records().forEach(record -> expressions(mapping, record));
    }
  }

  private void expressions(Mapping mapping, RecordMapping record) {
    String where = mapping.source() + "." + record.record();
    Dataset<Row> own = new TypedRows(spark, record, Integer.MAX_VALUE).none();
    Dataset<Row> rows = own.withColumn(ShapeRecords.AS_OF.name(), lit(Instant.EPOCH));
    for (Map.Entry<String, LookupMapping> lookup : record.lookups().entrySet()) {
      String place = where + ".lookups." + lookup.getKey();
      resolves(place + ".where", () -> own.select(expr(lookup.getValue().where())));
      RecordMapping other = mapping.record(lookup.getValue().record());
      if (other.key() == null) {
        faults.add(new SettingsFault(place, "looks up a record without a key"));
      }
      for (String taken : lookup.getValue().take()) {
        if (!other.columns().containsKey(taken)) {
          faults.add(
              new SettingsFault(
                  place + ".take",
                  "must name columns of %s, but names %s".formatted(other.record(), taken)));
        }
      }
      rows = rows.withColumn(lookup.getKey(), taken(lookup.getValue(), other));
    }
    boolean known = true;
    for (Map.Entry<String, String> value : record.values().entrySet()) {
      Dataset<Row> before = rows;
      known &=
          resolves(
              where + ".values." + value.getKey(), () -> before.select(expr(value.getValue())));
      if (known) {
        rows = rows.withColumn(value.getKey(), expr(value.getValue()));
      }
    }
    if (known) {
      Dataset<Row> all = rows;
      expressions(record)
          .forEach((place, text) -> resolves(where + "." + place, () -> all.select(expr(text))));
    }
  }

  private static Column taken(LookupMapping lookup, RecordMapping other) {
    return struct(
        lookup.take().stream()
            .filter(other.columns()::containsKey)
            .map(
                name ->
                    lit(null).cast(ColumnType.of(other.columns().get(name)).dataType()).as(name))
            .toArray(Column[]::new));
  }

  /** The expressions of a record that stand for themselves, by place. */
  private static Map<String, String> expressions(RecordMapping record) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("key", record.key());
    found.put("seen-at", record.seenAt());
    found.put("version", record.version());
    found.put("visitor", record.visitor());
    found.put("bot", record.bot());
    found.put("when", record.when());
    for (int i = 0; i < record.identifiers().size(); i++) {
      String place = "identifiers[%d].".formatted(i + 1);
      record.identifiers().get(i).forEach((kind, text) -> found.put(place + kind, text));
    }
    record.mergedInto().forEach((kind, text) -> found.put("merged-into." + kind, text));
    record.convertedInto().forEach((kind, text) -> found.put("converted-into." + kind, text));
    found.put("account-key", record.accountKey());
    found.put("deal-key", record.dealKey());
    AccountMapping account = record.account();
    if (account != null) {
      found.put("account.when", account.when());
      found.put("account.account-key", account.accountKey());
      found.put("account.account-name", account.accountName());
      found.put("account.website", account.website());
      found.put("account.industry", account.industry());
      found.put("account.segment", account.segment());
      found.put("account.country", account.country());
      found.put("account.employee-count", account.employeeCount());
      found.put("account.parent-account-key", account.parentAccountKey());
      found.put("account.master-account-key", account.masterAccountKey());
      found.put("account.lifecycle", account.lifecycle());
      found.put("account.is-deleted", account.isDeleted());
    }
    PersonMapping person = record.person();
    if (person != null) {
      found.put("person.when", person.when());
      found.put("person.account-key", person.accountKey());
      found.put("person.organization-key", person.organizationKey());
      found.put("person.title", person.title());
      found.put("person.department", person.department());
      found.put("person.created-at", person.createdAt());
      found.put("person.is-deleted", person.isDeleted());
    }
    OrganizationMapping organization = record.organization();
    if (organization != null) {
      found.put("organization.when", organization.when());
      found.put("organization.organization-key", organization.organizationKey());
      found.put("organization.domains", organization.domains());
      found.put("organization.account-key", organization.accountKey());
    }
    DealMapping deal = record.deal();
    if (deal != null) {
      found.put("deal.when", deal.when());
      found.put("deal.deal-type", deal.dealType());
      found.put("deal.stage-name", deal.stageName());
      found.put("deal.amount", deal.amount());
      found.put("deal.opened-at", deal.openedAt());
      found.put("deal.closed-at", deal.closedAt());
      found.put("deal.outcome", deal.outcome());
    }
    DealRoleMapping role = record.dealRole();
    if (role != null) {
      found.put("deal-role.when", role.when());
      found.put("deal-role.role-name", role.roleName());
    }
    for (int i = 0; i < record.events().size(); i++) {
      EventMapping event = record.events().get(i);
      String place = "events[%d].".formatted(i + 1);
      found.put(place + "type-of", event.typeOf());
      found.put(place + "when", event.when());
      found.put(place + "occurred-at", event.occurredAt());
      found.put(place + "page", event.page());
      found.put(place + "label", event.label());
      found.put(place + "device", event.device());
      found.put(place + "campaign-source", event.campaignSource());
      found.put(place + "campaign-medium", event.campaignMedium());
      found.put(place + "campaign-name", event.campaignName());
      found.put(place + "sentiment", event.sentiment());
      found.put(place + "satisfaction", event.satisfaction());
      found.put(place + "amount", event.amount());
    }
    found.values().removeIf(text -> text == null);
    return found;
  }

  private void files(Mapping mapping, String exports, Configuration configuration) {
    List<ExportFile> files = ExportFile.of(mapping, exports, configuration);
    if (files.isEmpty()) {
      faults.add(
          new SettingsFault(
              mapping.source() + ".folder",
              "must hold files of the export, but %s/%s holds none"
                  .formatted(exports, mapping.folder())));
      return;
    }
    for (RecordMapping record : mapping.records()) {
      List<ExportFile> own =
          files.stream().filter(file -> file.record().equals(record.record())).toList();
      if (own.isEmpty() && !record.mayBeMissing()) {
        faults.add(
            new SettingsFault(
                "%s.%s.files".formatted(mapping.source(), record.record()),
                "must match a file below %s/%s, but %s match none; may-be-missing: true allows that"
                    .formatted(exports, mapping.folder(), record.files())));
      }
      if (record.format().equals("csv")) {
        own.forEach(file -> header(mapping, record, file, configuration));
      }
    }
  }

  private void header(
      Mapping mapping, RecordMapping record, ExportFile file, Configuration configuration) {
    ProbedFile probed = ProbeFiles.head(file, record, configuration);
    if (probed.refusal() != null) {
      return;
    }
    Set<String> found =
        probed.shape().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(HashSet::new));
    List<String> missing =
        record.columns().entrySet().stream()
            .filter(column -> !ColumnType.of(column.getValue()).mayBeMissing())
            .map(Map.Entry::getKey)
            .filter(name -> !found.contains(name.toLowerCase(Locale.ROOT)))
            .toList();
    if (!missing.isEmpty()) {
      faults.add(
          new SettingsFault(
              "%s.%s.columns".formatted(mapping.source(), record.record()),
              "must stand in the header of %s, but %s do not; a question mark after the type"
                      .formatted(file.name(), missing)
                  + " allows that"));
    }
  }

  /** Whether a piece of SQL parses and resolves; if not, that is a fault. */
  private boolean resolves(String where, Sql sql) {
    try {
      sql.resolve();
      return true;
    } catch (AnalysisException e) {
      String message = e.getMessage().lines().findFirst().orElse("");
      faults.add(new SettingsFault(where, "is no expression over the columns: " + message));
      return false;
    }
  }

  /** Something that Spark analyzes; Scala does not declare what it throws. */
  private interface Sql {
    void resolve() throws AnalysisException;
  }
}

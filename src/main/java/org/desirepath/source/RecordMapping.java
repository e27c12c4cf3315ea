package org.desirepath.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.desirepath.settings.MayBeAbsent;

/**
 * One kind of rows of a source. All expressions are Spark SQL over the columns, the values, the
 * lookups and {@code as_of}, the moment the data is taken as of.
 *
 * @param record name of the kind, such as {@code Task}
 * @param files names of its files below the source's folder, with {@code *} and {@code {a,b}}
 * @param mayBeMissing whether an export without any such file is complete
 * @param format json (one object a line), csv or parquet
 * @param delimiter between the values of a csv, a comma if not given
 * @param columns the columns that expressions name, with their types; see {@link ColumnType}
 * @param lookups latest versions of other records, joined under a name
 * @param required columns without which a row is refused as {@code missing_key}
 * @param key the row's own id within record and source; if not given, the row's whole content
 * @param seenAt the moment at which the row was true; held against the plausible times
 * @param version the moment of this version; of the rows with one key only the latest counts
 * @param visitor the browser, for sources that machines visit as well
 * @param values named expressions; a later one may use an earlier one
 * @param bot whether the row says that a machine made it
 * @param when which rows are known; others are refused as {@code unknown_type}
 * @param identifiers kind and expression of each identifier of the row's person, strongest first;
 *     of the kind {@code email} are addresses as well as their SHA-256 in hex
 * @param mergedInto kind and expression of the record that this one was merged into
 * @param convertedInto kind and expression of the record that this one became
 * @param accountKey the CRM's account that the row's events are about
 * @param dealKey the CRM's deal that the row's events are about
 * @param account the account the row describes
 * @param person the person the row describes
 * @param organization the organization the row describes
 * @param deal the deal the row describes
 * @param dealRole the part in a deal the row describes
 * @param events what the row says happened
 */
public record RecordMapping(
    String record,
    List<String> files,
    @MayBeAbsent Boolean mayBeMissing,
    String format,
    @MayBeAbsent String delimiter,
    Map<String, String> columns,
    @MayBeAbsent Map<String, LookupMapping> lookups,
    @MayBeAbsent List<String> required,
    @MayBeAbsent String key,
    String seenAt,
    @MayBeAbsent String version,
    @MayBeAbsent String visitor,
    @MayBeAbsent Map<String, String> values,
    @MayBeAbsent String bot,
    @MayBeAbsent String when,
    @MayBeAbsent List<Map<String, String>> identifiers,
    @MayBeAbsent Map<String, String> mergedInto,
    @MayBeAbsent Map<String, String> convertedInto,
    @MayBeAbsent String accountKey,
    @MayBeAbsent String dealKey,
    @MayBeAbsent AccountMapping account,
    @MayBeAbsent PersonMapping person,
    @MayBeAbsent OrganizationMapping organization,
    @MayBeAbsent DealMapping deal,
    @MayBeAbsent DealRoleMapping dealRole,
    @MayBeAbsent List<EventMapping> events) {

  private static final Set<String> FORMATS = Set.of("csv", "json", "parquet");

  /** Refuses a record whose parts do not fit together. */
  public RecordMapping {
    mayBeMissing = mayBeMissing != null && mayBeMissing;
    delimiter = delimiter == null ? "," : delimiter;
    lookups = lookups == null ? Map.of() : new LinkedHashMap<>(lookups);
    required = required == null ? List.of() : List.copyOf(required);
    values = values == null ? Map.of() : new LinkedHashMap<>(values);
    identifiers = identifiers == null ? List.of() : List.copyOf(identifiers);
    mergedInto = mergedInto == null ? Map.of() : Map.copyOf(mergedInto);
    convertedInto = convertedInto == null ? Map.of() : Map.copyOf(convertedInto);
    events = events == null ? List.of() : List.copyOf(events);

    Mapping.Faults faults = new Mapping.Faults();
    faults.require(FORMATS.contains(format), "format must be csv, json or parquet: " + format);
    faults.require(!files.isEmpty(), "files must not be empty");
    faults.require(!columns.isEmpty(), "columns must not be empty");
    faults.require(
        columns.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
            == columns.size(),
        "columns differ in upper and lower case only");
    columns.forEach(
        (name, type) ->
            ColumnType.fault(type)
                .ifPresent(fault -> faults.require(false, "columns.%s %s".formatted(name, fault))));
    for (String name : required) {
      faults.require(columns.containsKey(name), "required names no column: " + name);
    }
    for (String name : values.keySet()) {
      faults.require(!columns.containsKey(name), "values.%s is a column".formatted(name));
    }
    for (Map<String, String> identifier : identifiers) {
      faults.require(
          identifier.size() == 1, "an identifier is one kind and one expression: " + identifier);
    }
    faults.require(
        !identifiers.isEmpty()
            || (mergedInto.isEmpty()
                && convertedInto.isEmpty()
                && person == null
                && dealRole == null),
        "identifiers must be given");
    faults.require(
        events.stream().map(EventMapping::type).distinct().count() == events.size(),
        "two events are of one type");
    faults.require(dealRole == null || dealKey != null, "deal-role needs deal-key");
    faults.check();
  }

  /** Whether rows describe something that lasts, and not only what happened once. */
  boolean describes() {
    return account != null
        || person != null
        || organization != null
        || deal != null
        || dealRole != null;
  }
}

package org.desirepath.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.desirepath.settings.MayBeAbsent;
import org.desirepath.settings.StrictYaml;

/**
 * How the exports of one vendor become records.
 *
 * @param source name of the source, such as {@code salesforce}
 * @param kind web, crm or support
 * @param folder folder of the source below the exports folder
 * @param functions SQL functions that expressions may call, each {@code name(argument TYPE, …)
 *     RETURNS TYPE RETURN expression}; a later one may call an earlier one
 * @param records kinds of rows; a file belongs to the first record whose names it matches
 */
public record Mapping(
    String source,
    String kind,
    String folder,
    @MayBeAbsent List<String> functions,
    List<RecordMapping> records) {

  private static final Set<String> KINDS = Set.of("crm", "support", "web");

  /** Refuses a mapping that names a record twice or looks one up that is not there. */
  public Mapping {
    functions = functions == null ? List.of() : List.copyOf(functions);
    records = List.copyOf(records);
    Faults faults = new Faults();
    faults.require(KINDS.contains(kind), "kind must be crm, support or web, but is " + kind);
    faults.require(!records.isEmpty(), "records must not be empty");
    Set<String> names = new HashSet<>();
    for (RecordMapping record : records) {
      faults.require(names.add(record.record()), "record " + record.record() + " stands twice");
    }
    for (RecordMapping record : records) {
      record
          .lookups()
          .values()
          .forEach(
              lookup ->
                  faults.require(
                      names.contains(lookup.record()) && !lookup.record().equals(record.record()),
                      "%s looks up %s, which is no other record of this source"
                          .formatted(record.record(), lookup.record())));
    }
    faults.check();
  }

  /**
   * Reads a mapping file.
   *
   * @param yamlText its text
   * @param fileName its name, for messages
   * @throws org.desirepath.settings.InvalidSettings with every fault of the file
   */
  public static Mapping read(String yamlText, String fileName) {
    return StrictYaml.read(yamlText, fileName, Mapping.class, Map.of());
  }

  /** The kinds of identifiers that its records carry. */
  public Set<String> identifierKinds() {
    Set<String> kinds = new HashSet<>();
    records.forEach(
        record -> record.identifiers().forEach(identifier -> kinds.addAll(identifier.keySet())));
    return kinds;
  }

  /** The record of this name. */
  RecordMapping record(String name) {
    return records.stream().filter(one -> one.record().equals(name)).findFirst().orElseThrow();
  }

  /** Collects what is wrong with a part of a mapping. */
  static final class Faults {

    private final List<String> faults = new ArrayList<>();

    void require(boolean holds, String fault) {
      if (!holds) {
        faults.add(fault);
      }
    }

    void check() {
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException("is refused: " + String.join("; ", faults));
      }
    }
  }
}

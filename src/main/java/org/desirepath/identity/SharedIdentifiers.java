package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.desirepath.identity.CollectTies.NEIGHBOUR;
import static org.desirepath.table.Components.COMPONENT;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.GuardedIdentifiers.STANDS_FOR;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Ties;

/**
 * Finds identifiers tied to more strong identifiers than one person has: kiosks, shared browsers,
 * addresses of whole departments.
 *
 * <p>Contacts, logins and e-mails count, each distinct one once; what the CRM merged counts as one,
 * so that doubles in the CRM do not make their common address a shared one.
 *
 * @param caps per kind, the most that one person has; kinds that are not named have no cap
 */
record SharedIdentifiers(Map<String, Integer> caps) implements Guard {

  static final String NAME = "shared_identifier";

  private static final Field STRONG_COUNT =
      Field.required("strong_count", LongType, "Distinct strong identifiers tied to the node");

  SharedIdentifiers {
    caps = Map.copyOf(caps);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Dataset<Row> guarded(Ties ties) {
    Dataset<Row> declared = ConnectedComponents.of(ties.rows().filter(CollectTies.isDeclared()));
    Dataset<Row> sameAs = declared.select(NEIGHBOUR.is(NODE.col()), COMPONENT.col());
    return CollectTies.fromEitherEnd(ties)
        .filter(not(CollectTies.isDeclared()))
        .filter(cap(Identifier.kind(NODE.col())).isNotNull())
        .filter(Identifier.kind(NEIGHBOUR.col()).isInCollection(Identifier.COUNTED))
        .join(sameAs, NEIGHBOUR.name(), "left")
        .groupBy(NODE.col())
        .agg(STRONG_COUNT.is(count_distinct(coalesce(COMPONENT.col(), NEIGHBOUR.col()))))
        .filter(STRONG_COUNT.col().gt(cap(Identifier.kind(NODE.col()))))
        .select(NODE.col(), STANDS_FOR.is(NODE.col()));
  }

  /** The cap of a kind, null where it has none. */
  Column cap(Column kind) {
    Column cap = lit(null).cast(IntegerType);
    for (Map.Entry<String, Integer> entry : caps.entrySet()) {
      cap = when(kind.equalTo(entry.getKey()), entry.getValue()).otherwise(cap);
    }
    return cap;
  }
}

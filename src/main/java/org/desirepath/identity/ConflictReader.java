package org.desirepath.identity;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Parts components, one at a time, as the sorted rows of a partition bring them.
 *
 * <p>A row holds a component, one end of a tie and whether it is somebody, the other end and
 * whether it is; a component's ties come together, the strongest first. What is told is each node
 * and the least node of the part it is in.
 */
final class ConflictReader implements Iterator<Row> {

  /** About 200 MB; the weakest ties of a component that has more nodes bring no further ones. */
  static final int MOST_NODES = 1_000_000;

  private final Iterator<Row> rows;
  private Row next;
  private DisjointSets parts = new DisjointSets();
  private Iterator<String> nodes = Collections.emptyIterator();

  ConflictReader(Iterator<Row> rows) {
    this.rows = rows;
    advance();
  }

  @Override
  public boolean hasNext() {
    return nodes.hasNext() || next != null;
  }

  @Override
  public Row next() {
    if (!nodes.hasNext()) {
      partNext();
    }
    String node = nodes.next();
    return RowFactory.create(node, parts.least(node));
  }

  private void partNext() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    String component = next.getString(0);
    CautiousSets sets = new CautiousSets(MOST_NODES);
    while (next != null && next.getString(0).equals(component)) {
      sets.join(next.getString(1), next.getBoolean(2), next.getString(3), next.getBoolean(4));
      advance();
    }
    parts = sets.sets();
    nodes = parts.names().iterator();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }
}

package org.desirepath.path;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * Makes rows of groups of rows: those that follow one another with the same key. A group is handed
 * over as an iterator, so that nothing is held but what its function holds.
 */
final class Groups<T> implements Iterator<T> {

  private final Iterator<Row> rows;
  private final Function<Row, Object> key;
  private final Function<Iterator<Row>, List<T>> function;
  private Iterator<T> made = Collections.emptyIterator();
  private Row next;

  Groups(Iterator<Row> rows, Function<Row, Object> key, Function<Iterator<Row>, List<T>> function) {
    this.rows = rows;
    this.key = key;
    this.function = function;
    advance();
  }

  @Override
  public boolean hasNext() {
    while (!made.hasNext() && next != null) {
      Group group = new Group(key.apply(next));
      made = function.apply(group).iterator();
      while (group.hasNext()) {
        group.next();
      }
    }
    return made.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return made.next();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }

  /** The rows of one key. */
  private final class Group implements Iterator<Row> {

    private final Object shared;

    private Group(Object shared) {
      this.shared = shared;
    }

    @Override
    public boolean hasNext() {
      return next != null && key.apply(next).equals(shared);
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      advance();
      return row;
    }
  }
}

package org.desirepath.path;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.desirepath.mining.SequenceDatabase;
import org.desirepath.mining.Share;

/**
 * Merges equal sequences of each scope and tells which shares need them. What is merged is sent
 * whenever it has grown to a bound, so that a task holds no more, however many journeys it reads.
 */
final class SendSequences implements Iterator<Row> {

  /** Touchpoints of different sequences that are held at most: 16 MB of codes. */
  private static final int MOST_HELD = 4_000_000;

  private final Iterator<Row> rows;
  private final Scopes scopes;
  private final Map<Integer, SequenceDatabase.Builder> merged = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private int[] sequence = new int[64];

  SendSequences(Iterator<Row> rows, Scopes scopes) {
    this.rows = rows;
    this.scopes = scopes;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      merge();
      send();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void merge() {
    int held = 0;
    while (rows.hasNext() && held < MOST_HELD) {
      SequencedJourney journey = SequencedJourney.of(rows.next());
      for (ScopeMember member : journey.members()) {
        int number = scopes.number(member);
        ScopeProfile profile = scopes.profile(number);
        SequenceDatabase.Builder builder =
            merged.computeIfAbsent(number, any -> SequenceDatabase.untimed(profile.alphabet()));
        held -= builder.length();
        sequence = sequence.length < journey.length() ? new int[2 * journey.length()] : sequence;
        builder.add(sequence, null, profile.encodeMerged(journey.touchpoints(), sequence), 1);
        held += builder.length();
      }
    }
  }

  private void send() {
    merged.forEach(
        (number, builder) -> {
          SequenceDatabase sequences = builder.build();
          List<Share> shares = scopes.shares(number);
          for (int s = 0; s < sequences.size(); s++) {
            int[] items = sequences.items(s);
            for (int share = 0; share < shares.size(); share++) {
              int start = shares.get(share).start(items, items.length);
              if (start >= 0) {
                ready.add(
                    RowFactory.create(
                        number,
                        share,
                        sequences.weight(s),
                        PackedNumbers.pack(items, start, items.length)));
              }
            }
          }
        });
    merged.clear();
  }
}

package org.desirepath.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.desirepath.mining.SequenceDatabase;
import scala.Tuple2;

/**
 * Merges equal sequences of each scope and sends them to the shares that need them: pairs of a
 * share's number and its sequences, packed one after another as weight, length and codes. What is
 * merged is sent whenever it has grown to a bound, so that a task holds no more, however many
 * journeys it reads.
 */
final class SendSequences implements Iterator<Tuple2<Integer, byte[]>> {

  /** Touchpoints of different sequences that are held at most: 16 MB of codes. */
  private static final int MOST_HELD = 4_000_000;

  private final Iterator<InternalRow> rows;
  private final Scopes scopes;
  private final Map<Integer, SequenceDatabase.Builder> merged = new HashMap<>();
  private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
  private final StepReader reader = new StepReader();
  private final List<ScopeCoder> coders = new ArrayList<>();
  private int[] codes = new int[64];

  SendSequences(Iterator<InternalRow> rows, Scopes scopes) {
    this.rows = rows;
    this.scopes = scopes;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      merge();
      merged.forEach((member, builder) -> send(member, builder.build()));
      merged.clear();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void merge() {
    int held = 0;
    while (rows.hasNext() && held < MOST_HELD) {
      reader.read(rows.next());
      codes = codes.length < reader.length() ? new int[2 * reader.length()] : codes;
      for (int i = 0; i < reader.scopeCount(); i++) {
        ScopeCoder coder = coder(reader.scope(i));
        SequenceDatabase.Builder builder =
            merged.computeIfAbsent(
                coder.scope(), any -> SequenceDatabase.untimed(coder.alphabet()));
        held -= builder.length();
        builder.add(codes, null, coder.code(reader, codes), 1);
        held += builder.length();
      }
    }
  }

  private ScopeCoder coder(int scope) {
    if (scope == coders.size()) {
      int number = scopes.number(reader.member(scope));
      coders.add(new ScopeCoder(number, scopes.profile(number)));
    }
    return coders.get(scope);
  }

  private void send(int member, SequenceDatabase sequences) {
    NumberList[] sent = new NumberList[scopes.firstShare(member + 1) - scopes.firstShare(member)];
    Arrays.setAll(sent, any -> new NumberList());
    if (scopes.isInBlocks(member)) {
      toBlocks(sequences, sent);
    } else {
      toShares(member, sequences, sent);
    }
    for (int share = 0; share < sent.length; share++) {
      if (!sent[share].isEmpty()) {
        ready.add(new Tuple2<>(scopes.firstShare(member) + share, sent[share].packed()));
      }
    }
  }

  /**
   * Equal sequences are divided evenly, lest what they hold is frequent in one block and nowhere
   * else; the remainder goes to blocks that the sequence alone tells.
   */
  private static void toBlocks(SequenceDatabase sequences, NumberList[] sent) {
    int blocks = sent.length;
    for (int s = 0; s < sequences.size(); s++) {
      int each = sequences.weight(s) / blocks;
      int remainder = sequences.weight(s) % blocks;
      int first = Math.floorMod(sequences.hash(s), blocks);
      int[] items = sequences.items(s);
      for (int b = 0; b < (each > 0 ? blocks : remainder); b++) {
        int weight = b < remainder ? each + 1 : each;
        add(sent[(first + b) % blocks], weight, items, 0);
      }
    }
  }

  /** A share needs of each sequence what follows the first touchpoint that its paths start with. */
  private void toShares(int member, SequenceDatabase sequences, NumberList[] sent) {
    int firstShare = scopes.firstShare(member);
    List<List<Integer>> sharesOf = scopes.sharesByFirst(member);
    int[] lastSent = new int[sent.length];
    Arrays.fill(lastSent, -1);
    for (int s = 0; s < sequences.size(); s++) {
      int[] items = sequences.items(s);
      for (int place = 0; place < items.length; place++) {
        if (items[place] == SequenceDatabase.BLANK) {
          continue;
        }
        for (int share : sharesOf.get(items[place])) {
          if (lastSent[share - firstShare] != s) {
            lastSent[share - firstShare] = s;
            add(sent[share - firstShare], sequences.weight(s), items, place);
          }
        }
      }
    }
  }

  private static void add(NumberList sent, int weight, int[] items, int start) {
    sent.add(weight);
    sent.add(items.length - start);
    for (int place = start; place < items.length; place++) {
      sent.add(items[place]);
    }
  }

  /** Adds the sequences of one pair to those of its share. */
  static void unpack(byte[] packed, SequenceDatabase.Builder builder) {
    int[] numbers = PackedNumbers.unpack(packed);
    int[] items = new int[64];
    int place = 0;
    while (place < numbers.length) {
      int weight = numbers[place++];
      int length = numbers[place++];
      items = items.length < length ? new int[2 * length] : items;
      System.arraycopy(numbers, place, items, 0, length);
      builder.add(items, null, length, weight);
      place += length;
    }
  }
}

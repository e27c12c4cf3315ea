package org.desirepath.mining;

/**
 * Counts by the sets of items that follow each place, a bit an item: all items at once.
 *
 * <p>Bits are added up in planes, the first of which holds the ones of all counts, the second the
 * twos and so on, as columns of a written addition do. Sets are taken by eights through full
 * adders, as in the population count of Harley and Seal (Warren, "Hacker's Delight", 2nd edition,
 * 5-1).
 */
final class MaskSearch extends GappedSearch {

  private static final int EIGHT = 8;

  /** Counts are below 2^31; three more planes are touched by the adders. */
  private final long[] planes = new long[Integer.SIZE + 3];

  private final long[] cells;
  private int highest;

  MaskSearch(SearchPath path, ProjectedDatabase database, int[] originals) {
    super(path, database, originals);
    cells = database.cells();
  }

  @Override
  int count(long[] entries, int from, int to, int minSupport, Level level) {
    highest = 0;
    int e = from;
    for (; e + EIGHT <= to; e += EIGHT) {
      addEight(entries, e);
    }
    for (; e < to; e++) {
      long cell = cells[place(entries[e])];
      for (int rest = weight(entries[e]); rest != 0; rest &= rest - 1) {
        add(cell, Integer.numberOfTrailingZeros(rest));
      }
    }
    int frequent = 0;
    long set = atLeast(minSupport) & (1L << database.alphabet()) - 1;
    for (long left = set; left != 0; left &= left - 1) {
      int item = Long.numberOfTrailingZeros(left);
      int support = 0;
      for (int plane = 0; plane < highest; plane++) {
        support |= (int) (planes[plane] >>> item & 1) << plane;
      }
      level.items[frequent++] = item;
      level.support[item] = support;
    }
    for (int plane = 0; plane < highest; plane++) {
      planes[plane] = 0;
    }
    return frequent;
  }

  /** Adds the sets of eight entries, bit by bit of their weights. */
  private void addEight(long[] entries, int at) {
    long a = cells[place(entries[at])];
    long b = cells[place(entries[at + 1])];
    long c = cells[place(entries[at + 2])];
    long d = cells[place(entries[at + 3])];
    long e = cells[place(entries[at + 4])];
    long f = cells[place(entries[at + 5])];
    long g = cells[place(entries[at + 6])];
    long h = cells[place(entries[at + 7])];
    // No weight has fewer bits than the one before it.
    int bits = bits(weight(entries[at + 7]));
    if (bits == 1) {
      addEight(a, b, c, d, e, f, g, h, 0);
      return;
    }
    for (int bit = 0; bit < bits; bit++) {
      addEight(
          a & ifSet(entries[at], bit),
          b & ifSet(entries[at + 1], bit),
          c & ifSet(entries[at + 2], bit),
          d & ifSet(entries[at + 3], bit),
          e & ifSet(entries[at + 4], bit),
          f & ifSet(entries[at + 5], bit),
          g & ifSet(entries[at + 6], bit),
          h & ifSet(entries[at + 7], bit),
          bit);
    }
  }

  /** All bits if the weight of an entry has this one. */
  private static long ifSet(long entry, int bit) {
    return -((entry >>> (Integer.SIZE + bit)) & 1);
  }

  private void addEight(long a, long b, long c, long d, long e, long f, long g, long h, int plane) {
    long ones = planes[plane];
    final long firstTwos = carry(ones, a, b);
    ones ^= a ^ b;
    final long secondTwos = carry(ones, c, d);
    ones ^= c ^ d;
    final long thirdTwos = carry(ones, e, f);
    ones ^= e ^ f;
    final long fourthTwos = carry(ones, g, h);
    planes[plane] = ones ^ g ^ h;
    long twos = planes[plane + 1];
    final long firstFours = carry(twos, firstTwos, secondTwos);
    twos ^= firstTwos ^ secondTwos;
    final long secondFours = carry(twos, thirdTwos, fourthTwos);
    planes[plane + 1] = twos ^ thirdTwos ^ fourthTwos;
    final long fours = planes[plane + 2];
    planes[plane + 2] = fours ^ firstFours ^ secondFours;
    highest = Math.max(highest, plane + 3);
    add(carry(fours, firstFours, secondFours), plane + 3);
  }

  /** What a full adder hands on: the bits that two or three of the sets have. */
  private static long carry(long a, long b, long c) {
    return (a & b) | ((a ^ b) & c);
  }

  /** Adds a set to the counts from a plane on. */
  private void add(long set, int lowest) {
    int plane = lowest;
    for (long carry = set; carry != 0; plane++) {
      long full = planes[plane] & carry;
      planes[plane] ^= carry;
      carry = full;
    }
    highest = Math.max(highest, plane);
  }

  /** The items whose count is no less: compared from the highest plane down. */
  private long atLeast(int least) {
    if (highest < Integer.SIZE && least >>> highest != 0) {
      return 0;
    }
    long above = 0;
    long equal = -1;
    for (int plane = highest - 1; plane >= 0; plane--) {
      if (plane >= Integer.SIZE || (least >>> plane & 1) == 0) {
        above |= equal & planes[plane];
        equal &= ~planes[plane];
      } else {
        equal &= planes[plane];
      }
    }
    return above | equal;
  }

  @Override
  void distribute(long[] entries, int from, int to, Level level, int first, int behind) {
    int[] next = level.next;
    long set = 0;
    for (int i = first; i < behind; i++) {
      set |= 1L << level.items[i];
    }
    for (int e = from; e < to; e++) {
      long weight = entries[e] & -1L << 32;
      int place = place(entries[e]);
      long left = cells[place] & set;
      while (left != 0) {
        int item = (int) (cells[++place] >>> ProjectedDatabase.ITEM_BIT);
        int put = next[item];
        entries[put] = weight | place;
        next[item] = put + (int) (left >>> item & 1);
        left &= ~(1L << item);
      }
    }
  }

  @Override
  void write(long[] entries, int from, int to, int[] codes, ProjectedDatabase.Builder builder) {
    long kept = 0;
    for (int item = 0; item < codes.length; item++) {
      kept |= codes[item] == ProjectedDatabase.END ? 0 : 1L << item;
    }
    for (int e = from; e < to; e++) {
      int place = place(entries[e]);
      while ((cells[place] & kept) != 0) {
        builder.append(codes[(int) (cells[++place] >>> ProjectedDatabase.ITEM_BIT)]);
      }
      builder.finish(weight(entries[e]));
    }
  }
}

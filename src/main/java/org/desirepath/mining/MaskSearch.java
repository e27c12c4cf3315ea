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
  private void addEight(long[] entries, int e) {
    long a = cells[place(entries[e])];
    long b = cells[place(entries[e + 1])];
    long c = cells[place(entries[e + 2])];
    long d = cells[place(entries[e + 3])];
    long f = cells[place(entries[e + 4])];
    long g = cells[place(entries[e + 5])];
    long h = cells[place(entries[e + 6])];
    long i = cells[place(entries[e + 7])];
    // Weights do not fall in length from entry to entry.
    int length = Integer.SIZE - Integer.numberOfLeadingZeros(weight(entries[e + 7]));
    if (length == 1) {
      addEight(a, b, c, d, f, g, h, i, 0);
      return;
    }
    for (int bit = 0; bit < length; bit++) {
      addEight(
          a & ifSet(entries[e], bit),
          b & ifSet(entries[e + 1], bit),
          c & ifSet(entries[e + 2], bit),
          d & ifSet(entries[e + 3], bit),
          f & ifSet(entries[e + 4], bit),
          g & ifSet(entries[e + 5], bit),
          h & ifSet(entries[e + 6], bit),
          i & ifSet(entries[e + 7], bit),
          bit);
    }
  }

  /** All bits if a weight has this one. */
  private static long ifSet(long entry, int bit) {
    return -(entry >>> 32 + bit & 1);
  }

  private void addEight(long a, long b, long c, long d, long e, long f, long g, long h, int plane) {
    long ones = planes[plane];
    long half = ones ^ a;
    long twosA = ones & a | half & b;
    ones = half ^ b;
    half = ones ^ c;
    long twosB = ones & c | half & d;
    ones = half ^ d;
    half = ones ^ e;
    long twosC = ones & e | half & f;
    ones = half ^ f;
    half = ones ^ g;
    long twosD = ones & g | half & h;
    planes[plane] = half ^ h;
    long twos = planes[plane + 1];
    half = twos ^ twosA;
    long foursA = twos & twosA | half & twosB;
    twos = half ^ twosB;
    half = twos ^ twosC;
    long foursB = twos & twosC | half & twosD;
    planes[plane + 1] = half ^ twosD;
    long fours = planes[plane + 2];
    half = fours ^ foursA;
    long eights = fours & foursA | half & foursB;
    planes[plane + 2] = half ^ foursB;
    highest = Math.max(highest, plane + 3);
    add(eights, plane + 3);
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
        int code = codes[(int) (cells[++place] >>> ProjectedDatabase.ITEM_BIT)];
        if (code != ProjectedDatabase.END) {
          builder.append(code);
        }
      }
      builder.finish(weight(entries[e]));
    }
  }
}

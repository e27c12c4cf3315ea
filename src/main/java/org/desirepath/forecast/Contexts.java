package org.desirepath.forecast;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contexts that a case stands in, each a number: what followed the same context elsewhere tells
 * what may follow here.
 *
 * <p>The first is that of every case, the second the last touchpoint; then come the views, each
 * with its contexts from often met to rarely met. Contexts of different views never have the same
 * number, but for the accidents of hashing.
 */
public final class Contexts implements Serializable {

  /** Where a case is too short to stand in a context. */
  public static final long NONE = 0;

  /** The place of the context that every case stands in. */
  public static final int ANY = 0;

  /** The place of the context that is the last touchpoint. */
  public static final int LAST = 1;

  /** So many contexts, {@link #ANY} and {@link #LAST}, are shared by all views. */
  static final int SHARED = 2;

  private static final long serialVersionUID = 1L;
  private static final long ANY_KEY = Mixing.finish(1);

  private static final int SAMPLE_EVENTS = 9;
  private static final long SAMPLE_PAUSE = 5_000_000;

  private final List<String> attributes;
  private final boolean knowsSilence;

  /** The contexts of cases whose events have these attributes. */
  public Contexts(List<String> attributes) {
    this(attributes, true);
  }

  private Contexts(List<String> attributes, boolean knowsSilence) {
    this.attributes = new ArrayList<>(attributes);
    this.knowsSilence = knowsSilence;
  }

  /** The same for those who are asked as soon as something has happened: there is no silence. */
  public static Contexts atOnce(List<String> attributes) {
    return new Contexts(attributes, false);
  }

  /** Names of the views, by number; the first one is the touchpoints before the last. */
  public List<String> views() {
    return all().stream().map(View::text).toList();
  }

  /** How many contexts every case stands in. */
  public int size() {
    return SHARED + all().stream().mapToInt(View::depth).sum();
  }

  /** The first place of the contexts that are told apart by {@link Silence}. */
  public int firstOfSilence() {
    return SHARED + CaseView.RECENT.depth();
  }

  /** How many contexts are told apart by {@link Silence}. */
  public int countOfSilence() {
    return knowsSilence ? CaseView.SILENCE.depth() : 0;
  }

  /** For each view the places of its contexts, the shared ones first. */
  public int[][] chains() {
    List<View> views = all();
    int[][] chains = new int[views.size()][];
    int next = SHARED;
    for (int view = 0; view < chains.length; view++) {
      chains[view] = new int[SHARED + views.get(view).depth()];
      chains[view][ANY] = ANY;
      chains[view][LAST] = LAST;
      for (int depth = SHARED; depth < chains[view].length; depth++) {
        chains[view][depth] = next++;
      }
    }
    return chains;
  }

  /**
   * Hash of the contexts of a small case that is always the same: another one says that contexts
   * are numbered otherwise, so that numbers that were kept mean nothing any more.
   */
  public String fingerprint() {
    Reader reader = reader();
    long[] values = new long[attributes.size()];
    long all = 0;
    for (int event = 0; event < SAMPLE_EVENTS; event++) {
      Arrays.fill(values, event / 2);
      reader.history().add(event % 3, event * SAMPLE_PAUSE, values);
      for (long key : reader.keys()) {
        all = Mixing.mix(all, key);
      }
    }
    return Long.toHexString(all);
  }

  /** Tells the contexts of cases, one case at a time. */
  public Reader reader() {
    return new Reader(all(), size(), attributes.size());
  }

  private List<View> all() {
    List<View> views = new ArrayList<>(List.of(CaseView.values()));
    if (!knowsSilence) {
      views.remove(CaseView.SILENCE);
    }
    if (attributes.isEmpty()) {
      views.remove(CaseView.CHANGES);
    }
    for (int number = 0; number < attributes.size(); number++) {
      views.add(new AttributeView(number, attributes.get(number)));
    }
    return views;
  }

  /** Follows one case after the other. */
  public static final class Reader {

    private final List<View> views;
    private final int size;
    private final CaseHistory history;

    private Reader(List<View> views, int size, int attributes) {
      this.views = views;
      this.size = size;
      this.history = new CaseHistory(attributes);
    }

    /** What has happened; cleared and added to by whoever reads the events. */
    public CaseHistory history() {
      return history;
    }

    /** The contexts that the case stands in after its last event. */
    public long[] keys() {
      long[] keys = new long[size];
      keys[ANY] = ANY_KEY;
      keys[LAST] = Mixing.mix(ANY_KEY, history.recent(0));
      int next = SHARED;
      for (int view = 0; view < views.size(); view++) {
        views.get(view).write(history, Mixing.mix(keys[LAST], view), keys, next);
        next += views.get(view).depth();
      }
      return keys;
    }
  }
}

package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.PooledCase;

/**
 * What candidates say of one question after the other. Takes questions in batches, for trees answer
 * many at little more cost than a few.
 */
final class Answers implements Iterator<Answers.Answer> {

  /** So many questions are asked at once. */
  static final int BATCH = 256;

  private static final int WITHOUT_DECAY = 0;

  /**
   * What candidates say to a question.
   *
   * @param probabilities of all codes, by candidate
   */
  record Answer(AskedCase asked, Map<Candidate, double[]> probabilities) {}

  private final Iterator<AskedCase> questions;
  private final Collection<Candidate> candidates;
  private final Set<Candidate> needed;
  private final Forecaster forecaster;
  private final Experts experts;
  private final BoostedTrees.Session classifier;
  private final BoostedTrees.Session reranker;
  private Iterator<Answer> ready = List.<Answer>of().iterator();

  /** Answers of candidates that the forecaster has. */
  Answers(
      Iterator<AskedCase> questions,
      Collection<Candidate> candidates,
      Forecaster forecaster,
      Experts experts) {
    this.questions = questions;
    this.candidates = List.copyOf(candidates);
    this.forecaster = forecaster;
    this.experts = experts;
    this.needed = EnumSet.copyOf(candidates);
    if (candidates.contains(Candidate.BLEND)) {
      needed.addAll(forecaster.learnt().members());
    }
    classifier =
        needed.contains(Candidate.BOOSTED_TREES) ? open(forecaster.learnt().classifier()) : null;
    reranker =
        needed.contains(Candidate.RERANKED_VIEWS) ? open(forecaster.learnt().reranker()) : null;
  }

  @Override
  public boolean hasNext() {
    if (!ready.hasNext() && questions.hasNext()) {
      ready = answered().iterator();
    }
    return ready.hasNext();
  }

  @Override
  public Answer next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  /** The next questions, at most {@link #BATCH}. */
  static Batch batch(Iterator<AskedCase> questions, Forecaster forecaster, Experts experts) {
    List<AskedCase> asked = new ArrayList<>();
    while (questions.hasNext() && asked.size() < BATCH) {
      asked.add(questions.next());
    }
    return new Batch(asked, forecaster, experts);
  }

  private List<Answer> answered() {
    Batch batch = batch(questions, forecaster, experts);
    Map<Candidate, List<double[]>> said = new EnumMap<>(Candidate.class);
    // Members come before their blend.
    needed.forEach(candidate -> said.put(candidate, said(candidate, batch, said)));
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < batch.asked().size(); i++) {
      Map<Candidate, double[]> one = new EnumMap<>(Candidate.class);
      for (Candidate candidate : candidates) {
        one.put(candidate, said.get(candidate).get(i));
      }
      answers.add(new Answer(batch.asked().get(i), one));
    }
    return answers;
  }

  private List<double[]> said(
      Candidate candidate, Batch batch, Map<Candidate, List<double[]>> before) {
    Learnt learnt = forecaster.learnt();
    return switch (candidate) {
      case MOST_FREQUENT -> each(batch, one -> experts.recent(one.counts(), 1, WITHOUT_DECAY));
      case MARKOV_1 -> each(batch, one -> experts.recent(one.counts(), 2, WITHOUT_DECAY));
      case VARIABLE_ORDER ->
          each(
              batch,
              one -> experts.recent(one.counts(), forecaster.depth(), forecaster.halfLife()));
      case POOLED_VIEWS -> batch.pooled();
      case LOGISTIC_REGRESSION ->
          whole(
              each(batch, one -> learnt.logistic().probabilities(one.features(), learnt.codes())),
              batch.pooled());
      case BOOSTED_TREES ->
          whole(
              batch.classified(classifier, learnt.codes(), learnt.classifier().count()),
              batch.pooled());
      case RERANKED_VIEWS ->
          batch.reranked(reranker, batch.shortlists(), learnt.reranker().count());
      case BLEND -> blended(batch, before);
    };
  }

  private static List<double[]> each(Batch batch, Function<AskedCase, double[]> said) {
    return batch.asked().stream().map(said).toList();
  }

  private List<double[]> blended(Batch batch, Map<Candidate, List<double[]>> said) {
    List<Candidate> members = forecaster.learnt().members();
    return IntStream.range(0, batch.asked().size())
        .mapToObj(
            i ->
                forecaster
                    .learnt()
                    .blend()
                    .probabilities(
                        new PooledCase(
                            members.stream()
                                .map(member -> said.get(member).get(i))
                                .toArray(double[][]::new),
                            batch.asked().get(i).came())))
        .toList();
  }

  /** Adds what learners have never seen, with what the pool says of it. */
  private static List<double[]> whole(List<double[]> learnt, List<double[]> pooled) {
    return IntStream.range(0, learnt.size())
        .mapToObj(i -> whole(learnt.get(i), pooled.get(i)))
        .toList();
  }

  static double[] whole(double[] learnt, double[] pooled) {
    double[] whole = pooled.clone();
    double left = 1;
    for (int code = learnt.length; code < whole.length; code++) {
      left -= pooled[code];
    }
    for (int code = 0; code < learnt.length; code++) {
      whole[code] = left * learnt[code];
    }
    return whole;
  }

  private static BoostedTrees.Session open(TunedTrees trees) {
    BoostedTrees.Session session = trees.model().open();
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) done -> session.close());
    }
    return session;
  }
}

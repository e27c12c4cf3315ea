package org.desirepath.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.desirepath.forecast.Experts;
import org.desirepath.forecast.NextCounts;
import org.desirepath.forecast.PooledCase;
import org.desirepath.forecast.Shortlist;

/**
 * What candidates say of one question after the other. Takes questions in batches, for a second
 * look at many costs little more than one at a few.
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
  private final Forecaster forecaster;
  private final Experts experts;
  private final Reranker.Session session;
  private Iterator<Answer> ready = List.<Answer>of().iterator();

  Answers(
      Iterator<AskedCase> questions,
      Collection<Candidate> candidates,
      Forecaster forecaster,
      Experts experts) {
    this.questions = questions;
    this.candidates = List.copyOf(candidates);
    this.forecaster = forecaster;
    this.experts = experts;
    if (candidates.contains(Candidate.RERANKED_VIEWS)) {
      session = forecaster.reranking().reranker().open();
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) done -> session.close());
      }
    } else {
      session = null;
    }
  }

  @Override
  public boolean hasNext() {
    if (!ready.hasNext() && questions.hasNext()) {
      ready = batch().iterator();
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

  private List<Answer> batch() {
    List<Answer> answers = new ArrayList<>();
    List<Shortlist> shortlists = new ArrayList<>();
    while (questions.hasNext() && answers.size() < BATCH) {
      AskedCase one = questions.next();
      NextCounts[] counts = one.counts();
      Map<Candidate, double[]> said = new EnumMap<>(Candidate.class);
      for (Candidate candidate : candidates) {
        if (candidate != Candidate.RERANKED_VIEWS) {
          said.put(candidate, said(candidate, counts));
        }
      }
      if (session != null) {
        shortlists.add(shortlist(forecaster, experts, one));
      }
      answers.add(new Answer(one, said));
    }
    if (session != null) {
      Reranking reranking = forecaster.reranking();
      float[] margins = margins(session, shortlists, reranking.trees());
      int first = 0;
      for (int i = 0; i < answers.size(); i++) {
        Shortlist one = shortlists.get(i);
        answers
            .get(i)
            .probabilities()
            .put(Candidate.RERANKED_VIEWS, one.reranked(margins, first, reranking.sharpness()));
        first += one.size();
      }
    }
    return answers;
  }

  private double[] said(Candidate candidate, NextCounts[] counts) {
    return switch (candidate) {
      case MOST_FREQUENT -> experts.recent(counts, 1, WITHOUT_DECAY);
      case MARKOV_1 -> experts.recent(counts, 2, WITHOUT_DECAY);
      case VARIABLE_ORDER -> experts.recent(counts, forecaster.depth(), forecaster.halfLife());
      case POOLED_VIEWS ->
          forecaster.pool().probabilities(new PooledCase(experts.probabilities(counts), 0));
      case RERANKED_VIEWS -> throw new IllegalArgumentException("Takes a second look at many");
    };
  }

  /** What the pool holds likeliest in a case. */
  static Shortlist shortlist(Forecaster forecaster, Experts experts, AskedCase one) {
    NextCounts[] counts = one.counts();
    PooledCase pooled = new PooledCase(experts.probabilities(counts), one.came());
    return new Shortlist(
        forecaster.pool().probabilities(pooled), pooled, experts.matches(counts), one.numbers());
  }

  /** The margins of all answers of some shortlists, one after the other. */
  static float[] margins(Reranker.Session session, List<Shortlist> shortlists, int trees) {
    return session.margins(
        ShortlistRows.features(shortlists),
        ShortlistRows.width(shortlists),
        ShortlistRows.logOdds(shortlists),
        trees);
  }
}

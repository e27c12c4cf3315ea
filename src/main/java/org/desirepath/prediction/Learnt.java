package org.desirepath.prediction;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.desirepath.forecast.Logistic;
import org.desirepath.forecast.Pool;

/**
 * What learners have learnt from cases.
 *
 * @param codes they know what has a code below this
 * @param logistic null where nobody learnt it, as are the others
 * @param classifier tells everything that may come apart
 * @param reranker takes a second look at what the pooled views hold likeliest
 * @param blend of the members
 */
record Learnt(int codes, Logistic logistic, TunedTrees classifier, TunedTrees reranker, Pool blend)
    implements Serializable {

  /** Who is blended: the views, looked at twice where somebody does, and all others. */
  List<Candidate> members() {
    List<Candidate> members = new ArrayList<>();
    members.add(reranker == null ? Candidate.POOLED_VIEWS : Candidate.RERANKED_VIEWS);
    if (logistic != null) {
      members.add(Candidate.LOGISTIC_REGRESSION);
    }
    if (classifier != null) {
      members.add(Candidate.BOOSTED_TREES);
    }
    return members;
  }

  /** Nobody has learnt anything yet. */
  static Learnt nothing(int codes) {
    return new Learnt(codes, null, null, null, null);
  }

  Learnt withLogistic(Logistic model) {
    return new Learnt(codes, model, classifier, reranker, blend);
  }

  Learnt withClassifier(TunedTrees trees) {
    return new Learnt(codes, logistic, trees, reranker, blend);
  }

  Learnt withReranker(TunedTrees trees) {
    return new Learnt(codes, logistic, classifier, trees, blend);
  }

  Learnt withBlend(Pool pool) {
    return new Learnt(codes, logistic, classifier, reranker, pool);
  }

  /** All that was tuned. */
  String text() {
    return "%d trees, %d trees of a second look, blend %s"
        .formatted(
            classifier == null ? 0 : classifier.count(),
            reranker == null ? 0 : reranker.count(),
            blend == null ? List.of() : blend.weights());
  }
}

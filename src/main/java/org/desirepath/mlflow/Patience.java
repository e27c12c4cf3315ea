package org.desirepath.mlflow;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param answer from sending a request to the last byte of its answer
 * @param firstPause before a request is sent a second time; doubled each time after
 */
record Patience(Duration answer, Duration firstPause) {

  static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1));
}

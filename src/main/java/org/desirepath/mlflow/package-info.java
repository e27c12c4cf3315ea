/**
 * Runs, with what they were set to and what was measured, in; the same on an MLflow tracking server
 * out. Speaks MLflow's REST API 2.0 and knows nothing of the rest of Desirepath.
 */
package org.desirepath.mlflow;

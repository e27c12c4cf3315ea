package org.desirepath.mlflow;

/** Why a run is not on the tracking server. Messages carry no credentials. */
public abstract sealed class MlflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private MlflowException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An environment variable, or the experiment it names, cannot be used. */
  public static final class Misconfigured extends MlflowException {

    private static final long serialVersionUID = 1L;

    Misconfigured(String message) {
      super(message, null);
    }
  }

  /** The server was not reached, or was too busy; the same run can be logged later. */
  public static final class TryAgain extends MlflowException {

    private static final long serialVersionUID = 1L;

    TryAgain(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The server does not take what it was sent, and would not take it later either. */
  public static final class Refused extends MlflowException {

    private static final long serialVersionUID = 1L;

    private final String errorCode;

    Refused(String message, String errorCode) {
      super(message, null);
      this.errorCode = errorCode;
    }

    /** MLflow's word for the reason, such as {@code PERMISSION_DENIED}; empty if it gave none. */
    public String errorCode() {
      return errorCode;
    }
  }
}

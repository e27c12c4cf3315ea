package org.desirepath.lake;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.security.AccessControlException;

/** Why a run could not be published, or a version not be read. */
public abstract sealed class LakeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private LakeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The tables of the run are not what they promise to be; nothing was published. */
  public static final class BrokenLaw extends LakeException {

    private static final long serialVersionUID = 1L;

    BrokenLaw(String message) {
      super(message, null);
    }
  }

  /** The warehouse does not take what is written. */
  public static final class CannotWrite extends LakeException {

    private static final long serialVersionUID = 1L;

    CannotWrite(String what, Throwable cause) {
      super(what + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
      return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
  }

  /** Another run was published meanwhile; the same command can succeed when it is given again. */
  public static final class TryAgain extends LakeException {

    private static final long serialVersionUID = 1L;

    TryAgain(String message) {
      super(message, null);
    }
  }

  /** The version or table that is asked for is not in the warehouse. */
  public static final class NotFound extends LakeException {

    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message, null);
    }
  }

  /**
   * What a failure says about storage: full, over its quota, or closed to this user. Spark wraps
   * such faults several times over.
   *
   * @return empty if storage was not the cause
   */
  public static Optional<LakeException> ofStorage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof FSError
          || cause instanceof AccessControlException
          || message.contains("No space left on device")
          || message.contains("quota exceeded")) {
        return Optional.of(new CannotWrite("The warehouse cannot be written", cause));
      }
    }
    return Optional.empty();
  }

  /** Something that may fail on storage. */
  interface Writing<T> {
    T write() throws IOException;
  }

  /** Does it, or tells what could not be written. */
  static <T> T orCannotWrite(String what, Writing<T> writing) {
    try {
      return writing.write();
    } catch (IOException fault) {
      throw new CannotWrite(what, fault);
    }
  }
}

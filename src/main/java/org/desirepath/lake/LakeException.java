package org.desirepath.lake;

import java.io.IOException;
import java.util.Optional;

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
  }

  /** Storage refuses the credentials of this process, or they have expired. */
  public static final class NotPermitted extends LakeException {

    private static final long serialVersionUID = 1L;

    NotPermitted(String what, Throwable cause) {
      super(what + ": storage refuses the credentials (" + reason(cause) + ")", cause);
    }
  }

  /**
   * Another run was published meanwhile, or storage failed for a while; the same command can
   * succeed when it is given again.
   */
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
   * What a failure says about storage: full, closed to this user, changed under the reader, or away
   * for a while. Spark wraps such faults several times over.
   *
   * @return empty if storage was not the cause
   */
  public static Optional<LakeException> ofStorage(Throwable failure) {
    return StorageFaults.of("The run cannot go on", failure);
  }

  static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Something that may fail on storage. */
  interface Access<T> {
    T get() throws IOException;
  }

  /** Does it, or tells what could not be read. */
  static <T> T orCannotRead(String what, Access<T> reading) {
    try {
      return reading.get();
    } catch (IOException fault) {
      throw StorageFaults.of(what, fault)
          .orElseGet(() -> new TryAgain("%s: %s; try again".formatted(what, reason(fault))));
    }
  }

  /** Does it, or tells what could not be written. */
  static <T> T orCannotWrite(String what, Access<T> writing) {
    try {
      return writing.get();
    } catch (IOException fault) {
      throw StorageFaults.of(what, fault).orElseGet(() -> new CannotWrite(what, fault));
    }
  }
}

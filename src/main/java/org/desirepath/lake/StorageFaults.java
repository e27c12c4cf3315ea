package org.desirepath.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.ClusterStorageCapacityExceededException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.s3a.AWSBadRequestException;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSRedirectException;
import org.apache.hadoop.fs.s3a.AWSServiceIOException;
import org.apache.hadoop.fs.s3a.CredentialInitializationException;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkThrowable;
import org.desirepath.lake.LakeException.CannotWrite;
import org.desirepath.lake.LakeException.NotFound;
import org.desirepath.lake.LakeException.NotPermitted;
import org.desirepath.lake.LakeException.TryAgain;

/**
 * What a failure says about storage. Spark wraps such faults several times over, so every cause is
 * asked, the outermost first.
 */
final class StorageFaults {

  /** Error codes of S3 that tell of credentials; some come with status 400, others with 403. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidToken",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired");

  /** How Spark names a file that is not there any more. */
  private static final String FILE_GONE = "FAILED_READ_FILE.FILE_NOT_EXIST";

  private static final int DEEPEST = 50;

  private StorageFaults() {}

  /**
   * Tells why something could not be done.
   *
   * @param what could not be done, such as {@code Cannot write x}
   * @return empty if storage was not the cause
   */
  static Optional<LakeException> of(String what, Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause()) {
      Optional<LakeException> told = told(what, cause);
      if (told.isPresent()) {
        return told;
      }
      depth++;
    }
    return Optional.empty();
  }

  private static Optional<LakeException> told(String what, Throwable cause) {
    if (isFull(cause)) {
      return Optional.of(new CannotWrite(what, cause));
    }
    if (cause instanceof UnknownStoreException
        || cause instanceof UnsupportedFileSystemException
        || cause instanceof JsonProcessingException) {
      return Optional.of(new NotFound(what + ": " + LakeException.reason(cause)));
    }
    if (isRefused(cause)) {
      return Optional.of(new NotPermitted(what, cause));
    }
    if (hasChanged(cause)) {
      return Optional.of(
          new TryAgain(
              "%s: a file changed or went away while it was read (%s); try again"
                  .formatted(what, LakeException.reason(cause))));
    }
    if (isAway(cause)) {
      return Optional.of(
          new TryAgain(
              "%s: storage failed (%s); try again".formatted(what, LakeException.reason(cause))));
    }
    return Optional.empty();
  }

  private static boolean isFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof FSError
        || cause instanceof ClusterStorageCapacityExceededException
        || message.contains("No space left on device");
  }

  private static boolean isRefused(Throwable cause) {
    return cause instanceof AccessControlException
        || cause instanceof AccessDeniedException
        || cause instanceof CredentialInitializationException
        || (cause instanceof AWSServiceIOException service && CREDENTIALS.contains(code(service)));
  }

  private static boolean hasChanged(Throwable cause) {
    return cause instanceof RemoteFileChangedException
        || (cause instanceof SparkThrowable told && FILE_GONE.equals(told.getCondition()));
  }

  private static boolean isAway(Throwable cause) {
    boolean isMistake =
        cause instanceof AWSBadRequestException || cause instanceof AWSRedirectException;
    return (cause instanceof AWSClientIOException && !isMistake)
        || cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException
        || cause instanceof RetriableException
        || cause instanceof StandbyException
        || (cause instanceof UncheckedIOException unchecked && isPlain(unchecked.getCause()));
  }

  /** Whether nothing more is known of a fault than that reading or writing failed. */
  private static boolean isPlain(IOException cause) {
    return of("", cause).isEmpty();
  }

  private static String code(AWSServiceIOException service) {
    return service.awsErrorDetails() == null
        ? ""
        : String.valueOf(service.awsErrorDetails().errorCode());
  }
}

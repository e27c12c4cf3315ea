package org.desirepath.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.desirepath.mlflow.MlflowException.Misconfigured;

/** Who asks the tracking server; never shown. */
final class Credentials {

  /** What a header can carry. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private final Optional<String> header;
  private final List<String> secrets;

  private Credentials(Optional<String> header, List<String> secrets) {
    this.header = header;
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
  }

  static Credentials none() {
    return new Credentials(Optional.empty(), List.of());
  }

  static Credentials basic(String user, String password) {
    String encoded = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new Credentials(Optional.of("Basic " + encoded), List.of(encoded, password, user));
  }

  static Credentials bearer(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new Misconfigured(
          "MLFLOW_TRACKING_TOKEN must be printable characters without spaces, but is not");
    }
    return new Credentials(Optional.of("Bearer " + token), List.of(token));
  }

  /** The value of the {@code Authorization} header. */
  Optional<String> header() {
    return header;
  }

  /** The text without anything secret, in case a server repeats what it was sent. */
  String redact(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, "…");
    }
    return redacted;
  }

  @Override
  public String toString() {
    return header.isPresent() ? "credentials" : "no credentials";
  }
}

package org.desirepath.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.desirepath.mlflow.MlflowException.Misconfigured;
import org.desirepath.mlflow.MlflowException.Refused;
import org.desirepath.mlflow.MlflowException.TryAgain;

/** A tracking server: sends requests, is patient with one that is busy, tells what was refused. */
final class Server {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 4;
  private static final int LONGEST_REASON = 500;

  private final URI address;
  private final Credentials credentials;
  private final Patience patience;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** A server at an address without credentials and without a slash at its end. */
  Server(URI address, Credentials credentials, Patience patience) {
    this.address = address;
    this.credentials = credentials;
    this.patience = patience;
  }

  /**
   * The address of a server as written in {@code MLFLOW_TRACKING_URI}; may carry credentials.
   *
   * @throws Misconfigured if it is not an http or https address; the message shows none of it that
   *     could be secret
   */
  static URI address(String written) {
    String lowerCase = written.toLowerCase(Locale.ROOT);
    if (!lowerCase.startsWith("http://") && !lowerCase.startsWith("https://")) {
      throw new Misconfigured(
          "MLFLOW_TRACKING_URI must be the http or https address of a tracking server, such as"
              + " https://mlflow.example.com, but is "
              + shown(written));
    }
    try {
      URI address = new URI(written);
      if (address.getHost() != null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException fault) {
      // Its message repeats the address, and so a password.
    }
    throw new Misconfigured(
        "MLFLOW_TRACKING_URI must name a host, and perhaps a port and path, such as"
            + " https://mlflow.example.com:5000/tracking, but does not: mind underscores in the"
            + " host, spaces, '?' and '#'");
  }

  private static String shown(String written) {
    int scheme = written.indexOf("://");
    if (scheme >= 0) {
      return "'" + written.substring(0, scheme) + "://…'";
    }
    return written.indexOf('@') >= 0 ? "not" : "'" + written + "'";
  }

  URI address() {
    return address;
  }

  /** Asks for something; {@code what} completes "The server did not". */
  JsonNode get(String what, String path) {
    return send(what, request(path).GET().build(), ATTEMPTS);
  }

  JsonNode post(String what, String path, JsonNode body) {
    return send(what, post(path, body), ATTEMPTS);
  }

  /** Posts without patience. */
  void postOnce(String what, String path, JsonNode body) {
    send(what, post(path, body), 1);
  }

  void put(String what, String path, byte[] content) {
    BodyPublisher body = BodyPublishers.ofByteArray(content);
    HttpRequest.Builder request = request(path).header("Content-Type", "application/octet-stream");
    send(what, request.PUT(body).build(), ATTEMPTS);
  }

  private HttpRequest post(String path, JsonNode body) {
    try {
      BodyPublisher content = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
      return request(path).header("Content-Type", "application/json").POST(content).build();
    } catch (JsonProcessingException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).header("Accept", "application/json");
    credentials.header().ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  /** Sends up to {@code attempts} times while the server is busy or not there. */
  private JsonNode send(String what, HttpRequest request, int attempts) {
    Duration pause = patience.firstPause();
    for (int attempt = 1; ; attempt++) {
      try {
        return send(what, request);
      } catch (Busy busy) {
        if (attempt == attempts) {
          throw new TryAgain(cannot(what) + busy.getMessage(), busy.getCause());
        }
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException fault) {
        throw interrupted(what, fault);
      }
      pause = pause.multipliedBy(2);
    }
  }

  private JsonNode send(String what, HttpRequest request) throws Busy {
    // A timeout of the request itself would end with the head of the answer.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response =
          answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
      int status = response.statusCode();
      if (status == 429 || status >= 500) {
        throw new Busy(reason(status, response.body()), null);
      }
      return content(what, status, response.body());
    } catch (TimeoutException fault) {
      throw new TryAgain(
          cannot(what) + "no answer within %d s".formatted(patience.answer().toSeconds()), fault);
    } catch (ExecutionException fault) {
      Throwable cause = fault.getCause();
      throw new Busy("no connection (%s)".formatted(cause.getClass().getSimpleName()), cause);
    } catch (InterruptedException fault) {
      throw interrupted(what, fault);
    } finally {
      answer.cancel(true);
    }
  }

  /** The server may answer when it is asked again. */
  private static final class Busy extends Exception {

    private static final long serialVersionUID = 1L;

    Busy(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private TryAgain interrupted(String what, InterruptedException fault) {
    Thread.currentThread().interrupt();
    return new TryAgain(cannot(what) + "interrupted", fault);
  }

  private JsonNode content(String what, int status, byte[] body) {
    JsonNode content = parsed(body);
    if (status >= 200 && status < 300 && content.isObject()) {
      return content;
    }
    throw new Refused(cannot(what) + reason(status, body), content.path("error_code").asText());
  }

  private String cannot(String what) {
    return "The MLflow server at %s did not %s: ".formatted(address, what);
  }

  /** Status, MLflow's error code and its message, which is shown only if it is MLflow's own. */
  private String reason(int status, byte[] body) {
    JsonNode content = parsed(body);
    String code = content.path("error_code").asText();
    if (code.isEmpty()) {
      return "status %d%s".formatted(status, content.isObject() ? "" : ", not in MLflow's words");
    }
    // Redacted before it is cut, or half a secret could be left at the end.
    String message =
        credentials.redact(content.path("message").asText()).strip().replaceAll("\\s+", " ");
    return "status %d, %s: %s"
        .formatted(status, credentials.redact(code), Keys.cut(message, LONGEST_REASON));
  }

  /** The JSON of a body; a missing node if it is none, as the page of a proxy. */
  private static JsonNode parsed(byte[] body) {
    try {
      JsonNode content = JSON.readTree(body);
      return content == null ? JSON.missingNode() : content;
    } catch (IOException fault) {
      return JSON.missingNode();
    }
  }
}

package org.desirepath.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * An object store in memory that speaks as much of S3 as the S3A client asks for: put, also where
 * nothing is yet, get, head, list, copy and delete. Signatures are not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/">Amazon S3 API reference</a>
 */
public final class MemoryObjectStore implements AutoCloseable {

  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final Map<String, StoredObject> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String bucket;
  private volatile BiFunction<String, String, Fault> disturbance = (method, name) -> Fault.NONE;

  /**
   * What goes wrong with a request.
   *
   * @param isDone whether the store does what is asked for, whatever it answers
   * @param status of the answer instead of the right one; 0 for none at all
   * @param code of the error
   */
  public record Fault(boolean isDone, int status, String code) {

    /** Nothing does. */
    public static final Fault NONE = new Fault(true, 200, "");

    /** It is done, but the answer does not arrive. */
    public static final Fault LOST_ANSWER = new Fault(true, 0, "");

    /** It is refused. */
    public static Fault refused(int status, String code) {
      return new Fault(false, status, code);
    }
  }

  private static final class StoredObject {

    private final byte[] content;
    private final Instant changedAt;

    StoredObject(byte[] content, Instant changedAt) {
      this.content = content;
      this.changedAt = changedAt;
    }

    String tag() {
      return '"' + HexFormat.of().toHexDigits(Arrays.hashCode(content)) + '"';
    }
  }

  /** Starts a store with one bucket on a free port of this machine. */
  public MemoryObjectStore(String bucket) throws IOException {
    this.bucket = bucket;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Makes a configuration find the bucket, as {@code s3a://<bucket>/}. */
  public void configure(Configuration configuration) {
    String prefix = "fs.s3a.bucket." + bucket + ".";
    configuration.set(prefix + "endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
    configuration.set(prefix + "endpoint.region", "us-east-1");
    configuration.set(prefix + "path.style.access", "true");
    configuration.set(prefix + "connection.ssl.enabled", "false");
    configuration.set(prefix + "access.key", "any");
    configuration.set(prefix + "secret.key", "any");
    configuration.set(prefix + "fast.upload.buffer", "bytebuffer");
    configuration.set(
        prefix + "aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
  }

  /**
   * From now on requests go wrong.
   *
   * @param disturbance what goes wrong with a request of a method (such as PUT) for an object
   */
  public void disturb(BiFunction<String, String, Fault> disturbance) {
    this.disturbance = disturbance;
  }

  /** How many conditional puts found the name taken. */
  public int refusals() {
    return refusals.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String name = path.length() > bucket.length() + 2 ? path.substring(bucket.length() + 2) : "";
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      byte[] body = body(exchange);
      Fault fault = disturbance.apply(exchange.getRequestMethod(), name);
      if (fault.status == 0) {
        if (exchange.getRequestMethod().equals("PUT") && fault.isDone) {
          store(exchange, name, new StoredObject(body, Instant.now()));
        }
      } else if (!fault.isDone) {
        send(exchange, fault.status, error(fault.code));
      } else {
        answer(exchange, name, query, body);
      }
    }
  }

  private void answer(HttpExchange exchange, String name, Map<String, String> query, byte[] body)
      throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, name, body);
      case "DELETE" -> {
        objects.remove(name);
        send(exchange, 204, new byte[0]);
      }
      case "POST" -> deleteAll(exchange, new String(body, UTF_8));
      default -> {
        if (name.isEmpty()) {
          list(exchange, query);
        } else {
          read(exchange, name);
        }
      }
    }
  }

  private static byte[] error(String code) {
    return "<Error><Code>%1$s</Code><Message>%1$s</Message></Error>"
        .formatted(code)
        .getBytes(UTF_8);
  }

  /** Whether the object is there now; not where it must be new and is not. */
  private boolean store(HttpExchange exchange, String name, StoredObject put) {
    if ("*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      return objects.putIfAbsent(name, put) == null;
    }
    objects.put(name, put);
    return true;
  }

  private void put(HttpExchange exchange, String name, byte[] body) throws IOException {
    String source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
    Instant now = Instant.now();
    if (source != null) {
      String from = URLDecoder.decode(source, UTF_8);
      StoredObject copied =
          objects.get(from.substring(from.indexOf(bucket + "/") + bucket.length() + 1));
      StoredObject copy = new StoredObject(copied.content, now);
      objects.put(name, copy);
      send(
          exchange,
          200,
          "<CopyObjectResult><ETag>%s</ETag><LastModified>%s</LastModified></CopyObjectResult>"
              .formatted(copy.tag(), now)
              .getBytes(UTF_8));
      return;
    }
    StoredObject put = new StoredObject(body, now);
    if (!store(exchange, name, put)) {
      refusals.incrementAndGet();
      send(exchange, 412, error("PreconditionFailed"));
      return;
    }
    exchange.getResponseHeaders().set("ETag", put.tag());
    send(exchange, 200, new byte[0]);
  }

  private void deleteAll(HttpExchange exchange, String body) throws IOException {
    Matcher key = KEY.matcher(body);
    while (key.find()) {
      objects.remove(key.group(1));
    }
    send(exchange, 200, "<DeleteResult></DeleteResult>".getBytes(UTF_8));
  }

  private void read(HttpExchange exchange, String name) throws IOException {
    StoredObject found = objects.get(name);
    if (found == null) {
      send(exchange, 404, error("NoSuchKey"));
      return;
    }
    exchange.getResponseHeaders().set("ETag", found.tag());
    exchange
        .getResponseHeaders()
        .set(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(found.changedAt.atOffset(ZoneOffset.UTC)));
    byte[] content = found.content;
    int status = 200;
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null) {
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last =
          ends[1].isEmpty()
              ? content.length - 1
              : (int) Math.min(Long.parseLong(ends[1]), content.length - 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(first, last, content.length));
      content = Arrays.copyOfRange(content, first, last + 1);
      status = 206;
    }
    send(exchange, status, content);
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    StringBuilder contents = new StringBuilder();
    TreeSet<String> folders = new TreeSet<>();
    objects.forEach(
        (name, stored) -> {
          if (name.startsWith(prefix)) {
            int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
            if (end >= 0) {
              folders.add(name.substring(0, end + 1));
            } else {
              contents.append(
                  "<Contents><Key>%s</Key><LastModified>%s</LastModified><ETag>%s</ETag><Size>%d</Size></Contents>"
                      .formatted(name, stored.changedAt, stored.tag(), stored.content.length));
            }
          }
        });
    folders.forEach(
        folder ->
            contents.append(
                "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(folder)));
    send(
        exchange,
        200,
        "<ListBucketResult><Name>%s</Name><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
            .formatted(bucket, contents)
            .getBytes(UTF_8));
  }

  /** The content of a request; signed uploads come in chunks, each after a line with its size. */
  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String kind = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
    if (kind == null || !kind.startsWith("STREAMING")) {
      return sent;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (sent[end] != '\r') {
        end++;
      }
      String line = new String(sent, at, end - at, UTF_8);
      int semicolon = line.indexOf(';');
      int size = Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
      if (size == 0) {
        return content.toByteArray();
      }
      content.write(sent, end + 2, size);
      at = end + 2 + size + 2;
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("x-amz-request-id", "1");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

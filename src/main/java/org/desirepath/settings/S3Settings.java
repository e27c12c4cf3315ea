package org.desirepath.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How s3a URIs are reached. Credentials are no settings: they come from the usual chain of AWS,
 * such as the environment or the role of the machine.
 *
 * @param endpoint of the store; null for that of AWS in the region
 * @param region of the buckets; null where the environment tells it
 * @param pathStyle whether buckets stand in the path instead of the name of the host
 * @param encryption of what is written, of {@link #ENCRYPTIONS}
 * @param kmsKey of {@code sse-kms}; null for that of AWS for S3
 */
public record S3Settings(
    @MayBeAbsent String endpoint,
    @MayBeAbsent String region,
    boolean pathStyle,
    String encryption,
    @MayBeAbsent String kmsKey) {

  private static final String AS_THE_BUCKET = "bucket";
  private static final String SSE_S3 = "sse-s3";
  private static final String SSE_KMS = "sse-kms";

  /** As the bucket does by itself, with keys of S3, or with keys of the key management service. */
  public static final List<String> ENCRYPTIONS = List.of(AS_THE_BUCKET, SSE_S3, SSE_KMS);

  /** Refuses values that cannot be worked with. */
  public S3Settings {
    Rules.of("s3")
        .require(
            endpoint == null || endpoint.matches("https?://[^/@]+/?"),
            "endpoint",
            "must be empty or a URL without credentials such as"
                + " https://s3.eu-central-1.amazonaws.com",
            endpoint == null || endpoint.contains("@") ? "one with credentials" : endpoint)
        .oneOf("encryption", encryption, ENCRYPTIONS)
        .require(
            kmsKey == null || SSE_KMS.equals(encryption),
            "kms-key",
            "must be empty unless s3.encryption is sse-kms",
            kmsKey)
        .check();
  }

  /** The same as properties of Spark. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    if (endpoint != null) {
      put(properties, "endpoint", endpoint);
    }
    if (region != null) {
      put(properties, "endpoint.region", region);
    }
    if (pathStyle) {
      put(properties, "path.style.access", "true");
    }
    if (SSE_S3.equals(encryption)) {
      put(properties, "encryption.algorithm", "AES256");
    }
    if (SSE_KMS.equals(encryption)) {
      put(properties, "encryption.algorithm", "SSE-KMS");
    }
    if (kmsKey != null) {
      put(properties, "encryption.key", kmsKey);
    }
    return properties;
  }

  private static void put(Map<String, String> properties, String name, String value) {
    properties.put("spark.hadoop.fs.s3a." + name, value);
  }
}

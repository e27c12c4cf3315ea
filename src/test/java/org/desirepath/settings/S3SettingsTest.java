package org.desirepath.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {

  @Test
  void settingsBecomeThePropertiesThatTheClientKnows() {
    assertThat(
            new S3Settings(
                    "http://store:9000", "eu-central-1", true, "sse-kms", "arn:aws:kms:key/1")
                .properties())
        .isEqualTo(
            Map.of(
                "spark.hadoop.fs.s3a.endpoint", "http://store:9000",
                "spark.hadoop.fs.s3a.endpoint.region", "eu-central-1",
                "spark.hadoop.fs.s3a.path.style.access", "true",
                "spark.hadoop.fs.s3a.encryption.algorithm", "SSE-KMS",
                "spark.hadoop.fs.s3a.encryption.key", "arn:aws:kms:key/1"));
    assertThat(new S3Settings(null, null, false, "sse-s3", null).properties())
        .isEqualTo(Map.of("spark.hadoop.fs.s3a.encryption.algorithm", "AES256"));
    assertThat(new S3Settings(null, null, false, "bucket", null).properties()).isEmpty();
  }

  @Test
  void whatSparkIsToldByItselfGoesBefore() {
    SparkSettings spark =
        new SparkSettings("local[1]", 1, 1, Map.of("spark.hadoop.fs.s3a.endpoint", "http://own"));

    assertThat(
            spark
                .with(new S3Settings("http://other", "r", false, "bucket", null).properties())
                .properties())
        .containsEntry("spark.hadoop.fs.s3a.endpoint", "http://own")
        .containsEntry("spark.hadoop.fs.s3a.endpoint.region", "r");
  }
}

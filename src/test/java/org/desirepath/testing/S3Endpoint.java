package org.desirepath.testing;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * An S3 endpoint in this JVM, on a free port, whose objects lie in memory; it checks signatures.
 */
public final class S3Endpoint implements AutoCloseable {

  /** Nothing else is called so: where it is found, a credential was told. */
  public static final String ACCESS_KEY = "CANARYACCESSKEY7301";

  /** The same for what must never be found anywhere. */
  public static final String SECRET_KEY = "canary-secret-key-94ab27";

  private final BlobStoreContext context;
  private final S3Proxy proxy;
  private final String bucket;

  private S3Endpoint(BlobStoreContext context, S3Proxy proxy, String bucket) {
    this.context = context;
    this.proxy = proxy;
    this.bucket = bucket;
  }

  /** Starts one with a bucket. */
  public static S3Endpoint start(String bucket) throws IOException {
    BlobStoreContext context =
        ContextBuilder.newBuilder("transient")
            .credentials(ACCESS_KEY, SECRET_KEY)
            .buildView(BlobStoreContext.class);
    BlobStore store = context.getBlobStore();
    store.createContainerInLocation(null, bucket);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    try {
      proxy.start();
    } catch (Exception fault) {
      context.close();
      throw new IOException("The endpoint does not start", fault);
    }
    return new S3Endpoint(context, proxy, bucket);
  }

  /** The bucket, as Hadoop names it. */
  public String uri() {
    return "s3a://" + bucket;
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** What a process needs in its environment to be let in. */
  public static Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
  }

  /** The bucket as this JVM reads and writes it. */
  public FileSystem files() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.endpoint", url());
    configuration.set("fs.s3a.endpoint.region", "us-east-1");
    configuration.set("fs.s3a.path.style.access", "true");
    configuration.set("fs.s3a.access.key", ACCESS_KEY);
    configuration.set("fs.s3a.secret.key", SECRET_KEY);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    return new Path(uri()).getFileSystem(configuration);
  }

  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception fault) {
      throw new IOException("The endpoint does not stop", fault);
    } finally {
      context.close();
    }
  }
}

package org.desirepath.source;

/** A source without any file: what a night without it would tell is not worth publishing. */
public final class MissingExports extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the source and the folder that was searched. */
  MissingExports(String source, String folder) {
    super("No file of %s below %s".formatted(source, folder));
  }
}

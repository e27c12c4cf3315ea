package org.desirepath.source;

import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Column;

/** Values that stand in exports where nobody is known. */
final class VoidIdentifiers {

  /** Values of nothing but these, such as 00000000-0000-0000-0000-000000000000, name nobody. */
  private static final String FILLERS = "0-_.";

  private VoidIdentifiers() {}

  /**
   * Whether a value that is given stands for nobody.
   *
   * @param value without blanks around it
   * @param listed values that do, in lower case
   * @param isEmail whether the value is an address or its SHA-256, of which the listed ones and the
   *     one of nothing at all stand for nobody as well
   */
  static Column isVoid(Column value, List<String> listed, boolean isEmail) {
    List<String> all = new ArrayList<>(listed);
    if (isEmail) {
      listed.forEach(one -> all.add(sha256(one)));
      all.add(sha256(""));
    }
    return lower(value).isin(all.toArray()).or(btrim(value, lit(FILLERS)).equalTo(""));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform knows SHA-256", missing);
    }
  }
}

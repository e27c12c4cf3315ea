package org.desirepath.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One account to which half of all people belong. */
final class HeavyAccount {

  /** Ids of accounts begin so, and a row of a contact has but one. */
  private static final Pattern ACCOUNT = Pattern.compile("\"001[^\"]*\"");

  private HeavyAccount() {}

  /** Gives every second contact the account of the first. */
  static void gather(Path contacts) throws IOException {
    List<String> rows = Files.readAllLines(contacts);
    Matcher first = ACCOUNT.matcher(rows.get(1));
    if (!first.find()) {
      throw new IllegalStateException("No account in the first row of " + contacts);
    }
    List<String> gathered = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      gathered.add(
          row % 2 == 0
              ? rows.get(row)
              : ACCOUNT.matcher(rows.get(row)).replaceFirst(first.group()));
    }
    Files.write(contacts, gathered);
  }
}

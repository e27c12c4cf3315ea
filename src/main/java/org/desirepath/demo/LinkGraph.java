package org.desirepath.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the exports of one account's people link: identifiers that stand in one record.
 *
 * <p>A node is a kind and a value: {@code c:} contact, {@code d:} browser, {@code e:} address or
 * its hash, {@code l:} lead, {@code z:} user of the help desk. Identifiers that several people
 * share ({@code anonymous:}, {@code mailbox:}) are no nodes and link nothing.
 */
final class LinkGraph {

  private static final String RANKS = "cdelz";

  private final Map<String, String> parents = new LinkedHashMap<>();
  private final int account;
  private final Map<String, String> entities = new HashMap<>();

  LinkGraph(int account) {
    this.account = account;
  }

  void add(String node) {
    parents.putIfAbsent(node, node);
  }

  boolean has(String node) {
    return parents.containsKey(node);
  }

  void link(String one, String other) {
    add(one);
    add(other);
    parents.put(root(other), root(one));
  }

  private String root(String node) {
    String root = node;
    while (!parents.get(root).equals(root)) {
      root = parents.get(root);
    }
    // Shortens the way for the next one who asks.
    parents.put(node, root);
    return root;
  }

  /**
   * What is known to belong together: named after its first contact, else browser, else address.
   * Asked for only after all links are made.
   */
  String entity(String node) {
    if (node.startsWith("anonymous:") || node.startsWith("mailbox:")) {
      return node;
    }
    if (entities.isEmpty()) {
      for (String each : parents.keySet()) {
        entities.merge(root(each), each, (a, b) -> rank(b) < rank(a) ? b : a);
      }
    }
    return account + ":" + entities.get(root(node));
  }

  private static int rank(String node) {
    return RANKS.indexOf(node.charAt(0));
  }
}

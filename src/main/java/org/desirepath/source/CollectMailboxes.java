package org.desirepath.source;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Mailboxes.IS_ROLE_MAILBOX;
import static org.desirepath.table.Records.MAILBOXES;

import org.desirepath.table.Mailboxes;
import org.desirepath.table.Records;
import org.desirepath.table.Refusals;

/** Hands out what e-mail addresses in plain told before they were hashed. */
public final class CollectMailboxes {

  private static final String MAILBOX = "__mailbox";

  private CollectMailboxes() {}

  /** One row per address seen in plain in an accepted row. One shuffle, by address. */
  public static Mailboxes from(Records records, Refusals refusals) {
    return new Mailboxes(
        AcceptedRows.of(records, refusals, size(MAILBOXES.col()).gt(0))
            .select(explode(MAILBOXES.col()).as(MAILBOX))
            .select(col(MAILBOX + ".*"))
            .groupBy(IDENTIFIER_KEY.col())
            .agg(
                min(EMAIL_DOMAIN.col()).as(EMAIL_DOMAIN.name()),
                bool_or(IS_ROLE_MAILBOX.col()).as(IS_ROLE_MAILBOX.name())));
  }
}

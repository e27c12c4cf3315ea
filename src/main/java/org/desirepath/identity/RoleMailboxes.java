package org.desirepath.identity;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.desirepath.identity.CollectTies.NEIGHBOUR;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.GuardedIdentifiers.NODE;
import static org.desirepath.table.GuardedIdentifiers.STANDS_FOR;
import static org.desirepath.table.Mailboxes.IS_ROLE_MAILBOX;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.Field;
import org.desirepath.table.Mailboxes;
import org.desirepath.table.Ties;

/**
 * Finds addresses of roles, such as {@code info@}, and the help desk's users that are nothing but
 * such an address.
 *
 * <p>A user of the help desk whose every strong tie goes to role mailboxes was made by mail from
 * them: whoever wrote, it stands for the mailbox (the least one, where there are several). A
 * contact or lead is a named person even if only {@code info@} is known of it, and stands for
 * itself.
 */
record RoleMailboxes(Mailboxes mailboxes) implements Guard {

  static final String NAME = "role_mailbox";

  private static final List<String> STRONG =
      List.of(Identifier.CONTACT, Identifier.LOGIN, Identifier.EMAIL, Identifier.LEAD);

  private static final Field IS_ROLE =
      Field.required("is_role", BooleanType, "Whether the neighbour is a role mailbox");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Dataset<Row> guarded(Ties ties) {
    Dataset<Row> roles =
        mailboxes
            .rows()
            .filter(IS_ROLE_MAILBOX.col())
            .select(NODE.is(Identifier.node(lit(Identifier.EMAIL), IDENTIFIER_KEY.col())));
    Column isRole = IS_ROLE.col().isNotNull();
    Dataset<Row> ownUsers =
        CollectTies.fromEitherEnd(ties)
            .filter(Identifier.kind(NODE.col()).equalTo(Identifier.TICKET_USER))
            .filter(Identifier.kind(NEIGHBOUR.col()).isInCollection(STRONG))
            .join(
                roles.select(NEIGHBOUR.is(NODE.col()), IS_ROLE.is(lit(true))),
                NEIGHBOUR.name(),
                "left")
            .groupBy(NODE.col())
            .agg(IS_ROLE.is(bool_and(isRole)), STANDS_FOR.is(min(NEIGHBOUR.col())))
            .filter(IS_ROLE.col())
            .select(NODE.col(), STANDS_FOR.col());
    return roles.select(NODE.col(), STANDS_FOR.is(NODE.col())).unionByName(ownUsers);
  }
}

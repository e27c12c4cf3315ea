package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.identity.ConnectedComponents.COMPONENT;
import static org.desirepath.identity.ConnectedComponents.LEFT;
import static org.desirepath.identity.ConnectedComponents.NODE;
import static org.desirepath.identity.ConnectedComponents.RIGHT;
import static org.desirepath.table.Accounts.PARENT_ACCOUNT_ID;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.CrmAccounts.MASTER_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.PARENT_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.WEBSITE_DOMAIN;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.Field;

/** Finds which accounts are left after the merges of the CRM. */
public final class ResolveAccounts {

  private static final Field RANK =
      Field.required("survival_rank", IntegerType, "The least of a merge survives");

  private ResolveAccounts() {}

  /**
   * The account of each key.
   *
   * <p>Chains of merges (A into B, B into C) lead to their last account. Where a chain ends in an
   * account that was not exported, or runs in a circle, the account that is not deleted survives,
   * or else the least key. A deleted account that was merged into none stays an account. Masters
   * that were not exported have a row too.
   *
   * <p>The id is a hash of the surviving account's key. Runs the jobs of {@link
   * ConnectedComponents} over merged accounts, however long the chains; two shuffles more.
   */
  public static AccountKeys keys(CrmAccounts accounts) {
    Dataset<Row> rows = accounts.rows();
    Dataset<Row> components =
        ConnectedComponents.of(
            rows.filter(MASTER_ACCOUNT_KEY.col().isNotNull())
                .select(LEFT.is(ACCOUNT_KEY.col()), RIGHT.is(MASTER_ACCOUNT_KEY.col())));
    Column isMerged = coalesce(MASTER_ACCOUNT_KEY.col().notEqual(ACCOUNT_KEY.col()), lit(false));
    Column rank = when(IS_DELETED.col(), 2).otherwise(0).plus(when(isMerged, 1).otherwise(0));
    Dataset<Row> keys =
        rows.select(NODE.is(ACCOUNT_KEY.col()), RANK.is(rank))
            .unionByName(
                rows.filter(MASTER_ACCOUNT_KEY.col().isNotNull())
                    .select(NODE.is(MASTER_ACCOUNT_KEY.col()), RANK.is(lit(4))))
            .groupBy(NODE.col())
            .agg(RANK.is(min(RANK.col())))
            .join(components, NODE.name(), "left")
            .withColumn(COMPONENT.name(), coalesce(COMPONENT.col(), NODE.col()));
    Dataset<Row> survivors =
        keys.groupBy(COMPONENT.col())
            .agg(ACCOUNT_ID.is(id(min_by(NODE.col(), struct(RANK.col(), NODE.col())))));
    return new AccountKeys(
        keys.join(survivors, COMPONENT.name())
            .select(ACCOUNT_KEY.is(NODE.col()), ACCOUNT_ID.col()));
  }

  /**
   * The surviving accounts, as the CRM describes them, each with the surviving account of its
   * parent. Two joins by key.
   */
  public static Accounts from(CrmAccounts accounts, AccountKeys keys) {
    Dataset<Row> parents =
        keys.rows()
            .select(
                PARENT_ACCOUNT_KEY.is(ACCOUNT_KEY.col()), PARENT_ACCOUNT_ID.is(ACCOUNT_ID.col()));
    Column parent =
        when(PARENT_ACCOUNT_ID.col().notEqual(ACCOUNT_ID.col()), PARENT_ACCOUNT_ID.col());
    return new Accounts(
        accounts
            .rows()
            .join(keys.rows(), ACCOUNT_KEY.name())
            .filter(ACCOUNT_ID.col().equalTo(id(ACCOUNT_KEY.col())))
            .join(parents, PARENT_ACCOUNT_KEY.name(), "left")
            .withColumn(PARENT_ACCOUNT_ID.name(), parent)
            .drop(
                WEBSITE_DOMAIN.name(),
                PARENT_ACCOUNT_KEY.name(),
                MASTER_ACCOUNT_KEY.name(),
                IS_DELETED.name()));
  }

  /** The id of the account that survives under a key. */
  static Column id(Column accountKey) {
    return Identifier.id(concat(lit("account:"), accountKey));
  }
}

package org.desirepath.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.desirepath.table.Accounts.PARENT_ACCOUNT_ID;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.CrmAccounts.WEBSITE_DOMAIN;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Persons.ACCOUNT_ID;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.table.AccountKeys;
import org.desirepath.table.Accounts;
import org.desirepath.table.CrmAccounts;
import org.desirepath.table.Field;
import org.desirepath.table.Organizations;

/** Finds which account an e-mail domain belongs to. */
final class MatchDomains {

  private static final Field SOURCE =
      Field.required("domain_source", IntegerType, "0 the account's web site, 1 the help desk");
  private static final Field IS_CHILD =
      Field.optional("is_child", BooleanType, "Whether the account's parent has the domain too");

  private MatchDomains() {}

  /**
   * One row per domain: {@code email_domain} and {@code account_id}.
   *
   * <p>A domain belongs to the accounts whose web site has it and to those whose organization in
   * the help desk names it. Where several have it, an account whose parent has it too steps back (a
   * subsidiary on its parent's domain cannot be told from it), then web sites go before the help
   * desk, then the least id. Deleted accounts and free-mail domains have none. Some four shuffles
   * of the accounts.
   */
  static Dataset<Row> from(
      CrmAccounts crmAccounts,
      Organizations organizations,
      AccountKeys keys,
      Accounts accounts,
      List<String> freeMailDomains) {
    Dataset<Row> named =
        crmAccounts
            .rows()
            .filter(not(IS_DELETED.col()))
            .select(EMAIL_DOMAIN.is(WEBSITE_DOMAIN.col()), ACCOUNT_KEY.col(), SOURCE.is(lit(0)))
            .unionByName(
                organizations
                    .rows()
                    .select(EMAIL_DOMAIN.col(), ACCOUNT_KEY.col(), SOURCE.is(lit(1))));
    Dataset<Row> claims =
        named
            .filter(EMAIL_DOMAIN.col().isNotNull())
            .filter(not(EMAIL_DOMAIN.col().isInCollection(freeMailDomains)))
            .join(keys.rows(), ACCOUNT_KEY.name())
            .groupBy(EMAIL_DOMAIN.col(), ACCOUNT_ID.col())
            .agg(SOURCE.is(min(SOURCE.col())))
            .join(
                accounts.rows().select(ACCOUNT_ID.col(), PARENT_ACCOUNT_ID.col()),
                ACCOUNT_ID.name());
    Dataset<Row> claimsOfParents =
        claims.select(
            EMAIL_DOMAIN.col(), PARENT_ACCOUNT_ID.is(ACCOUNT_ID.col()), IS_CHILD.is(lit(true)));
    return claims
        .join(claimsOfParents, new String[] {EMAIL_DOMAIN.name(), PARENT_ACCOUNT_ID.name()}, "left")
        .groupBy(EMAIL_DOMAIN.col())
        .agg(
            ACCOUNT_ID.is(
                min_by(
                    ACCOUNT_ID.col(),
                    struct(coalesce(IS_CHILD.col(), lit(false)), SOURCE.col(), ACCOUNT_ID.col()))));
  }
}

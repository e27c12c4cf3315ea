package org.desirepath.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.btrim;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.desirepath.table.CrmAccounts.ACCOUNT_NAME;
import static org.desirepath.table.CrmAccounts.COUNTRY;
import static org.desirepath.table.CrmAccounts.EMPLOYEE_COUNT;
import static org.desirepath.table.CrmAccounts.INDUSTRY;
import static org.desirepath.table.CrmAccounts.IS_DELETED;
import static org.desirepath.table.CrmAccounts.LIFECYCLE;
import static org.desirepath.table.CrmAccounts.MASTER_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.PARENT_ACCOUNT_KEY;
import static org.desirepath.table.CrmAccounts.SEGMENT;
import static org.desirepath.table.CrmAccounts.WEBSITE_DOMAIN;
import static org.desirepath.table.CrmPeople.CREATED_AT;
import static org.desirepath.table.CrmPeople.DEPARTMENT;
import static org.desirepath.table.CrmPeople.TITLE;
import static org.desirepath.table.DealRoles.ROLE_NAME;
import static org.desirepath.table.Deals.CLOSED_AT;
import static org.desirepath.table.Deals.DEAL_TYPE;
import static org.desirepath.table.Deals.OPENED_AT;
import static org.desirepath.table.Deals.OUTCOME;
import static org.desirepath.table.Deals.STAGE_NAME;
import static org.desirepath.table.Events.ACCOUNT_KEY;
import static org.desirepath.table.Events.AMOUNT;
import static org.desirepath.table.Events.CAMPAIGN_MEDIUM;
import static org.desirepath.table.Events.CAMPAIGN_NAME;
import static org.desirepath.table.Events.CAMPAIGN_SOURCE;
import static org.desirepath.table.Events.DEAL_KEY;
import static org.desirepath.table.Events.DEVICE;
import static org.desirepath.table.Events.DIRECTION;
import static org.desirepath.table.Events.EVENT_TYPE;
import static org.desirepath.table.Events.IDENTIFIER_KEY;
import static org.desirepath.table.Events.IDENTIFIER_KIND;
import static org.desirepath.table.Events.LABEL;
import static org.desirepath.table.Events.OCCURRED_AT;
import static org.desirepath.table.Events.PAGE_HOST;
import static org.desirepath.table.Events.PAGE_PATH;
import static org.desirepath.table.Events.RECORD_NAME;
import static org.desirepath.table.Events.SATISFACTION;
import static org.desirepath.table.Events.SENTIMENT;
import static org.desirepath.table.Events.SOURCE_KIND;
import static org.desirepath.table.Events.SOURCE_NAME;
import static org.desirepath.table.Mailboxes.EMAIL_DOMAIN;
import static org.desirepath.table.Mailboxes.IS_ROLE_MAILBOX;
import static org.desirepath.table.Organizations.ORGANIZATION_KEY;
import static org.desirepath.table.Quarantine.FIELD;
import static org.desirepath.table.Quarantine.FILE_NAME;
import static org.desirepath.table.Quarantine.RAW_EXCERPT;
import static org.desirepath.table.Quarantine.REASON_CODE;
import static org.desirepath.table.Records.ACCOUNT;
import static org.desirepath.table.Records.BLOCK_START;
import static org.desirepath.table.Records.CONTENT_HASH;
import static org.desirepath.table.Records.DEAL;
import static org.desirepath.table.Records.DEAL_ROLE;
import static org.desirepath.table.Records.DOMAINS;
import static org.desirepath.table.Records.EVENTS;
import static org.desirepath.table.Records.IDENTIFIERS;
import static org.desirepath.table.Records.IS_BOT;
import static org.desirepath.table.Records.IS_FILE;
import static org.desirepath.table.Records.MAILBOXES;
import static org.desirepath.table.Records.ORGANIZATION;
import static org.desirepath.table.Records.PERSON;
import static org.desirepath.table.Records.RECORD_KEY;
import static org.desirepath.table.Records.ROW_ID;
import static org.desirepath.table.Records.TIES;
import static org.desirepath.table.Records.VERDICT;
import static org.desirepath.table.Records.VERSION;
import static org.desirepath.table.Records.VISITOR_HASH;
import static org.desirepath.table.Records.VOID_KINDS;
import static org.desirepath.table.Sightings.SEEN_AT;
import static org.desirepath.table.Sightings.TIE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.desirepath.settings.IdentifierRules;
import org.desirepath.table.Field;
import org.desirepath.table.Records;

/** Turns typed rows of one record into the shape of {@link Records}. No shuffle. */
final class ShapeRecords {

  static final Field AS_OF =
      Field.required("as_of", TimestampType, "The moment the data is taken as of");

  private static final String EMAIL = "email";
  private static final int HASH_CHARACTERS = 32;

  private static final Field OWN_KEY = Field.optional("__key", StringType, "The row's own key");
  private static final Field IS_INSIDE =
      Field.optional("__inside", BooleanType, "Whether an event lies within the time window");
  private static final Field IS_OUTSIDE =
      Field.optional("__outside", BooleanType, "Whether an event lies outside the time window");

  private final Mapping mapping;
  private final RecordMapping record;
  private final Window window;
  private final IdentifierRules rules;

  ShapeRecords(Mapping mapping, RecordMapping record, Window window, IdentifierRules rules) {
    this.mapping = mapping;
    this.record = record;
    this.window = window;
    this.rules = rules;
  }

  /** The rows with the named values of the mapping, one after the other. */
  Dataset<Row> withValues(Dataset<Row> joined) {
    Dataset<Row> rows = joined.withColumn(AS_OF.name(), lit(window.asOf()));
    for (Map.Entry<String, String> value : record.values().entrySet()) {
      rows = rows.withColumn(value.getKey(), expr(value.getValue()));
    }
    return rows;
  }

  /** The rows in the columns of {@link Records}. */
  Dataset<Row> from(Dataset<Row> joined) {
    Dataset<Row> judged = judged(withValues(joined));
    List<Field> said =
        List.of(
            ACCOUNT_KEY,
            DEAL_KEY,
            IDENTIFIERS,
            VOID_KINDS,
            TIES,
            MAILBOXES,
            ACCOUNT,
            PERSON,
            ORGANIZATION,
            DEAL,
            DEAL_ROLE,
            EVENTS);
    List<Field> kept =
        new ArrayList<>(
            List.of(
                ROW_ID,
                FILE_NAME,
                BLOCK_START,
                VERDICT,
                REASON_CODE,
                FIELD,
                RAW_EXCERPT,
                RECORD_KEY,
                VERSION,
                VISITOR_HASH,
                IS_BOT,
                SEEN_AT));
    kept.addAll(said);
    List<Column> columns = new ArrayList<>();
    kept.forEach(field -> columns.add(own(field).col().as(field.name())));
    columns.add(IS_FILE.is(lit(false)));
    columns.add(SOURCE_NAME.is(lit(mapping.source())));
    columns.add(SOURCE_KIND.is(lit(mapping.kind())));
    columns.add(RECORD_NAME.is(lit(record.record())));
    columns.add(
        CONTENT_HASH.is(
            xxhash64(said.stream().map(field -> own(field).col()).toArray(Column[]::new))));
    return said(judged).select(columns.toArray(Column[]::new));
  }

  /** Adds keys, moments and the verdict by the row's own content. */
  private Dataset<Row> judged(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>(List.of(col("*")));
    Column ownKey =
        record.key() == null
            ? to_json(
                struct(
                    record.columns().keySet().stream()
                        .map(ShapeRecords::quoted)
                        .toArray(Column[]::new)))
            : expr(record.key()).cast(StringType);
    columns.add(OWN_KEY.is(ownKey));
    columns.add(own(SEEN_AT).is(millis(expr(record.seenAt()))));
    columns.add(own(VERSION).is(record.version() == null ? lit(null) : expr(record.version())));
    columns.add(own(IS_BOT).is(orElse(record.bot(), false)));
    columns.add(
        own(VISITOR_HASH)
            .is(
                record.visitor() == null
                    ? lit(null)
                    : when(
                        expr(record.visitor()).isNotNull(),
                        xxhash64(lit(mapping.source()), expr(record.visitor()).cast(StringType)))));
    for (int i = 0; i < record.identifiers().size(); i++) {
      Map.Entry<String, String> identifier = identifier(i);
      Column text = expr(identifier.getValue()).cast(StringType);
      columns.add(
          (identifier.getKey().equals(EMAIL) ? Addresses.comparable(text) : btrim(text))
              .as(given(i)));
    }
    List<Column> parts = new ArrayList<>(List.of(col("*")));
    for (int i = 0; i < record.identifiers().size(); i++) {
      parts.add(isVoid(i).as(isVoidName(i)));
    }
    for (int i = 0; i < record.events().size(); i++) {
      EventMapping event = record.events().get(i);
      columns.add(when(orElse(event.when(), true), millis(expr(event.occurredAt()))).as(moment(i)));
      if (event.page() != null) {
        columns.add(Addresses.bare(expr(event.page())).as(page(i)));
        parts.add(instr(col(page(i)), "/").as(slash(i)));
      }
    }
    Column inside = lit(false);
    Column outside = lit(false);
    for (int i = 0; i < record.events().size(); i++) {
      inside = inside.or(coalesce(isInside(i), lit(false)));
      outside = outside.or(coalesce(not(isInside(i)), lit(false)));
    }
    Column fault = fault();
    Column isOut = record.describes() ? lit(false) : IS_OUTSIDE.col().and(not(IS_INSIDE.col()));
    return rows.select(columns.toArray(Column[]::new))
        .select(parts.toArray(Column[]::new))
        .withColumn(TypedRows.FAULT.name(), fault)
        .withColumn(IS_INSIDE.name(), inside)
        .withColumn(IS_OUTSIDE.name(), outside)
        .select(
            col("*"),
            own(REASON_CODE).is(TypedRows.FAULT.col().getField(REASON_CODE.name())),
            own(FIELD).is(TypedRows.FAULT.col().getField(FIELD.name())),
            own(RAW_EXCERPT)
                .is(when(TypedRows.FAULT.col().isNotNull(), Words.masked(TypedRows.START.col()))),
            own(VERDICT)
                .is(
                    when(TypedRows.FAULT.col().isNotNull(), lit(Records.QUARANTINED))
                        .when(isOut, lit(Records.OUT_OF_WINDOW))
                        .otherwise(lit(Records.ACCEPTED))),
            own(RECORD_KEY)
                .is(
                    hash(
                        concat(
                            lit(mapping.source() + "|" + record.record() + "|"), OWN_KEY.col()))));
  }

  /** What was wrong with the row already, else what its key, moment and kind say against it. */
  private Column fault() {
    Column seen = own(SEEN_AT).col();
    String moment = record.columns().containsKey(record.seenAt()) ? record.seenAt() : "seen-at";
    String key = record.columns().containsKey(record.key()) ? record.key() : "key";
    Column found =
        when(TypedRows.FAULT.col().isNotNull(), TypedRows.FAULT.col())
            .when(
                OWN_KEY.col().isNull().or(OWN_KEY.col().equalTo("")),
                TypedRows.fault(ReasonCode.MISSING_KEY, key))
            .when(seen.isNull(), TypedRows.fault(ReasonCode.MISSING_KEY, moment))
            .when(
                seen.lt(lit(window.plausibleFrom())),
                TypedRows.fault(ReasonCode.BEFORE_WINDOW, moment))
            .when(
                seen.gt(lit(window.plausibleTo())),
                TypedRows.fault(ReasonCode.FUTURE_TIMESTAMP, moment));
    if (record.when() != null) {
      found =
          found.when(
              not(coalesce(expr(record.when()), lit(false))),
              TypedRows.fault(ReasonCode.UNKNOWN_TYPE, null));
    }
    return found;
  }

  /** Adds what a row says, in the words of the tables. */
  private Dataset<Row> said(Dataset<Row> judged) {
    Column isTaken = own(VERDICT).col().equalTo(Records.ACCEPTED);
    return judged
        .select(
            col("*"),
            own(ACCOUNT_KEY).is(key(record.accountKey())),
            own(DEAL_KEY).is(key(record.dealKey())),
            own(IDENTIFIERS).is(identifiers()),
            own(VOID_KINDS).is(voidKinds()),
            own(MAILBOXES).is(mailboxes()))
        .select(
            col("*"),
            own(TIES).is(ties()),
            given(own(ACCOUNT), account()),
            given(own(PERSON), person()),
            given(own(ORGANIZATION), organization()),
            given(own(DEAL), deal()),
            given(own(DEAL_ROLE), dealRole()),
            own(EVENTS).is(when(isTaken, events()).otherwise(none(EVENTS))));
  }

  private Column identifiers() {
    List<Column> all = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < record.identifiers().size(); i++) {
      String kind = identifier(i).getKey();
      kinds.add(kind);
      Column value = identity(kind, i);
      all.add(
          when(
              value.isNotNull(),
              struct(
                  IDENTIFIER_KIND.is(lit(kind)),
                  IDENTIFIER_KEY.is(hash(concat(lit(kind + ":"), value))))));
    }
    if (all.isEmpty()) {
      return none(IDENTIFIERS);
    }
    Column given = array_compact(array(all.toArray(Column[]::new)));
    return kinds.stream().distinct().count() == kinds.size() ? given : array_distinct(given);
  }

  /** What is hashed of an identifier: of an e-mail address its SHA-256, as web sites send it. */
  private static Column identity(String kind, int i) {
    Column text = text(i);
    return kind.equals(EMAIL)
        ? when(Addresses.isPlain(text), sha2(Addresses.withoutPlus(text), 256))
            .when(Addresses.isHash(text), text)
        : when(text.notEqual(""), text);
  }

  private Column voidKinds() {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < record.identifiers().size(); i++) {
      all.add(when(col(isVoidName(i)), lit(identifier(i).getKey())));
    }
    return compact(all, VOID_KINDS);
  }

  /** Whether an identifier holds something, and that stands for nobody. */
  private Column isVoid(int i) {
    boolean isEmail = identifier(i).getKey().equals(EMAIL);
    return coalesce(
        col(given(i))
            .notEqual("")
            .and(VoidIdentifiers.isVoid(col(given(i)), rules.voidIdentifiers(), isEmail)),
        lit(false));
  }

  private Column mailboxes() {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < record.identifiers().size(); i++) {
      if (identifier(i).getKey().equals(EMAIL)) {
        Column text = text(i);
        all.add(
            when(
                Addresses.isPlain(text),
                struct(
                    IDENTIFIER_KEY.is(hash(concat(lit(EMAIL + ":"), identity(EMAIL, i)))),
                    EMAIL_DOMAIN.is(Addresses.domain(text)),
                    IS_ROLE_MAILBOX.is(Addresses.isRole(text, rules.roleMailboxes())))));
      }
    }
    return compact(all, MAILBOXES);
  }

  private Column ties() {
    List<Column> all = new ArrayList<>();
    Map.of("merge", record.mergedInto(), "conversion", record.convertedInto()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            tie ->
                tie.getValue()
                    .forEach(
                        (kind, expression) -> {
                          Column text = expr(expression).cast(StringType);
                          all.add(
                              when(
                                  text.notEqual(""),
                                  struct(
                                      TIE.is(lit(tie.getKey())),
                                      IDENTIFIER_KIND.is(lit(kind)),
                                      IDENTIFIER_KEY.is(hash(concat(lit(kind + ":"), text))))));
                        }));
    return compact(all, TIES);
  }

  private Column account() {
    AccountMapping account = record.account();
    if (account == null) {
      return null;
    }
    return whenSaid(
        account.when(),
        struct(
            ACCOUNT_KEY.is(key(account.accountKey())),
            word(ACCOUNT_NAME, account.accountName()),
            WEBSITE_DOMAIN.is(
                account.website() == null
                    ? lit(null)
                    : Addresses.registered(expr(account.website()))),
            word(INDUSTRY, account.industry()),
            word(SEGMENT, account.segment()),
            word(COUNTRY, account.country()),
            value(EMPLOYEE_COUNT, account.employeeCount()),
            PARENT_ACCOUNT_KEY.is(key(account.parentAccountKey())),
            MASTER_ACCOUNT_KEY.is(key(account.masterAccountKey())),
            word(LIFECYCLE, account.lifecycle()),
            IS_DELETED.is(orElse(account.isDeleted(), false))));
  }

  private Column person() {
    PersonMapping person = record.person();
    if (person == null) {
      return null;
    }
    Column own = get(own(IDENTIFIERS).col(), lit(0));
    if (person.kind() != null) {
      own =
          get(
              filter(
                  own(IDENTIFIERS).col(),
                  one -> one.getField(IDENTIFIER_KIND.name()).equalTo(person.kind())),
              lit(0));
    }
    return when(
        own.isNotNull(),
        whenSaid(
            person.when(),
            struct(
                IDENTIFIER_KIND.is(own.getField(IDENTIFIER_KIND.name())),
                IDENTIFIER_KEY.is(own.getField(IDENTIFIER_KEY.name())),
                ACCOUNT_KEY.is(key(person.accountKey())),
                ORGANIZATION_KEY.is(key(person.organizationKey())),
                EMAIL_DOMAIN.is(get(own(MAILBOXES).col(), lit(0)).getField(EMAIL_DOMAIN.name())),
                word(TITLE, person.title()),
                word(DEPARTMENT, person.department()),
                value(CREATED_AT, person.createdAt()),
                IS_DELETED.is(orElse(person.isDeleted(), false)))));
  }

  private Column organization() {
    OrganizationMapping organization = record.organization();
    if (organization == null) {
      return null;
    }
    return whenSaid(
        organization.when(),
        struct(
            ORGANIZATION_KEY.is(key(organization.organizationKey())),
            value(DOMAINS, organization.domains()),
            ACCOUNT_KEY.is(key(organization.accountKey()))));
  }

  private Column deal() {
    DealMapping deal = record.deal();
    if (deal == null) {
      return null;
    }
    return whenSaid(
        deal.when(),
        struct(
            DEAL_KEY.is(own(DEAL_KEY).col()),
            ACCOUNT_KEY.is(own(ACCOUNT_KEY).col()),
            word(DEAL_TYPE, deal.dealType()),
            word(STAGE_NAME, deal.stageName()),
            value(AMOUNT, deal.amount()),
            value(OPENED_AT, deal.openedAt()),
            value(CLOSED_AT, deal.closedAt()),
            word(OUTCOME, deal.outcome())));
  }

  private Column dealRole() {
    DealRoleMapping role = record.dealRole();
    if (role == null) {
      return null;
    }
    Column own = get(own(IDENTIFIERS).col(), lit(0));
    return when(
        own.isNotNull(),
        whenSaid(
            role.when(),
            struct(
                DEAL_KEY.is(own(DEAL_KEY).col()),
                IDENTIFIER_KIND.is(own.getField(IDENTIFIER_KIND.name())),
                IDENTIFIER_KEY.is(own.getField(IDENTIFIER_KEY.name())),
                word(ROLE_NAME, role.roleName()))));
  }

  private Column events() {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < record.events().size(); i++) {
      EventMapping event = record.events().get(i);
      Column type = event.type() == null ? expr(event.typeOf()) : lit(event.type());
      all.add(
          when(
              isInside(i),
              struct(
                  EVENT_TYPE.is(event.type() == null ? Words.clean(type) : type),
                  OCCURRED_AT.is(col(moment(i))),
                  DIRECTION.is(lit(event.direction())),
                  event.page() == null
                      ? PAGE_HOST.isNull()
                      : PAGE_HOST.is(Addresses.host(col(page(i)), col(slash(i)))),
                  event.page() == null
                      ? PAGE_PATH.isNull()
                      : PAGE_PATH.is(Words.clean(Addresses.path(col(page(i)), col(slash(i))))),
                  word(LABEL, event.label()),
                  DEVICE.is(event.device() == null ? lit(null) : device(expr(event.device()))),
                  word(CAMPAIGN_SOURCE, event.campaignSource()),
                  word(CAMPAIGN_MEDIUM, event.campaignMedium()),
                  word(CAMPAIGN_NAME, event.campaignName()),
                  value(SENTIMENT, event.sentiment()),
                  value(SATISFACTION, event.satisfaction()),
                  value(AMOUNT, event.amount()))));
    }
    return compact(all, EVENTS);
  }

  /** Desktop, mobile, tablet or other. */
  static Column device(Column word) {
    Column lower = lower(word.cast(StringType));
    return when(lower.isin("desktop", "mobile", "tablet"), lower)
        .when(lower.isNotNull(), lit("other"));
  }

  /** A hash of 128 bits in hex. */
  static Column hash(Column text) {
    return substring(sha2(text, 256), 1, HASH_CHARACTERS);
  }

  private Column isInside(int event) {
    Column at = col(moment(event));
    return at.geq(lit(window.from())).and(at.lt(lit(window.asOf())));
  }

  private Map.Entry<String, String> identifier(int i) {
    return record.identifiers().get(i).entrySet().iterator().next();
  }

  /** A condition that is false where it is null; a value where there is no condition. */
  private static Column orElse(String condition, boolean otherwise) {
    return condition == null ? lit(otherwise) : coalesce(expr(condition), lit(false));
  }

  private static Column whenSaid(String condition, Column said) {
    return condition == null ? said : when(expr(condition), said);
  }

  /**
   * The column of a field while columns, values and lookups of the mapping stand beside it, which
   * may be named as the field is.
   */
  static Field own(Field field) {
    return field.as("__" + field.name(), field.meaning());
  }

  private static Column given(Field field, Column said) {
    return said == null
        ? field.isNull()
        : field.is(when(own(VERDICT).col().equalTo(Records.ACCEPTED), said));
  }

  private static Column word(Field field, String expression) {
    return expression == null
        ? field.isNull()
        : field.is(Words.clean(expr(expression).cast(StringType)));
  }

  private static Column value(Field field, String expression) {
    return expression == null
        ? field.isNull()
        : expr(expression).try_cast(field.type()).as(field.name());
  }

  private static Column key(String expression) {
    return expression == null
        ? lit(null).cast(StringType)
        : btrim(expr(expression).cast(StringType));
  }

  private static Column millis(Column moment) {
    return timestamp_millis(unix_millis(moment.cast(TimestampType)));
  }

  /** The values that are there; a single one needs no look at each. */
  private static Column compact(List<Column> values, Field field) {
    if (values.isEmpty()) {
      return none(field);
    }
    if (values.size() == 1) {
      return when(values.get(0).isNotNull(), array(values.get(0))).otherwise(none(field));
    }
    return array_compact(array(values.toArray(Column[]::new)));
  }

  private static Column none(Field field) {
    return array().cast(field.type());
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static String given(int i) {
    return "__given" + i;
  }

  private static String isVoidName(int i) {
    return "__is_void" + i;
  }

  /** What an identifier holds, as it is compared; null where that stands for nobody. */
  private static Column text(int i) {
    return when(not(col(isVoidName(i))), col(given(i)));
  }

  private static String moment(int i) {
    return "__moment" + i;
  }

  private static String slash(int i) {
    return "__slash" + i;
  }

  private static String page(int i) {
    return "__page" + i;
  }
}

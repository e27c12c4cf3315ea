package org.desirepath.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.desirepath.table.Checks.MESSAGE;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well identifiers became persons, in figures.
 *
 * <p>A figure is how many of a whole; {@link Measure} says of what. Every measure has a row for
 * each of its members: the kinds of identifiers, the sources, the classes of size, the largest
 * persons; {@code all} where it has no parts. Persons are those of {@code dim_person} less the one
 * that stands for no known person.
 */
public record IdentityQuality(Dataset<Row> rows) implements Table {

  /** The member of a measure that has no parts. */
  public static final String ALL = "all";

  /** What is measured. */
  public enum Measure {
    /** Identifiers of a kind, of all identifiers. */
    IDENTIFIERS_OF_KIND,
    /** Persons who have an identifier of a kind, of all persons. */
    PERSONS_WITH_KIND,
    /** Identifiers of a kind that are kept from joining others, of all of that kind. */
    BRIDGES_REFUSED,
    /** Persons with so many identifiers, of all persons. */
    PERSONS_OF_SIZE,
    /** Identifiers of a person who is among the ten with most, of all identifiers. */
    LARGEST_PERSON,
    /** Touchpoints of a source that have a person, of all of that source. */
    TOUCHPOINTS_WITH_PERSON,
    /** Touchpoints of a source whose person the CRM or the help desk knows, of all of it. */
    TOUCHPOINTS_WITH_KNOWN_PERSON,
    /** Touchpoints of a source that have an account, of all of that source. */
    TOUCHPOINTS_WITH_ACCOUNT,
    /** Persons none of whose identifiers the version before had, of all persons. */
    PERSONS_NEW,
    /** Persons of the version before who still are one person of their own, of all of then. */
    PERSONS_KEPT,
    /** Persons of the version before who went into another, of all of then. */
    PERSONS_MERGED,
    /** Persons of the version before whose identifiers have several persons now, of all of then. */
    PERSONS_SPLIT,
    /** Persons of the version before none of whose identifiers is left, of all of then. */
    PERSONS_GONE,
    /** Tickets, or users of the help desk, whose person is a contact or lead of the CRM. */
    TICKETS_WITH_CRM_PERSON,
    /** Tickets, or users of the help desk, whose person has an account. */
    TICKETS_WITH_ACCOUNT,
    /** Deals whose account is among the accounts, of all deals. */
    DEALS_WITH_ACCOUNT,
    /** Deals in which a person plays a part, as the CRM says, of all deals. */
    DEALS_WITH_PERSON,
    /** Deals from whose account a person has a touchpoint as a customer, of all deals. */
    DEALS_WITH_TOUCHPOINT;

    /** As the table names it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  // Meanings are no longer than the 255 bytes that catalogues of tables take for a comment.
  public static final Field MEASURE =
      Field.required(
          "measure",
          StringType,
          "identifiers_of_kind, bridges_refused, persons_with_kind, _of_size,"
              + " _new, _kept, _merged, _split, _gone, largest_person, touchpoints_with_person,"
              + " _known_person, _account, tickets_with_crm_person, _account, deals_with_account,"
              + " _person, _touchpoint");
  public static final Field MEMBER =
      Field.required(
          "member",
          StringType,
          "The kind of identifier (_of_kind, _with_kind, bridges_refused), the number of identifiers"
              + " (persons_of_size), person_id (largest_person), source_system (touchpoints_),"
              + " ticket or ticket_user (tickets_); all where a measure has no parts");
  public static final Field VALUE_COUNT =
      Field.optional(
          "value_count",
          LongType,
          "How many of what the measure names first; bridges_refused and largest_person count"
              + " identifiers: those kept from joining others, those of the person. Null where there"
              + " is no version before to compare with");
  public static final Field OF_COUNT =
      Field.optional(
          "of_count",
          LongType,
          "The whole: all identifiers (bridges_refused: of the kind), persons (persons_kept,"
              + " _merged, _split, _gone: of the version before), touchpoints of the source, tickets"
              + " or users of the help desk, deals");
  public static final Field VALUE_SHARE =
      Field.optional(
          "value_share",
          DoubleType,
          "value_count divided by of_count, 0 to 1; null where that is 0 or null");

  public static final Contract CONTRACT =
      new Contract(
          "ops_identity",
          "one row per measure and member",
          List.of(MEASURE, MEMBER),
          List.of(MEASURE, MEMBER, VALUE_COUNT, OF_COUNT, VALUE_SHARE, MESSAGE));

  /** Refuses rows that do not keep the contract. */
  public IdentityQuality {
    rows = CONTRACT.conform(rows);
  }

  @Override
  public Contract contract() {
    return CONTRACT;
  }
}

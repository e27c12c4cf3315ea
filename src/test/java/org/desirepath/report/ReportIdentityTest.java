package org.desirepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.desirepath.table.IdentityQuality;
import org.desirepath.testing.SparkExtension;
import org.desirepath.testing.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ReportIdentityTest {

  private static final String FIGURES =
      """
      measure                       | member      | value_count | of_count | message
      identifiers_of_kind           | contact     | 1           | 4        |
      identifiers_of_kind           | cookie      | 3           | 4        |
      persons_with_kind             | contact     | 1           | 2        |
      persons_with_kind             | cookie      | 2           | 2        |
      bridges_refused               | contact     | 0           | 1        |
      bridges_refused               | cookie      | 1           | 3        |
      persons_of_size               | 1           | 1           | 2        |
      persons_of_size               | 11-50       | 0           | 2        |
      persons_of_size               | 3-5         | 1           | 2        |
      largest_person                | ada         | 3           | 4        | 2 cookies, 1 contact
      largest_person                | kiosk       | 1           | 4        | 1 cookie
      touchpoints_with_person       | <b>web</b>  | 24          | 32       |
      touchpoints_with_person       | crm         | 30          | 68       |
      touchpoints_with_known_person | <b>web</b>  | 1           | 32       |
      touchpoints_with_known_person | crm         | 30          | 68       |
      touchpoints_with_account      | <b>web</b>  | 0           | 32       |
      touchpoints_with_account      | crm         | 68          | 68       |
      persons_new                   | all         | 1           | 2        | 1 of 2 are new
      persons_kept                  | all         | 1           | 1        | 1 of 1 is kept
      persons_merged                | all         | 0           | 1        | 0 of 1 went
      persons_split                 | all         | 0           | 1        | 0 of 1 came apart
      persons_gone                  | all         | 0           | 1        | 0 of 1 is gone
      tickets_with_crm_person       | ticket      | 0           | 0        | 0 of 0 tickets
      deals_with_account            | all         | 1           | 3        | 1 of 3 deals
      """;

  @Test
  void theReportTellsEveryMeasure(SparkSession spark) {
    assertThat(ReportIdentity.page(figures(spark, FIGURES), "run-7").markdown())
        .isEqualTo(
            """
            # Identity

            How well the identifiers of run run-7 became persons; the figures are those of `ops_identity`.

            - **54 %** of touchpoints have a person
            - **31 %** of touchpoints have a person whom the CRM or the help desk knows
            - **68 %** of touchpoints have an account
            - **2** persons from 4 identifiers

            ## Kinds of identifiers

            How many there are, how many persons have one, and how many are kept from joining others: shared devices, role mailboxes, tickets on which several people wrote.

            | kind | identifiers | of all identifiers | persons with one | of all persons | kept from joining |
            |---|---|---|---|---|---|
            | cookie | 3 | 75.0 % | 2 | 100.0 % | 1 |
            | contact | 1 | 25.0 % | 1 | 50.0 % | 0 |

            ## Touchpoints

            What each source's touchpoints have of persons and accounts. A known person is one whom the CRM or the help desk knows.

            | source | touchpoints | with a person | with a known one | with an account |
            |---|---|---|---|---|
            | crm | 68 | 44.1 % | 44.1 % | 100.0 % |
            | &lt;b>web&lt;/b> | 32 | 75.0 % | 3.1 % | 0.0 % |

            ## Sizes of persons

            How many persons have so many identifiers.

            | identifiers | persons | of all persons |
            |---|---|---|
            | 1 | 1 | 50.0 % |
            | 3-5 | 1 | 50.0 % |
            | 11-50 | 0 | 0.0 % |

            ## Since version 41

            What became of the persons of the version before, and how many persons are new.

            | figure | share |
            |---|---|
            | 1 of 2 are new | 50.0 % |
            | 1 of 1 is kept | 100.0 % |
            | 0 of 1 went | 0.0 % |
            | 0 of 1 came apart | 0.0 % |
            | 0 of 1 is gone | 0.0 % |

            ## Tickets and deals

            How many of them found their person and their account.

            | figure | share |
            |---|---|
            | 0 of 0 tickets | none |
            | 1 of 3 deals | 33.3 % |

            ## Largest persons

            Who has most identifiers, and which of these ties most others. One that is far larger than the rest is often a device or mailbox that no guard knows.

            | person_id | identifiers | of all identifiers | why |
            |---|---|---|---|
            | ada | 3 | 75.0 % | 2 cookies, 1 contact |
            | kiosk | 1 | 25.0 % | 1 cookie |
            """);
  }

  @Test
  void thePageShowsSharesAsBarsAndNamesAsTheyAre(SparkSession spark) {
    String html = ReportIdentity.page(figures(spark, FIGURES), "run-7").html();

    assertThat(html)
        .contains(
            "<td class=\"share\">75.0 %<span class=\"bar\"><span style=\"width: 75.0%\"></span></span></td>")
        .contains("<td class=\"text\">&lt;b&gt;web&lt;/b&gt;</td>")
        .contains("<h2>Since version 41</h2>")
        .doesNotContain("<b>", "http:", "https:", "{{");
  }

  @Test
  void withoutAVersionBeforeTheReportSaysSo(SparkSession spark) {
    String first =
        FIGURES.replaceAll(
            "(persons_(?:new|kept|merged|split|gone)\\s+\\| all\\s+\\|).*", "$1 | | none");

    assertThat(ReportIdentity.page(figures(spark, first), "run-7").markdown())
        .contains("## Changes\n\nThere is no version before to compare with.\n\n## Tickets");
  }

  private static IdentityFigures figures(SparkSession spark, String text) {
    return IdentityFigures.of(
        new IdentityQuality(TextTable.of(spark, IdentityQuality.CONTRACT, text)), Optional.of(41L));
  }
}

package org.desirepath.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.desirepath.settings.PeopleRules;
import org.desirepath.testing.SparkExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class JudgeTitlesTest {

  @Test
  void titlesInThreeLanguagesTellRoleAndLevel(SparkSession spark) throws IOException {
    String expected =
        """
        Abteilungsleiterin Einkauf | purchaser | director
        Acheteuse | purchaser | specialist
        Assistante de direction | gatekeeper | specialist
        Assistant to the CEO | gatekeeper | specialist
        Business Analyst | influencer | specialist
        CEO | decision_maker | c_level
        CFO & Co-Founder | decision_maker | c_level
        CHIEF OPERATING OFFICER | decision_maker | c_level
        CISO | gatekeeper | c_level
        CTO | technical | c_level
        Category Manager IT | purchaser | manager
        Chef de projet | influencer | manager
        Datenschutzbeauftragter | gatekeeper | specialist
        Demand Planner | user | specialist
        Directeur informatique | technical | director
        Directeur général | decision_maker | c_level
        Director Cocoa Sourcing | purchaser | director
        Einkäufer | purchaser | specialist
        Enterprise Architect | technical | specialist
        GESCHÄFTSFÜHRERIN | decision_maker | c_level
        Head of Sales | decision_maker | director
        IT Manager | technical | manager
        Ingénieur logiciel | technical | specialist
        Juriste | gatekeeper | specialist
        Leiter Produktion | decision_maker | director
        Product Manager | influencer | manager
        Responsable logistique | influencer | manager
        SVP Operations | decision_maker | vp
        Sachbearbeiterin | user | specialist
        Scheduler | user | specialist
        Spécialiste paie | user | specialist
        Systemadministratorin | technical | specialist
        Teamleiter Lager | influencer | manager
        Vice-Président Ventes | decision_maker | vp
        Azubi | user | specialist
        Accountant |  | specialist
        Assistant Vice President | decision_maker | vp
        Assistentin der Geschäftsführung | gatekeeper | specialist
        Board Member | decision_maker | c_level
        C.E.O. | decision_maker | c_level
        Chef d'entreprise | decision_maker | c_level
        Chief Data Officer | technical | c_level
        DAF | decision_maker | director
        Directeur des systèmes d'information | technical | director
        Dirigeante | decision_maker | c_level
        Foreman | user | manager
        Gesellschafter | decision_maker | c_level
        HR Business Partner | influencer |
        IT-Leiterin | technical | director
        Ingénieur commercial | user | specialist
        Kaufmännischer Leiter | decision_maker | director
        Leiter Recht | gatekeeper | director
        Mitglied der Geschäftsführung | decision_maker | c_level
        PA to CEO | gatekeeper | specialist
        Product Owner | influencer | specialist
        Produktionsleiter | decision_maker | director
        Projektmanagerin | influencer | manager
        QA Tester | technical | specialist
        Referent der Geschäftsführung | influencer | specialist
        Responsable SI | technical | manager
        Sales Rep | user | specialist
        Schichtleiterin | user | manager
        Sekretariat | gatekeeper | specialist
        Technicienne de maintenance | user | specialist
        Technische Leitung | technical | director
        Vendor Manager | purchaser | manager
        Witch |  |
        """
            .strip();
    PeopleRules rules = rules();
    List<String> titles =
        expected.lines().map(line -> line.substring(0, line.indexOf(" |"))).toList();

    String found =
        spark
            .createDataset(titles, Encoders.STRING())
            .select(
                col("value"),
                JudgeTitles.buyingRole(col("value"), rules.buyingRoles()),
                JudgeTitles.level(col("value"), rules.titleLevels()))
            .collectAsList()
            .stream()
            .map(JudgeTitlesTest::line)
            .collect(Collectors.joining("\n"));

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void theCrmsNameOfARoleIsFoundWithoutRegardToCase(SparkSession spark) throws IOException {
    List<Row> found =
        spark
            .createDataset(List.of(" economic BUYER", "EINKÄUFER", "Mascot"), Encoders.STRING())
            .select(JudgeTitles.dealRole(col("value"), rules().dealRoles()))
            .collectAsList();

    assertThat(found).map(row -> row.getString(0)).containsExactly("purchaser", "purchaser", null);
  }

  static PeopleRules rules() throws IOException {
    return PeopleRules.read(
        Files.readString(Path.of("conf", "people.yaml"), UTF_8), "conf/people.yaml");
  }

  private static String line(Row row) {
    String role = row.isNullAt(1) ? "" : row.getString(1);
    String level = row.isNullAt(2) ? "" : row.getString(2);
    return "%s | %s | %s".formatted(row.getString(0), role, level).strip();
  }
}

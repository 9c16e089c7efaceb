package dev.execsession;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the product against the rules of {@link Architecture}, and that each rule detects a seeded
 * violation.
 */
class ArchitectureTest {
  private static final Architecture HOUSE = new Architecture("dev.execsession");
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.execsession");

  private static final Architecture SEEDED_HOUSE = new Architecture("dev.execsession.seeded");
  private static final JavaClasses SEEDED =
      new ClassFileImporter().importPackages("dev.execsession.seeded");

  static Stream<String> rules() {
    return HOUSE.rules().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_product_keeps_the_rule(String rule) {
    assertThat(PRODUCT).isNotEmpty();
    assertThat(HOUSE.violations(rule, PRODUCT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_bites_where_it_is_broken_on_purpose(String rule) {
    assertThat(SEEDED_HOUSE.violations(rule, SEEDED)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "every package is in the table, seeded.elsewhere.Stray is in a package",
    "packages depend only on what the table allows, seeded.scope.KnowsEngine",
    "packages depend only on what the table allows, seeded.contract.KnowsEngine",
    "packages depend only on what the table allows, seeded.store.KnowsContract",
    "packages depend only on what the table allows, seeded.scan.KnowsUndo",
    "packages depend only on what the table allows, seeded.undo.KnowsScan",
    "packages depend only on what the table allows, seeded.engine.KnowsReport",
    "packages depend only on what the table allows, seeded.plan.KnowsConfig",
    "packages depend only on what the table allows, seeded.report.KnowsTraining",
    "no cycles between packages, Slice config",
    "org.yaml.snakeyaml is confined, seeded.problem.UsesLibraries",
    "only Main touches the process, java.lang.System.out",
    "only Main touches the process, java.lang.System.exit",
    "only Main touches the process, java.lang.System.getenv",
    "only Main touches the process, java.lang.System.getProperty",
    "only Console prints, seeded.report.Prints",
    "only Console prints, seeded.cli.PrintsToo",
    "git only reads, seeded.git.Writes",
    "no constructor takes a bag of everything, seeded.engine.TakesEverything",
  })
  void the_violation_is_named(String rule, String named) {
    assertThat(SEEDED_HOUSE.violations(rule, SEEDED)).contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "only Main touches the process, seeded.Main",
    "only Console prints, seeded.cli.Console",
    "packages depend only on what the table allows, seeded.engine.Engine",
    "packages depend only on what the table allows, seeded.cli.",
    "packages depend only on what the table allows, seeded.training.",
    "picocli is confined, seeded.cli.",
  })
  void what_is_allowed_is_left_alone(String rule, String allowed) {
    assertThat(SEEDED_HOUSE.violations(rule, SEEDED))
        .doesNotContainPattern("(?m)^[A-Za-z ]+<dev\\.execsession\\." + Pattern.quote(allowed));
  }
}

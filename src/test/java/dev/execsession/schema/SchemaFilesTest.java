package dev.execsession.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.contract.PlanApproval;
import dev.execsession.report.EscalationCase;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Verification;
import dev.execsession.testing.Schemas;
import dev.execsession.verify.VerificationRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/schema} to the code; {@code -Dcases.rewrite=true} writes it. */
final class SchemaFilesTest {
  static final Path FOLDER = Path.of("docs/schema");
  private static final Path GOLDEN = Path.of("src/test/resources/cases/report");
  private static final Path META = Path.of("config.schema.json");

  static Schemas schema(String name) {
    return Schemas.in(FOLDER.resolve(name + ".schema.json"));
  }

  private static Map<String, String> drafts() throws ClassNotFoundException {
    FieldNotes notes = FieldNotes.read();
    Map<String, String> drafts = new TreeMap<>();
    drafts.put("report", draft("report", "A report of a session", SessionReport.class, notes));
    drafts.put(
        "escalation", draft("escalation", "An escalation record", EscalationCase.class, notes));
    drafts.put("verify", draft("verify", "A verification of commits", Verification.class, notes));
    drafts.put(
        "verification-record",
        draft("verification-record", "A recorded verification", VerificationRecord.class, notes));
    drafts.put(
        "approval-record",
        draft("approval-record", "A recorded approval", PlanApproval.class, notes));
    drafts.put(
        "validate", draft("validate", "Plans and their problems", cli("ValidateJson"), notes));
    drafts.put("explain", draft("explain", "The verdict on a path", cli("ExplainJson"), notes));
    drafts.put(
        "guard-check", draft("guard-check", "The guard's verdicts", cli("GuardCheckJson"), notes));
    drafts.put(
        "guard-test", draft("guard-test", "A test of the guard", cli("GuardTestJson"), notes));
    drafts.put("agents", draft("agents", "Coding agents", cli("AgentsJson"), notes));
    drafts.put("run-events", EventSchema.draft(cli("JsonEventListener$ProblemJson")));
    return drafts;
  }

  private static String draft(String name, String title, Class<?> type, FieldNotes notes) {
    return RecordSchema.of(name, title, type, notes);
  }

  private static Class<?> cli(String name) throws ClassNotFoundException {
    return Class.forName("dev.execsession.cli." + name);
  }

  @Test
  void the_schemas_are_those_of_the_code() throws Exception {
    Map<String, String> drafts = drafts();
    for (Map.Entry<String, String> draft : drafts.entrySet()) {
      Path file = FOLDER.resolve(draft.getKey() + ".schema.json");
      if (Boolean.getBoolean("cases.rewrite")) {
        Files.writeString(file, draft.getValue());
      }
      assertThat(file).content().isEqualTo(draft.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(Path::getFileName).filter(file -> !file.equals(META)))
          .hasSize(drafts.size());
    }
  }

  @Test
  void every_schema_is_one() throws IOException {
    Schemas meta =
        Schemas.of(
            "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                + "\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        assertThat(meta.problems(Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
    assertThat(meta.problems("{\"type\":7}")).isNotEmpty();
  }

  static List<String> reports() {
    return List.of("blocked", "completed", "escalated", "hostile", "paused");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void a_golden_report_is_valid(String name) throws IOException {
    String report = Files.readString(GOLDEN.resolve(name + ".json"));

    assertThat(schema("report").problems(report)).isEmpty();
    assertThat(schema("report").problems(report.replace("\"mode\": \"stepwise\"", "\"mode\": 1")))
        .isNotEmpty();
    assertThat(schema("report").problems(report.replaceFirst("\"title\"", "\"heading\"")))
        .isNotEmpty();
  }

  @Test
  void a_golden_escalation_record_is_valid() throws IOException {
    String record = Files.readString(GOLDEN.resolve("case.json"));

    assertThat(schema("escalation").problems(record)).isEmpty();
    assertThat(schema("escalation").problems(record.replace("\"scope\"", "\"mood\""))).isNotEmpty();
  }

  @Test
  void the_examples_of_the_guard_are_valid() throws IOException {
    String page = Files.readString(Path.of("docs/json.md"));
    String guard =
        page.substring(page.indexOf("\n## Guard\n"), page.indexOf("\n## Events of a run\n"));
    String[] fences = guard.split("```(json)?\n", -1);

    assertThat(schema("guard-check").problems(fences[1])).isEmpty();
    assertThat(schema("guard-test").problems(fences[3])).isEmpty();
  }
}

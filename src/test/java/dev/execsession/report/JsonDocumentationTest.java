package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.execsession.journal.EarlierResult;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Receipt;
import dev.execsession.json.Json;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class JsonDocumentationTest {
  private static final Map<String, Class<? extends Record>> SHAPES =
      Map.ofEntries(
          Map.entry("Report", SessionReport.class),
          Map.entry("Plan", SessionReport.Plan.class),
          Map.entry("Head", SessionReport.Head.class),
          Map.entry("Block", SessionReport.Block.class),
          Map.entry("Executor", SessionReport.Executor.class),
          Map.entry("Attempt receipt", Receipt.OfAttempt.class),
          Map.entry("Receipt", Receipt.class),
          Map.entry("Guard use", Receipt.Guard.class),
          Map.entry("Change", Fact.Change.class),
          Map.entry("Check", Fact.Check.class),
          Map.entry("Manual check", Fact.ManualCheck.class),
          Map.entry("Approval", Fact.Approval.class),
          Map.entry("Attestation", Fact.Attestation.class),
          Map.entry("Docs", Fact.Docs.class),
          Map.entry("Side effect", Fact.SideEffect.class),
          Map.entry("Escalation", SessionReport.Escalation.class),
          Map.entry("Completion", SessionReport.Completion.class),
          Map.entry("Accepted", SessionReport.Accepted.class),
          Map.entry("Amendment", SessionReport.Amendment.class),
          Map.entry("Mode choice", SessionReport.ModeChoice.class),
          Map.entry("Option", Option.class),
          Map.entry("Kept", SessionReport.Kept.class),
          Map.entry("Opened", SessionReport.Opened.class),
          Map.entry("Accepted finding", SessionReport.AcceptedFinding.class),
          Map.entry("Earlier result", EarlierResult.class),
          Map.entry("Totals", SessionReport.Totals.class),
          Map.entry("Interrupted", SessionReport.Interrupted.class),
          Map.entry("Moment", Moment.class),
          Map.entry("Log excerpt", SessionReport.LogExcerpt.class),
          Map.entry("Sandbox", Fact.Sandbox.class),
          Map.entry("Case", EscalationCase.class),
          Map.entry("Progress", EscalationCase.Standing.class));

  @Test
  void the_page_lists_exactly_the_fields_that_are_written() throws IOException {
    Map<String, List<String>> written = new LinkedHashMap<>();
    SHAPES.forEach(
        (name, shape) ->
            written.put(
                name,
                Arrays.stream(shape.getRecordComponents()).map(RecordComponent::getName).toList()));
    assertEquals(written, documented());
  }

  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> shapes = new LinkedHashMap<>();
    List<String> fields = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/json.md"))) {
      if (line.startsWith("### ")) {
        fields = new ArrayList<>();
        shapes.put(line.substring(4), fields);
      } else if (line.startsWith("| `")) {
        fields.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    return shapes;
  }

  @Test
  void the_fields_of_version_1_keep_their_names_and_order() throws Exception {
    Map<String, ?> report = Json.parseObject(JsonReport.render(Sessions.completed().report()));
    assertThat(report.keySet())
        .startsWith(
            "version",
            "session",
            "tool",
            "plan",
            "branch",
            "mode",
            "state",
            "startedAt",
            "endedAt",
            "head",
            "blocks",
            "escalation",
            "guards",
            "risks",
            "outsideWorktree",
            "next");
    assertThat(((Map<?, ?>) ((List<?>) get(report, "blocks")).get(0)).keySet())
        .asInstanceOf(InstanceOfAssertFactories.collection(String.class))
        .startsWith(
            "id",
            "title",
            "status",
            "attempts",
            "executor",
            "changes",
            "commits",
            "checks",
            "manualChecks",
            "approvals",
            "attestations",
            "docs",
            "risks",
            "notes",
            "sideEffects");
    Map<String, ?> escalated = Json.parseObject(JsonReport.render(Sessions.escalated().report()));
    assertThat(((Map<?, ?>) get(escalated, "escalation")).keySet())
        .asInstanceOf(InstanceOfAssertFactories.collection(String.class))
        .startsWith("reason", "block", "detail", "paths", "proposal", "file");
  }

  private static Object get(Map<String, ?> object, String key) {
    return Objects.requireNonNull(object.get(key));
  }
}

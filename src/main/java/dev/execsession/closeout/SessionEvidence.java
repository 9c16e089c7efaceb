package dev.execsession.closeout;

import static dev.execsession.report.Markdown.code;
import static dev.execsession.report.Markdown.text;

import dev.execsession.git.CommitFact;
import dev.execsession.journal.BlockState;
import dev.execsession.journal.Fact;
import dev.execsession.journal.SessionState;
import dev.execsession.report.SessionReport;
import dev.execsession.scope.PathPattern;
import dev.execsession.text.CommandName;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The evidence of a session.
 *
 * @param later commits that a person made of the session's work
 */
public record SessionEvidence(SessionState state, SessionReport report, List<Fact.Commit> later) {
  private static final String AT_COMPLETION = "at completion";

  public SessionEvidence {
    later = List.copyOf(later);
  }

  /** Returns the evidence. */
  public Evidence evidence() {
    List<String> untouched = untouched();
    List<String> notes = notes();
    return new Evidence(
        "session "
            + code(report.session())
            + ", "
            + report.mode().jsonName()
            + ", branch "
            + code(report.branch())
            + ", from "
            + commit(report.head().start())
            + " to "
            + commit(report.head().end()),
        report.blocks().stream().map(SessionEvidence::block).toList(),
        checks(),
        manualChecks(),
        commits(),
        report.amendments().stream().map(SessionEvidence::amendment).toList(),
        attestations(),
        untouched.stream().map(pattern -> code(pattern)).toList(),
        report.risks().stream().map(risk -> text(risk)).toList(),
        notes,
        !report.risks().isEmpty() || !notes.isEmpty() || !untouched.isEmpty() || lacksAnswer());
  }

  private boolean lacksAnswer() {
    return report.blocks().stream()
        .anyMatch(
            block ->
                block.acceptedOver() != null
                    || block.attestations().stream()
                        .anyMatch(
                            answer ->
                                answer.status() == Fact.Attestation.Status.MISSING
                                    || answer.status() == Fact.Attestation.Status.REFUSED)
                    || block.manualChecks().stream()
                        .anyMatch(check -> check.status() != Fact.ManualCheck.Status.PASSED));
  }

  private static String block(SessionReport.Block block) {
    String by =
        block.approvals().stream()
            .map(Fact.Approval::by)
            .distinct()
            .map(who -> text(who))
            .collect(Collectors.joining(", "));
    SessionReport.Kept kept = block.acceptedOver();
    return code(block.id())
        + " "
        + text(block.title())
        + ": "
        + block.status().jsonName()
        + (kept == null
            ? by.isEmpty() ? "" : ", approved by " + by
            : ", accepted over "
                + text(String.join("; ", kept.over()))
                + " by "
                + text(kept.by())
                + ": "
                + text(kept.reason()));
  }

  /** Returns each check once, with the blocks that it ran for. */
  private List<String> checks() {
    Map<String, Set<String>> lines = new LinkedHashMap<>();
    for (SessionReport.Block block : report.blocks()) {
      block.checks().forEach(check -> add(check, block.id(), lines));
    }
    report.completion().checks().forEach(check -> add(check, AT_COMPLETION, lines));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " (" + String.join(", ", line.getValue()) + ")")
        .toList();
  }

  private static void add(Fact.Check check, String where, Map<String, Set<String>> lines) {
    String line = code(CommandName.of(check.command())) + ": " + check.status().jsonName();
    lines.computeIfAbsent(line, unused -> new LinkedHashSet<>()).add(where);
  }

  private List<String> manualChecks() {
    List<String> lines = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      block.manualChecks().forEach(check -> lines.add(manual(check, block.id())));
    }
    report.completion().manualChecks().forEach(check -> lines.add(manual(check, AT_COMPLETION)));
    return lines;
  }

  private static String manual(Fact.ManualCheck check, String where) {
    String note = check.note();
    return text(check.text())
        + ": "
        + check.status().jsonName()
        + (note == null || note.isBlank() ? "" : ", " + text(note))
        + " ("
        + where
        + ")";
  }

  private List<String> commits() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (BlockState block : state.blocks()) {
      for (Fact.Commit made : block.commits()) {
        lines.putIfAbsent(
            made.id(), commit(made.id()) + " " + text(made.subject()) + " (" + block.id() + ")");
      }
    }
    later.forEach(
        made -> lines.putIfAbsent(made.id(), commit(made.id()) + " " + text(made.subject())));
    return List.copyOf(lines.values());
  }

  private static String commit(String id) {
    return code(CommitFact.abbreviated(id));
  }

  private static String amendment(SessionReport.Amendment made) {
    List<String> parts = new ArrayList<>();
    made.include().forEach(pattern -> parts.add("include " + code(pattern)));
    made.exclude().forEach(pattern -> parts.add("exclude " + code(pattern)));
    return String.join(", ", parts) + " by " + text(made.by()) + ": " + text(made.reason());
  }

  private List<String> attestations() {
    List<String> lines = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.Attestation answer : block.attestations()) {
        String evidence = answer.evidence();
        lines.add(
            code(answer.policy())
                + ": "
                + answer.status().jsonName()
                + (answer.by() == null ? "" : " by " + text(answer.by()))
                + (evidence == null || evidence.isBlank() ? "" : ", " + text(evidence))
                + " ("
                + block.id()
                + ")");
      }
    }
    return lines;
  }

  private List<String> untouched() {
    List<TreePath> changed =
        report.blocks().stream()
            .flatMap(block -> block.changes().stream())
            .map(Fact.Change::treePath)
            .toList();
    return report.include().stream()
        .filter(
            entry -> {
              PathPattern include = PathPattern.forInclude(entry);
              return changed.stream().noneMatch(path -> include.matches(path, false));
            })
        .toList();
  }

  private List<String> notes() {
    return report.blocks().stream()
        .flatMap(block -> block.notes().stream().map(note -> block.id() + ": " + text(note)))
        .toList();
  }
}

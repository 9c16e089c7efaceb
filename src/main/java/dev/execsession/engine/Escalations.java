package dev.execsession.engine;

import dev.execsession.drift.DriftFinding;
import dev.execsession.journal.Actor;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Fact;
import dev.execsession.scan.Assessment;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Judgement;
import dev.execsession.scope.MissingIncludes;
import dev.execsession.scope.PathClass;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds escalations: what happened, where, which rule it violates, and what would allow it. */
final class Escalations {
  private static final int MOST_NAMED = 5;

  private Escalations() {}

  /**
   * Returns the escalation of forbidden changes.
   *
   * @param putBack shell commands that put them back
   */
  static Fact.Escalation scope(
      @Nullable String block, Assessment assessment, List<String> evidence, List<String> putBack) {
    List<Fact.Change> forbidden =
        assessment.changes().stream().filter(Fact.Change::isViolation).toList();
    Set<String> paths = new LinkedHashSet<>();
    List<String> lines = new ArrayList<>();
    for (Fact.Change change : forbidden) {
      paths.add(change.path());
      lines.add(sentence(change));
    }
    paths.addAll(assessment.committedPaths());
    lines.addAll(assessment.violations());
    lines.addAll(evidence);
    return new Fact.Escalation(
        EscalationReason.SCOPE,
        block,
        detail(block, forbidden, assessment.violations()),
        List.copyOf(paths),
        lines,
        proposal(block, forbidden),
        fileFor(block),
        includes(forbidden),
        putBack);
  }

  /** Returns the escalation of drift that paths alone do not show. */
  static Fact.Escalation drift(@Nullable String block, List<DriftFinding> findings) {
    Set<String> paths = new LinkedHashSet<>();
    List<String> evidence = new ArrayList<>();
    List<String> proposal = new ArrayList<>();
    for (DriftFinding finding : findings) {
      paths.addAll(finding.paths());
      evidence.addAll(finding.evidence());
      proposal.addAll(finding.proposal());
    }
    return new Fact.Escalation(
        EscalationReason.valueOf(findings.get(0).reason().name()),
        block,
        String.join("; ", findings.stream().map(DriftFinding::detail).toList()),
        List.copyOf(paths),
        evidence,
        proposal,
        fileFor(block),
        null,
        null);
  }

  /** Returns the escalation of an edited contract, together with other violations. */
  static Fact.Escalation objective(
      String block, List<DriftFinding> findings, Fact.Escalation scope) {
    Fact.Escalation objective = drift(block, findings);
    List<String> evidence = new ArrayList<>(objective.evidence());
    evidence.addAll(scope.evidence());
    Set<String> paths = new LinkedHashSet<>(objective.paths());
    paths.addAll(scope.paths());
    return new Fact.Escalation(
        objective.reason(),
        block,
        objective.detail(),
        List.copyOf(paths),
        evidence,
        objective.proposal(),
        objective.file(),
        null,
        null);
  }

  /** Returns the escalation that an executor or a person requested. */
  static Fact.Escalation asked(
      String block, EscalationReason reason, String detail, List<Fact.Change> changes) {
    return new Fact.Escalation(
        reason,
        block,
        detail,
        changes.stream().map(Fact.Change::path).toList(),
        changes.stream().map(Escalations::sentence).toList(),
        List.of(),
        fileFor(block),
        null,
        null);
  }

  /** Returns {@code added `x`: outside (not in any include), by the executor}. */
  static String sentence(Fact.Change change) {
    return change.kind().jsonName()
        + " `"
        + shown(change.path())
        + "`"
        + (change.from() == null ? "" : " (moved from `" + shown(change.from()) + "`)")
        + ": "
        + change.verdict().jsonName()
        + " ("
        + change.rule()
        + (change.note() == null ? "" : ", " + change.note())
        + ")"
        + (change.pathClass() == null || change.pathClass() == PathClass.OTHER
            ? ""
            : ", " + change.pathClass().jsonName())
        + ", "
        + (change.by() == Actor.BETWEEN
            ? "made outside of any block"
            : "by the " + change.by().jsonName());
  }

  private static String detail(
      @Nullable String block, List<Fact.Change> forbidden, List<String> violations) {
    String who = block == null ? "the completion checks" : "block `" + block + "`";
    if (forbidden.size() == 1 && violations.isEmpty()) {
      Fact.Change change = forbidden.get(0);
      return who
          + " "
          + verb(change.kind())
          + " `"
          + shown(change.path())
          + "`, which is "
          + change.verdict().jsonName()
          + " ("
          + change.rule()
          + ")";
    }
    List<String> parts = new ArrayList<>();
    if (!forbidden.isEmpty()) {
      parts.add(
          forbidden.size()
              + " forbidden changes: "
              + String.join(
                  ", ",
                  forbidden.stream()
                      .limit(MOST_NAMED)
                      .map(
                          change ->
                              "`"
                                  + shown(change.path())
                                  + "` ("
                                  + change.verdict().jsonName()
                                  + ")")
                      .toList())
              + (forbidden.size() > MOST_NAMED ? ", …" : ""));
    }
    parts.addAll(violations);
    return who + ": " + String.join("; ", parts);
  }

  private static String shown(String path) {
    return TextSanitizer.oneLine(path);
  }

  private static String verb(ChangeKind kind) {
    return switch (kind) {
      case TYPE -> "changed the type of";
      case MODE -> "changed the mode of";
      case OWNER -> "changed the owner of";
      case ADDED, MODIFIED, DELETED -> kind.jsonName();
    };
  }

  /** Returns the lines of the contract that would allow the changes, one for each folder. */
  private static List<String> proposal(@Nullable String block, List<Fact.Change> forbidden) {
    List<String> lines = new ArrayList<>();
    List<Fact.Change> missing =
        forbidden.stream().filter(change -> refused(change).isAllowedByInclude()).toList();
    add(includes(missing.stream().filter(c -> !isOutsideBlock(c)).toList()), "Include", lines);
    add(
        includes(missing.stream().filter(Escalations::isOutsideBlock).toList()),
        "the Include of block `" + block + "`",
        lines);
    forbidden.stream()
        .filter(change -> change.verdict() == Verdict.EXCLUDED)
        .map(change -> "remove `" + change.rule() + "` from Exclude, or narrow it")
        .distinct()
        .forEach(lines::add);
    return lines;
  }

  private static void add(List<String> patterns, String where, List<String> lines) {
    if (!patterns.isEmpty()) {
      lines.add(
          "add "
              + String.join(", ", patterns.stream().map(p -> "`" + shown(p) + "`").toList())
              + " to "
              + where);
    }
  }

  private static List<String> includes(List<Fact.Change> forbidden) {
    return MissingIncludes.of(forbidden.stream().map(Escalations::refused).toList());
  }

  private static MissingIncludes.Refused refused(Fact.Change change) {
    return new MissingIncludes.Refused(change.path(), change.verdict(), change.rule());
  }

  private static boolean isOutsideBlock(Fact.Change change) {
    return change.rule().equals(Judgement.OUTSIDE_BLOCK);
  }

  private static String fileFor(@Nullable String block) {
    return "escalation-" + (block == null ? "completion" : block) + ".md";
  }
}

package dev.execsession.plan;

import dev.execsession.problem.ProblemCode;
import dev.execsession.problem.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the branch on which a plan must be executed. */
public final class BranchRule {
  /** The branches of a plan; the execution branch is absent when it is invalid. */
  record Branches(
      @Nullable String execution,
      @Nullable SourceSpan where,
      @Nullable String planning,
      @Nullable String base) {}

  private static final Pattern UNSURE =
      Pattern.compile("\\bor\\b|\\bif preferred\\b", Pattern.CASE_INSENSITIVE);
  // The rules of git-check-ref-format for a branch.
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|^[-/]|[/.]$|\\.lock(?:/|$)|(?:^|/)\\.");

  private final Reading reading;
  private final FieldReader fields;

  BranchRule(Reading reading) {
    this.reading = reading;
    this.fields = new FieldReader(reading.names());
  }

  Branches read(Optional<Part> continuity, Optional<Part> snapshot) {
    List<Field> own = continuity.map(fields::of).orElse(List.of());
    List<Field> all = new ArrayList<>(own);
    all.addAll(snapshot.map(fields::of).orElse(List.of()));
    String base = named(all, "base branch").map(Field::firstToken).orElse(null);
    Optional<Field> planning = named(all, "planning branch");
    String planned = planning.map(Field::firstToken).orElse(null);
    if (continuity.isEmpty()) {
      return new Branches(null, null, planned, base);
    }
    List<Field> execution =
        own.stream().filter(field -> field.key().equals("execution branch")).toList();
    if (execution.isEmpty()) {
      error(
          continuity.get().heading().where(),
          "section `Branch Continuity` names no `Execution Branch`",
          "add `- **Execution Branch:** `" + (planned == null ? "feature/x" : planned) + "``");
      return new Branches(null, null, planned, base);
    }
    Field field = execution.get(0);
    if (execution.size() > 1) {
      error(
          execution.get(1).where(),
          "`Execution Branch` is duplicated",
          "keep one; the first is on line " + field.where().line());
      return new Branches(null, null, planned, base);
    }
    String branch = judge(field);
    if (branch != null && planned != null && !planned.equals(branch)) {
      reading.error(
          ProblemCode.PLAN_BRANCH_DIFFERS,
          field.where(),
          "execution branch `" + branch + "` is not the planning branch `" + planned + "`",
          "write the same branch here and on line " + planning.orElseThrow().where().line());
      return new Branches(null, field.where(), planned, base);
    }
    return new Branches(branch, field.where(), planned, base);
  }

  private @Nullable String judge(Field field) {
    String branch = field.firstToken();
    String written = field.value().plain();
    String hint = "write the branch in backticks, as in `- **Execution Branch:** `feature/x``";
    if (branch == null) {
      boolean choice = Placeholder.isChoice(written);
      error(
          field.where(),
          written.isEmpty()
              ? "the execution branch is empty"
              : choice
                  ? "the execution branch is a choice: `" + written + "`"
                  : "the execution branch is a placeholder: `" + written + "`",
          hint);
      return null;
    }
    Prose value = field.value();
    String note =
        value.codes().isEmpty()
            ? value.text().substring(Math.min(branch.length(), value.length()))
            : value.text().substring(value.codes().get(0).end());
    if (UNSURE.matcher(note).find()) {
      error(
          field.where(),
          "the execution branch is ambiguous: `"
              + branch
              + "` is followed by `"
              + note.strip()
              + "`",
          "name one branch and delete the alternative");
      return null;
    }
    if (!isBranch(branch)) {
      error(field.where(), "`" + branch + "` is not a valid branch name", hint);
      return null;
    }
    return branch;
  }

  public static boolean isBranch(String name) {
    return !name.isEmpty()
        && !name.equals("@")
        && !name.equals("HEAD")
        && !FORBIDDEN.matcher(name).find();
  }

  private static Optional<Field> named(List<Field> fields, String key) {
    return fields.stream()
        .filter(field -> field.key().equals(key) && field.firstToken() != null)
        .findFirst();
  }

  private void error(SourceSpan where, String message, String hint) {
    reading.error(ProblemCode.PLAN_BRANCH, where, message, hint);
  }
}

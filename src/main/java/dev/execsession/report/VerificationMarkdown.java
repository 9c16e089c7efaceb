package dev.execsession.report;

import dev.execsession.report.Verification.Path;
import dev.execsession.report.Verification.Standing;
import java.util.List;
import java.util.stream.Collectors;

/** Formats a verification as Markdown, short enough for a comment on a pull request. */
final class VerificationMarkdown {
  private final Verification seen;
  private final StringBuilder out = new StringBuilder();

  private VerificationMarkdown(Verification seen) {
    this.seen = seen;
  }

  static String render(Verification verification) {
    VerificationMarkdown markdown = new VerificationMarkdown(verification);
    markdown.write();
    return markdown.out.toString();
  }

  private void write() {
    out.append("# Verification: ").append(seen.ok() ? "passed" : "failed").append("\n\n");
    out.append("**").append(Markdown.text(seen.verdict())).append("**\n\n");
    out.append(head());
    section("Notes", Markdown.items(seen.notes()));
    section("Outside", table(seen.paths(Standing.OUTSIDE)));
    section("New dependencies", Markdown.items(seen.dependencies()));
    section("To amend", amendment());
    section("Please check", toCheck());
    section("Declared, not touched", Markdown.items(code(seen.untouched())));
    section("Checks", checks());
    section("Documentation", docs());
    for (Standing standing : List.of(Standing.LOCK_FILE, Standing.GENERATED, Standing.TRACKING)) {
      section(heading(standing), table(seen.paths(standing)));
    }
    section("Inside", table(seen.paths(Standing.INSIDE)));
    section("Commits", commits());
  }

  private static String heading(Standing standing) {
    return switch (standing) {
      case INSIDE -> "Inside";
      case LOCK_FILE -> "Lock files";
      case GENERATED -> "Generated";
      case TRACKING -> "Plans and tracking documents";
      case OUTSIDE -> "Outside";
    };
  }

  private void section(String heading, String body) {
    if (!body.isEmpty()) {
      out.append("\n## ").append(heading).append("\n\n").append(body);
    }
  }

  private String head() {
    return "- Range: "
        + Markdown.code(seen.range().words())
        + ", "
        + id(seen.range().base())
        + ".."
        + id(seen.range().end())
        + ", "
        + Words.count(seen.commits().size(), "commit")
        + "\n"
        + seen.plans().stream()
            .map(
                plan ->
                    "- Plan: "
                        + Markdown.code(plan.path())
                        + " at "
                        + id(plan.commit())
                        + ", `"
                        + plan.digest()
                        + "`\n")
            .collect(Collectors.joining());
  }

  private static List<String> code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").toList();
  }

  private static String table(List<Path> paths) {
    return Markdown.table(
        List.of("Path", "Change", "Verdict", "Class", "Rule", "Blocks", "Commits"),
        paths.stream()
            .map(
                path ->
                    List.of(
                        Markdown.codeCell(path.path()),
                        path.kind().jsonName()
                            + (path.from() == null
                                ? ""
                                : " from " + Markdown.codeCell(path.from())),
                        path.verdict().jsonName(),
                        path.pathClass() == null ? "" : path.pathClass(),
                        Markdown.codeCell(path.rule()),
                        Markdown.cell(String.join(", ", path.blocks())),
                        ids(path.commits())))
            .toList());
  }

  private static String ids(List<String> commits) {
    return commits.stream().map(VerificationMarkdown::id).collect(Collectors.joining(" "));
  }

  private static String id(String commit) {
    return "`" + Words.shortId(commit) + "`";
  }

  private String amendment() {
    List<String> include = seen.amendment().include();
    String lines =
        include.stream().map(pattern -> "- `" + pattern + "`\n").collect(Collectors.joining());
    return (lines.isEmpty()
            ? ""
            : "Under File Scope Contract → Include:\n\n" + Markdown.fence("markdown", lines))
        + Markdown.items(seen.amendment().other());
  }

  private String toCheck() {
    return seen.flagged().stream()
            .map(path -> Markdown.item("`" + path.path() + "`: " + path.note()))
            .collect(Collectors.joining())
        + Markdown.items(seen.guards());
  }

  private String checks() {
    return Markdown.table(
        List.of("Check", "Status", "Note"),
        seen.checks().stream()
            .map(
                check ->
                    List.of(
                        Markdown.codeCell(check.command()),
                        check.status(),
                        check.note() == null ? "" : Markdown.cell(check.note())))
            .toList());
  }

  private String docs() {
    return seen.docs().note() == null
        ? ""
        : Markdown.item(seen.docs().status() + ": " + seen.docs().note());
  }

  private String commits() {
    return Markdown.table(
        List.of("Commit", "Subject", "Author", "Blocks", "Paths", "Outside"),
        seen.commits().stream()
            .map(
                commit ->
                    List.of(
                        id(commit.id()),
                        Markdown.cell(commit.subject()),
                        Markdown.cell(commit.author()),
                        Markdown.cell(String.join(", ", commit.blocks())),
                        String.valueOf(commit.paths()),
                        commit.outside() == 0 ? "" : String.valueOf(commit.outside())))
            .toList());
  }
}

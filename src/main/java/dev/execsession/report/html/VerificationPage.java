package dev.execsession.report.html;

import dev.execsession.report.Verification;
import dev.execsession.report.Verification.Path;
import dev.execsession.report.Verification.Standing;
import dev.execsession.report.Words;
import dev.execsession.report.html.Parts.Mood;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes a verification as a page. */
public final class VerificationPage {
  private static final String ELSEWHERE = "`exec-session verify --json` has all of it.";
  private static final Map<String, String> SECTIONS =
      Frame.sections(
          "_commits", "Commits",
          "_outside", "Outside the scope",
          "_files", "Files",
          "_checks", "Checks",
          "_remarks", "Risks and notes",
          "_origin", "Origin");

  private final Verification seen;
  private final Html html = new Html();
  private final Parts parts = new Parts(html);

  private VerificationPage(Verification verification) {
    this.seen = verification;
  }

  public static String render(Verification verification) {
    return new VerificationPage(verification).page();
  }

  private String page() {
    String plans =
        seen.plans().stream().map(Verification.PlanSide::path).collect(Collectors.joining(", "));
    Frame.write(
        parts,
        "Verification of commits",
        plans,
        () -> parts.section("_verdict", "Verdict", 256, ELSEWHERE, this::verdict),
        SECTIONS,
        this::rest);
    return new Page(state() + ": " + plans + " – exec-session", html).text();
  }

  private void rest() {
    section("_commits", 1024, this::commits);
    section("_outside", 1024, this::outside);
    section("_files", 1024, this::files);
    section("_checks", 256, this::checks);
    section("_remarks", 512, this::remarks);
    section("_origin", 128, this::origin);
  }

  private void section(String id, int kibibytes, Runnable body) {
    parts.section(id, Objects.requireNonNull(SECTIONS.get(id)), kibibytes, ELSEWHERE, body);
  }

  private String state() {
    return seen.ok() ? "Passed" : "Failed";
  }

  private void verdict() {
    html.put(
        Tag.of("p", "verdict"),
        () -> {
          parts.label(seen.ok() ? Mood.GOOD : Mood.BAD, state());
          html.sentence(seen.verdict());
        });
    Map<String, String> facts = new LinkedHashMap<>();
    Verification.Counts counts = seen.counts();
    facts.put("Inside", String.valueOf(counts.inside()));
    facts.put("Outside", String.valueOf(counts.outside()));
    facts.put("Lock files", String.valueOf(counts.lockFile()));
    facts.put("Generated", String.valueOf(counts.generated()));
    facts.put("Tracking", String.valueOf(counts.tracking()));
    facts.put("Commits", String.valueOf(seen.commits().size()));
    parts.facts(facts);
    amendment();
  }

  private void amendment() {
    List<String> include = seen.amendment().include();
    seen.amendCommand()
        .ifPresent(
            command -> {
              html.put("h3", "To allow it");
              parts.copyable(command);
            });
    if (!include.isEmpty()) {
      html.put("h3", "In the plan, under File Scope Contract → Include");
      parts.copyable(
          include.stream().map(each -> "- `" + each + "`").collect(Collectors.joining("\n")));
    }
    parts.items("h3", "To amend in the plan", seen.amendment().other());
  }

  private void commits() {
    html.put(
        Tag.of("ol", "course"),
        () -> {
          for (Verification.Commit commit : seen.commits()) {
            html.put(Tag.of("li").with("data-find", ""), () -> commit(commit));
            parts.line();
          }
        });
  }

  private void commit(Verification.Commit commit) {
    html.put("code", Words.shortId(commit.id())).text(" " + commit.subject() + " ");
    if (commit.outside() > 0) {
      parts.label(Mood.BAD, commit.outside() + " outside");
    }
    String blocks =
        commit.blocks().isEmpty() ? "" : ", block " + String.join(", ", commit.blocks());
    parts.meta("by " + commit.author() + ", " + Words.count(commit.paths(), "path") + blocks);
  }

  private void outside() {
    List<List<Runnable>> rows = seen.paths(Standing.OUTSIDE).stream().map(this::row).toList();
    if (rows.isEmpty() && seen.dependencies().isEmpty()) {
      parts.paragraph("Nothing is outside the scope.");
    }
    parts.table(
        "Paths outside the scope", List.of("Path", "Verdict", "Change", "Rule", "Commits"), rows);
    parts.items("h3", "New dependencies", seen.dependencies());
  }

  private List<Runnable> row(Path path) {
    return List.of(
        parts.code(path.path()),
        () -> parts.label(Mood.BAD, path.verdict().jsonName()),
        parts.text(kind(path) + pathClass(path)),
        parts.code(path.rule()),
        parts.text(ids(path.commits())));
  }

  /** Returns the class where it says more than the verdict. */
  private static String pathClass(Path path) {
    String name = path.pathClass();
    return name == null || name.equals(path.verdict().jsonName()) || name.equals("other")
        ? ""
        : ", " + name;
  }

  private static String kind(Path path) {
    return path.kind().jsonName() + (path.from() == null ? "" : " from `" + path.from() + "`");
  }

  private static String ids(List<String> commits) {
    return commits.stream()
        .map(id -> "`" + Words.shortId(id) + "`")
        .collect(Collectors.joining(" "));
  }

  private void files() {
    if (seen.paths().isEmpty()) {
      parts.paragraph("No file was changed.");
      return;
    }
    TreeView tree = new TreeView(parts);
    for (Path path : seen.paths()) {
      tree.add(path.path(), path.standing() == Standing.OUTSIDE, () -> file(path));
    }
    tree.write();
  }

  private void file(Path path) {
    Mood mood =
        switch (path.standing()) {
          case INSIDE -> Mood.GOOD;
          case OUTSIDE -> Mood.BAD;
          case LOCK_FILE, GENERATED, TRACKING -> Mood.PLAIN;
        };
    parts.label(mood, path.standing().jsonName());
    String blocks = path.blocks().isEmpty() ? "" : ", block " + String.join(", ", path.blocks());
    parts.meta(kind(path) + blocks + (path.note() == null ? "" : ", " + path.note()));
  }

  private void checks() {
    if (seen.checks().isEmpty()) {
      parts.paragraph("The plans have no checks.");
    }
    for (int i = 0; i < seen.checks().size(); i++) {
      Verification.Check check = seen.checks().get(i);
      html.put(
          Tag.of("div", "check").id("_check-" + (i + 1)).with("data-find", ""), () -> check(check));
    }
  }

  private void check(Verification.Check check) {
    Mood mood =
        check.status().equals("passed")
            ? Mood.GOOD
            : check.status().equals("not run") ? Mood.PLAIN : Mood.BAD;
    parts.label(mood, check.status());
    parts.meta(check.note() == null ? Words.end(check.exit(), null) : check.note());
    parts.copyable(check.command());
  }

  private void remarks() {
    Verification.Docs docs = seen.docs();
    String note = docs.note() == null ? "" : ": " + docs.note();
    parts.items("h3", "Documentation", List.of(docs.status() + note));
    parts.items(
        "h3",
        "Please check",
        seen.flagged().stream().map(path -> "`" + path.path() + "`: " + path.note()).toList());
    parts.items("h3", "For people to check", seen.guards());
    parts.items(
        "h3",
        "Declared, not touched",
        seen.untouched().stream().map(each -> "`" + each + "`").toList());
    parts.items("h3", "Notes", seen.notes());
  }

  private void origin() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Range", "`" + seen.range().words() + "`");
    facts.put("Base", "`" + seen.range().base() + "`");
    facts.put("End", "`" + seen.range().end() + "`");
    parts.facts(facts);
    parts.items(
        "h3",
        "Plans",
        seen.plans().stream()
            .map(
                plan -> "`" + plan.path() + "` at `" + plan.commit() + "`, `" + plan.digest() + "`")
            .toList());
  }
}

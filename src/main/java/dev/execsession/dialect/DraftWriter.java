package dev.execsession.dialect;

import dev.execsession.dialect.Draft.Place;
import dev.execsession.plan.CommandRules;
import dev.execsession.plan.Content;
import dev.execsession.plan.ContentText;
import dev.execsession.text.CodeFence;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a draft as a plan, with a comment for each doubt and {@code TBD} for each blank. */
final class DraftWriter {
  private static final int LONGEST_DOUBT = 400;

  private final Draft draft;
  private final boolean fenced;
  private final List<String> lines = new ArrayList<>();
  private final List<String> blanks = new ArrayList<>();

  /**
   * @param fenced whether text that is carried over as written goes into fences
   */
  DraftWriter(Draft draft, boolean fenced) {
    this.draft = draft;
    this.fenced = fenced;
  }

  /** Returns the names of the fields that the text leaves blank. */
  List<String> blanks() {
    return List.copyOf(blanks);
  }

  /**
   * Returns the text.
   *
   * @param origin what the source is, for the comment at the top
   */
  String write(String origin) {
    add("# " + line(draft.title));
    gap();
    add("**Status:** TBD");
    blanks.add("Status");
    comment("draft imported from " + origin + "; each `line N` below is a line of it");
    doubts(Place.HEAD);
    objective();
    passages("2. Recent Changes Snapshot", draft.snapshot, Place.SNAPSHOT);
    passages("3. Current Behavior Summary", draft.behavior, Place.BEHAVIOR);
    blocks();
    validation();
    branch();
    scope();
    if (draft.mode != null) {
      section("8. Executor Handoff");
      add("- **Execution Mode:** " + line(draft.mode));
      doubts(Place.HANDOFF);
    }
    return visible(String.join("\n", lines) + "\n");
  }

  private void objective() {
    section("1. Objective Lock");
    if (draft.objective == null) {
      blank("Objective", "- **Objective:** TBD");
    } else {
      add("- **Objective:** " + line(draft.objective));
    }
    draft.objectiveNotes.forEach(note -> add("- " + line(note)));
    doubts(Place.OBJECTIVE);
  }

  private void passages(String name, List<Draft.Passage> passages, Place place) {
    section(name);
    if (passages.isEmpty()) {
      blank(name.substring(3), "- TBD");
    }
    for (int i = 0; i < passages.size(); i++) {
      Draft.Passage passage = passages.get(i);
      gap();
      add("<!-- line " + passage.line() + " -->");
      gap();
      asWritten(passage.contents()).forEach(this::add);
    }
    doubts(place);
  }

  private void blocks() {
    section("4. Proposed Next Blocks");
    doubts(Place.BLOCKS);
    boolean each = draft.blocks.stream().anyMatch(block -> !block.include.isEmpty());
    for (DraftBlock block : draft.blocks) {
      gap();
      add("### Block " + block.id + ": " + line(block.title));
      add("- **Goal:** " + line(block.goal()));
      if (each) {
        include(block);
      }
      steps(block);
      list("Acceptance Criteria", block.acceptance);
      if (!block.checks.isEmpty()) {
        add("- **Checks:**");
        block.checks.forEach(check -> check("  ", check));
      }
      list("Manual Checks", block.manual);
      if (!block.dependsOn.isEmpty()) {
        add(
            "- **Depends On:** "
                + block.dependsOn.stream()
                    .map(id -> "`" + id.text() + "`" + mark(id))
                    .collect(Collectors.joining(", ")));
      }
      block.doubts.forEach(this::doubt);
    }
  }

  private void include(DraftBlock block) {
    if (block.include.isEmpty()) {
      blank("Include of block " + block.id, "- **Include:** TBD");
      return;
    }
    add("- **Include:**");
    block.include.forEach(entry -> add("  " + entry(entry)));
  }

  private void steps(DraftBlock block) {
    if (block.steps.isEmpty()) {
      blank("Steps of block " + block.id, "- **Steps:**\n  1. TBD");
      return;
    }
    add("- **Steps:**");
    int number = 0;
    for (DraftStep step : block.steps) {
      String lead = "  " + ++number + ". ";
      add(lead + line(step.text()));
      List<String> details = asWritten(step.details());
      if (!details.isEmpty()) {
        gap();
        details.forEach(detail -> add((" ".repeat(lead.length()) + detail).stripTrailing()));
        gap();
      }
    }
  }

  private List<String> asWritten(List<Content> contents) {
    List<String> written = ContentText.lines(Passages.readable(contents));
    return fenced && !written.isEmpty()
        ? CodeFence.of("markdown", String.join("\n", written)).lines().toList()
        : written;
  }

  private void list(String name, List<Sourced> items) {
    if (!items.isEmpty()) {
      add("- **" + name + ":**");
      items.forEach(item -> add("  - " + line(item)));
    }
  }

  private void check(String indent, Sourced check) {
    String command = check.text();
    if (check.isOneLine() && !command.contains("`") && CommandRules.isCommand(command)) {
      add(indent + "- `" + command + "`" + mark(check));
      return;
    }
    add(indent + "- Run:" + mark(check));
    gap();
    CodeFence.of("bash", command).lines().forEach(part -> add(indent + "  " + part));
    gap();
  }

  private void validation() {
    boolean inBlocks =
        draft.blocks.stream().anyMatch(b -> !b.checks.isEmpty() || !b.manual.isEmpty());
    boolean none = draft.checks.isEmpty() && draft.manual.isEmpty();
    if (none && inBlocks && draft.doubts(Place.VALIDATION).isEmpty()) {
      return;
    }
    section("5. Validation Plan");
    if (none && !inBlocks) {
      blank("Validation Plan", "- TBD");
    }
    draft.checks.forEach(check -> check("", check));
    if (!draft.manual.isEmpty()) {
      gap();
      add("**By hand:**");
      draft.manual.forEach(item -> add("- " + line(item)));
    }
    doubts(Place.VALIDATION);
  }

  private void branch() {
    section("6. Branch Continuity");
    if (draft.branch == null) {
      blank("Execution Branch", "- **Execution Branch:** TBD");
    } else {
      add("- **Execution Branch:** `" + draft.branch.text() + "`" + mark(draft.branch));
    }
    doubts(Place.BRANCH);
  }

  private void scope() {
    section("7. File Scope Contract");
    gap();
    add("### Include");
    draft.include.forEach(entry -> add(entry(entry)));
    if (draft.include.isEmpty()) {
      blank("Include", "- TBD");
    }
    gap();
    add("### Exclude");
    draft.exclude.forEach(entry -> add(entry(entry)));
    draft.guards.forEach(guard -> add("- " + line(guard)));
    if (draft.exclude.isEmpty() && draft.guards.isEmpty()) {
      blank("Exclude", "- TBD");
      comment("what must not change, or `none`");
    }
    doubts(Place.SCOPE);
  }

  private void section(String name) {
    gap();
    add("## " + name);
  }

  private void blank(String name, String line) {
    blanks.add(name);
    add(line);
  }

  private static String entry(Grant entry) {
    String note = entry.note() == null ? "" : " (" + inline(entry.note()) + ")";
    return "- `" + entry.pattern() + "`" + note + " <!-- line " + entry.line() + " -->";
  }

  private static String line(Sourced text) {
    return inline(text.text()) + mark(text);
  }

  private static String mark(Sourced text) {
    return text.line() == 0 ? "" : " <!-- " + text.place() + " -->";
  }

  /** Returns a text that cannot start a comment. */
  private static String inline(String text) {
    return text.replace('\n', ' ').replace("<!--", "&lt;!--");
  }

  private void doubts(Place place) {
    draft.doubts(place).forEach(this::doubt);
  }

  private void doubt(Sourced doubt) {
    comment(doubt.line() == 0 ? doubt.text() : doubt.place() + ": " + doubt.text());
  }

  private void comment(String text) {
    String cut =
        text.length() <= LONGEST_DOUBT
            ? text
            : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_DOUBT)))
                + "…";
    gap();
    add("<!-- " + cut.replace('\n', ' ').replace("-->", "-- >") + " -->");
  }

  private void add(String line) {
    lines.add(line);
  }

  /** Adds an empty line, unless the last one is. */
  private void gap() {
    if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
      lines.add("");
    }
  }

  /** Returns the text without hidden characters, which no plan may have. */
  private static String visible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !TextSanitizer.isHidden(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}

package dev.execsession.report;

import dev.execsession.journal.Fact;
import dev.execsession.journal.SandboxMode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes in Markdown what commands could write outside of the worktree. */
final class SandboxWords {
  private static final String SETTINGS =
      " Settings of tools in these places stayed read-only if they existed; new ones are found after"
          + " each command, not prevented.";

  private SandboxWords() {}

  private static String found(SessionReport report) {
    List<String> blocks =
        report.blocks().stream()
            .filter(block -> block.outsideWorktree() == SessionReport.Outside.FOUND)
            .map(block -> Markdown.code(block.id()))
            .toList();
    return blocks.isEmpty() ? "" : " Found in " + String.join(", ", blocks) + ".";
  }

  static String of(SessionReport report) {
    Fact.@Nullable Sandbox sandbox = report.sandbox();
    String verdict = "**" + report.outsideWorktree().jsonName() + "**: ";
    if (sandbox == null || !sandbox.confines()) {
      String obstacle =
          sandbox == null || sandbox.obstacle() == null
              ? ""
              : " (" + Markdown.text(sandbox.obstacle()) + ")";
      boolean ended = sandbox != null && Boolean.TRUE.equals(sandbox.processesEnd());
      return verdict
          + "executors and checks ran without a sandbox"
          + obstacle
          + (ended
              ? ". Their processes ended with each command."
              : ". Late writers were not prevented.");
    }
    if (report.blocks().stream().allMatch(block -> block.outsideWorktree() == null)) {
      return verdict + "nothing ran.";
    }
    boolean on = sandbox.strength() == SandboxMode.ON;
    String places =
        sandbox.writable().stream().map(Markdown::code).collect(Collectors.joining(", "));
    String writable =
        (on ? "private temporary files" : "") + (on && !places.isEmpty() ? ", and " : "") + places;
    List<String> open =
        report.blocks().stream()
            .filter(block -> block.outsideWorktree() == SessionReport.Outside.NOT_WATCHED)
            .map(block -> Markdown.code(block.id()))
            .toList();
    return verdict
        + "the sandbox ("
        + Markdown.code(sandbox.strength().jsonName())
        + ") let commands write "
        + (on ? "only what is included" : "only the worktree")
        + (writable.isEmpty() ? "" : ", " + writable)
        + "."
        + SETTINGS
        + found(report)
        + (open.isEmpty() ? "" : " Not sandboxed: " + String.join(", ", open) + ".");
  }
}

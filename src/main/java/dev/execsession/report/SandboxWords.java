package dev.execsession.report;

import dev.execsession.journal.Fact;
import dev.execsession.journal.SandboxMode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes what commands could write outside of the worktree. */
public final class SandboxWords {
  private static final String SETTINGS =
      " Settings of tools in these places stayed read-only if they existed; new ones are found after"
          + " each command, not prevented.";

  private SandboxWords() {}

  private static String found(SessionReport report) {
    List<String> blocks =
        report.blocks().stream()
            .filter(block -> block.outsideWorktree() == SessionReport.Outside.FOUND)
            .map(block -> "`" + block.id() + "`")
            .toList();
    return blocks.isEmpty() ? "" : " Found in " + String.join(", ", blocks) + ".";
  }

  static String markdown(SessionReport report) {
    return "**" + report.outsideWorktree().jsonName() + "**: " + Markdown.text(words(report));
  }

  /** Returns the verdict and its reason, with names in backticks. */
  public static String sentence(SessionReport report) {
    return report.outsideWorktree().jsonName() + ": " + words(report);
  }

  private static String words(SessionReport report) {
    Fact.@Nullable Sandbox sandbox = report.sandbox();
    if (sandbox == null || !sandbox.confines()) {
      String obstacle =
          sandbox == null || sandbox.obstacle() == null ? "" : " (" + sandbox.obstacle() + ")";
      boolean ended = sandbox != null && Boolean.TRUE.equals(sandbox.processesEnd());
      return "executors and checks ran without a sandbox"
          + obstacle
          + (ended
              ? ". Their processes ended with each command."
              : ". Late writers were not prevented.");
    }
    if (report.blocks().stream().allMatch(block -> block.outsideWorktree() == null)) {
      return "nothing ran.";
    }
    boolean on = sandbox.strength() == SandboxMode.ON;
    String places =
        sandbox.writable().stream()
            .map(place -> "`" + place + "`")
            .collect(Collectors.joining(", "));
    String writable =
        (on ? "private temporary files" : "") + (on && !places.isEmpty() ? ", and " : "") + places;
    List<String> open =
        report.blocks().stream()
            .filter(block -> block.outsideWorktree() == SessionReport.Outside.NOT_WATCHED)
            .map(block -> "`" + block.id() + "`")
            .toList();
    return "the sandbox (`"
        + sandbox.strength().jsonName()
        + "`) let commands write "
        + (on ? "only what is included" : "only the worktree")
        + (writable.isEmpty() ? "" : ", " + writable)
        + "."
        + SETTINGS
        + found(report)
        + (open.isEmpty() ? "" : " Not sandboxed: " + String.join(", ", open) + ".");
  }
}

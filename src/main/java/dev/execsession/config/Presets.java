package dev.execsession.config;

import dev.execsession.executor.OutputFormat;
import dev.execsession.executor.PromptStyle;
import dev.execsession.policy.OnMissing;
import dev.execsession.text.WordList;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The built-in executors and policies; entries of the same name in {@code .exec-session.yml} change
 * them. Defined in code, because every start would have to parse a file.
 */
public final class Presets {
  private static final Duration QUIET = Duration.ofMinutes(15);

  private Presets() {}

  /** Returns the built-in executors by name. */
  public static Map<String, ExecutorConfig> shipped() {
    Map<String, ExecutorConfig> all = new LinkedHashMap<>();
    add(
        all,
        "claude",
        "Claude Code in print mode: edits files without prompts; other tools are denied and"
            + " reported",
        // Not --bare: it skips the user's hooks.
        List.of("claude", "-p", "--output-format", "json", "--permission-mode", "acceptEdits"),
        PromptStyle.STDIN,
        OutputFormat.CLAUDE,
        null,
        Map.of());
    add(
        all,
        "codex",
        "Codex, sandboxed to write only the worktree",
        // The approval policy is an option of `exec`, so it follows; `-` reads the prompt from
        // standard input.
        WordList.inOrder(
            "codex exec --json --sandbox workspace-write -c approval_policy=\"never\" -"),
        PromptStyle.STDIN,
        OutputFormat.CODEX,
        QUIET,
        Map.of());
    add(
        all,
        "gemini",
        "Gemini CLI: edits files without prompts, denies other tools; the folder must be trusted",
        // -p makes it run without a terminal; its text is appended to standard input.
        List.of(
            "gemini",
            "-p",
            "Do the work that is described above.",
            "-o",
            "json",
            "--approval-mode",
            "auto_edit"),
        PromptStyle.STDIN,
        OutputFormat.GEMINI,
        null,
        Map.of());
    add(
        all,
        "aider",
        "aider without commits; list `.aider*` in .gitignore, because it keeps caches in the"
            + " worktree",
        // It would commit, add itself to .gitignore and keep its history in the worktree; it always
        // exits 0.
        WordList.inOrder(
            "aider --message-file {brief} --yes-always --no-auto-commits --no-gitignore "
                + "--no-check-update --no-stream --no-pretty --chat-history-file /dev/null "
                + "--input-history-file /dev/null"),
        PromptStyle.FILE,
        OutputFormat.NONE,
        QUIET,
        Map.of());
    add(
        all,
        "opencode",
        "opencode: allows what its configuration does not deny",
        // Standard input is appended to the message.
        List.of(
            "opencode", "run", "--format", "json", "--auto", "Do the work that is described here:"),
        PromptStyle.STDIN,
        OutputFormat.OPENCODE,
        // A sub-agent's prompt can block forever.
        QUIET,
        Map.of());
    add(
        all,
        "cursor",
        "Cursor's agent in print mode",
        // Without --trust it does not start; without --force it writes no files.
        List.of("cursor-agent", "-p", "--trust", "--force", "--output-format", "json", "{prompt}"),
        PromptStyle.ARGUMENT,
        OutputFormat.CURSOR,
        null,
        Map.of());
    add(
        all,
        "copilot",
        "GitHub Copilot CLI: all tools, no prompts",
        // With -p it would ignore standard input.
        List.of("copilot", "--allow-all-tools", "--no-ask-user", "--output-format", "json", "-s"),
        PromptStyle.STDIN,
        OutputFormat.COPILOT,
        null,
        Map.of());
    add(
        all,
        "goose",
        "goose in auto mode, without a stored session",
        List.of("goose", "run", "--no-session", "--output-format", "json", "-i", "{brief}"),
        PromptStyle.FILE,
        OutputFormat.GOOSE,
        null,
        Map.of("GOOSE_MODE", "auto"));
    return all;
  }

  /** Returns the built-in policies, for repositories with a skill named {@code backend}. */
  static Map<String, PolicyConfig> policies() {
    Map<String, PolicyConfig> all = new LinkedHashMap<>();
    add(
        all,
        "tenant-isolation",
        "Every query, cache key, file path and message that this block adds or changes is limited"
            + " to the tenant of the caller, and a test proves that one tenant cannot read or"
            + " change what belongs to another.");
    add(
        all,
        "server-side-authorization",
        "Every entry point that this block adds or changes decides on the server whether the"
            + " caller may do what it asks, denies by default, and a test proves the denial.");
    return all;
  }

  private static void add(
      Map<String, ExecutorConfig> all,
      String name,
      String description,
      List<String> command,
      PromptStyle prompt,
      OutputFormat result,
      @Nullable Duration idle,
      Map<String, String> env) {
    all.put(
        name,
        new ExecutorConfig(
            name,
            command,
            null,
            prompt,
            result,
            ExecutorConfig.DEFAULT_TIMEOUT,
            idle,
            env,
            false,
            description,
            null));
  }

  private static void add(Map<String, PolicyConfig> all, String id, String attest) {
    all.put(
        id,
        new PolicyConfig(
            id, List.of(), List.of("backend"), List.of(), attest, OnMissing.BLOCK, true, null));
  }
}

package dev.execsession.config;

import dev.execsession.agent.OutputFormat;
import dev.execsession.executor.AgentOptions;
import dev.execsession.executor.Budget;
import dev.execsession.executor.PromptStyle;
import dev.execsession.policy.OnMissing;
import dev.execsession.text.WordList;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The built-in executors and policies; entries of the same name in {@code .exec-session.yml} change
 * them. Defined in code, because every start would have to parse a file.
 */
public final class Presets {
  private static final Duration QUIET = Duration.ofMinutes(15);

  /** The agents that print nothing until they end. */
  private static final Set<String> PRINT_ONCE = Set.of("cursor", "goose", "agy");

  private static final List<String> MODEL = List.of("--model", "{model}");

  private Presets() {}

  /** Returns the built-in executors by name. */
  public static Map<String, ExecutorConfig> shipped() {
    Map<String, ExecutorConfig> all = new LinkedHashMap<>();
    add(
        all,
        "claude",
        "Claude Code in print mode: edits files and runs the block's checks without prompts; other"
            + " commands are denied and reported",
        // Not --bare: it skips the user's hooks. Streams need --verbose.
        List.of(
            "claude",
            "-p",
            "--output-format",
            "stream-json",
            "--verbose",
            "--permission-mode",
            "acceptEdits",
            "--add-dir",
            "{results}",
            "--json-schema",
            "{schema}",
            "{+guard}",
            "{+model}",
            "{+resume}",
            "{+args}"),
        PromptStyle.STDIN,
        OutputFormat.CLAUDE,
        options(MODEL, List.of("--resume", "{conversation}")),
        Map.of());
    add(
        all,
        "codex",
        "Codex, sandboxed to write only the worktree; in our sandbox without its own, which cannot"
            + " start there",
        // The approval policy is an option of `exec`, so it follows; `-` reads the prompt from
        // standard input.
        List.of(
            "codex",
            "exec",
            "--json",
            "{+sandbox}",
            "-c",
            "approval_policy=\"never\"",
            "--output-schema",
            "{schema-file}",
            "{+guard}",
            "{+model}",
            "{+args}",
            "{+resume}",
            "-"),
        PromptStyle.STDIN,
        OutputFormat.CODEX,
        new AgentOptions(
            MODEL,
            List.of("resume", "{conversation}"),
            List.of("--sandbox", "danger-full-access"),
            List.of("--sandbox", "workspace-write", "--add-dir", "{results}")),
        Map.of());
    add(
        all,
        "gemini",
        "Gemini CLI: edits files without prompts, denies other tools; trusts the folder for the run",
        // -p makes it run without a terminal; its text is appended to standard input.
        List.of(
            "gemini",
            "-p",
            "Do the work that is described above.",
            "-o",
            "stream-json",
            "--approval-mode",
            "auto_edit",
            "--include-directories",
            "{results}",
            "{+guard}",
            "{+model}",
            "{+resume}",
            "{+args}"),
        PromptStyle.STDIN,
        OutputFormat.GEMINI,
        options(MODEL, List.of("--resume", "{conversation}")),
        Map.of("GEMINI_CLI_TRUST_WORKSPACE", "true"));
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
                + "--input-history-file /dev/null {+model} {+args}"),
        PromptStyle.FILE,
        OutputFormat.NONE,
        options(MODEL, List.of()),
        Map.of());
    add(
        all,
        "opencode",
        "opencode: edits only what the block includes, runs other tools without prompts",
        // Standard input is appended to the message.
        List.of(
            "opencode",
            "run",
            "--format",
            "json",
            "--auto",
            "{+guard}",
            "{+model}",
            "{+resume}",
            "{+args}",
            "Do the work that is described here:"),
        PromptStyle.STDIN,
        OutputFormat.OPENCODE,
        options(MODEL, List.of("--session", "{conversation}")),
        Map.of());
    add(
        all,
        "cursor",
        "Cursor's agent in print mode",
        // Without --trust it does not start; without --force it writes no files.
        List.of(
            "cursor-agent",
            "-p",
            "--trust",
            "--force",
            "--output-format",
            "json",
            "{+model}",
            "{+args}",
            "{prompt}"),
        PromptStyle.ARGUMENT,
        OutputFormat.CURSOR,
        options(MODEL, List.of()),
        Map.of());
    add(
        all,
        "copilot",
        "GitHub Copilot CLI: all tools, no prompts",
        // With -p it would ignore standard input.
        List.of(
            "copilot",
            "--allow-all-tools",
            "--no-ask-user",
            "--output-format",
            "json",
            "-s",
            "--add-dir",
            "{results}",
            "--usage-output-file",
            "{results}/usage.json",
            "{+guard}",
            "{+model}",
            "{+resume}",
            "{+args}"),
        PromptStyle.STDIN,
        OutputFormat.COPILOT,
        options(MODEL, List.of("--resume={conversation}")),
        Map.of());
    add(
        all,
        "goose",
        "goose in auto mode, without a stored session",
        List.of("goose", "run", "--no-session", "--output-format", "json", "-i", "{brief}"),
        PromptStyle.FILE,
        OutputFormat.GOOSE,
        AgentOptions.NONE,
        Map.of("GOOSE_MODE", "auto"));
    add(
        all,
        "agy",
        "Antigravity CLI; not proven: written from its documentation, never run by us",
        // -p takes the next word; it knows the worktree only by --add-dir; its own limit is 5m.
        WordList.inOrder(
            "agy -p {prompt} --output-format json --print-timeout 60m --add-dir . {+args}"),
        PromptStyle.ARGUMENT,
        OutputFormat.NONE,
        AgentOptions.NONE,
        Map.of());
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

  private static AgentOptions options(List<String> model, List<String> resume) {
    return new AgentOptions(model, resume, List.of(), List.of());
  }

  private static void add(
      Map<String, ExecutorConfig> all,
      String name,
      String description,
      List<String> command,
      PromptStyle prompt,
      OutputFormat result,
      AgentOptions options,
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
            PRINT_ONCE.contains(name) ? null : QUIET,
            env,
            false,
            options,
            null,
            List.of(),
            Budget.NONE,
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

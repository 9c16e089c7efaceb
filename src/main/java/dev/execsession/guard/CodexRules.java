package dev.execsession.guard;

/**
 * Lets codex run this tool outside its sandbox, which keeps {@code .git} read-only. Codex reads the
 * rule in a project that a person trusts, and only for these words at the start of a command.
 */
final class CodexRules {
  static final String FILE = ".codex/rules/exec-session.rules";

  static final String TEXT =
      """
      # Written by `exec-session guard install`; `guard uninstall` removes it.
      # codex's sandbox keeps .git read-only, where sessions are recorded.
      prefix_rule(
          pattern = ["exec-session", ["begin", "finish"]],
          decision = "allow",
          justification = "records the session in .git; checks run in exec-session's own sandbox",
      )
      """;

  private CodexRules() {}
}

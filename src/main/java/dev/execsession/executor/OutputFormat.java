package dev.execsession.executor;

/** The output formats of agents. */
public enum OutputFormat {
  NONE,
  CLAUDE,
  CODEX,
  GEMINI,
  OPENCODE,
  CURSOR,
  COPILOT,
  GOOSE
}

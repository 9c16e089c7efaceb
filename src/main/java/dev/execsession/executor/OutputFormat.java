package dev.execsession.executor;

/** Which agent's output is looked through for what its exit status does not say. */
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

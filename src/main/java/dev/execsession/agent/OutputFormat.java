package dev.execsession.agent;

import java.util.Locale;

/** The output formats of agents. */
public enum OutputFormat {
  NONE,
  CLAUDE,
  CODEX,
  GEMINI,
  OPENCODE,
  CURSOR,
  COPILOT,
  GOOSE;

  /** Returns the name in configuration and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

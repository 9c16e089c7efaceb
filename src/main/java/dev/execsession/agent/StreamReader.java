package dev.execsession.agent;

import java.time.Clock;
import java.util.Map;

/** Reads the events of one agent's output format. */
interface StreamReader {
  /** Reads an event and adds what it says to what is known. */
  void read(Map<?, ?> event, Found found);

  /** Reads the file of usage that the agent wrote at its end. */
  default void usageFile(Map<?, ?> file, Found found) {}

  /** Reads a line that is not JSON, such as one of standard error. */
  default void text(String line, Found found) {}

  /** Returns the reader of a format. */
  static StreamReader of(OutputFormat format, Clock clock) {
    return switch (format) {
      case NONE -> (event, found) -> {};
      case CLAUDE, CURSOR -> new ClaudeReader();
      case CODEX -> new CodexReader(clock);
      case GEMINI, GOOSE -> new GeminiReader();
      case OPENCODE -> new OpencodeReader();
      case COPILOT -> new CopilotReader();
    };
  }
}

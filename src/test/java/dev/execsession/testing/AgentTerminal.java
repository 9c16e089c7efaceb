package dev.execsession.testing;

import dev.execsession.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real agents' own interfaces at a terminal: settings that let them start, first questions. */
public final class AgentTerminal {
  private AgentTerminal() {}

  /** Writes what the agent asks a person at its first start, and lets its commands run unasked. */
  public static void prepare(RealAgent agent, TestRepo repo) {
    TestRepo home = repo.at(repo.home());
    switch (agent) {
      case CLAUDE -> {
        home.write(
            ".claude.json",
            Json.compact(
                ModelApi.map(
                    "hasCompletedOnboarding",
                    true,
                    "customApiKeyResponses",
                    Map.of("approved", List.of("sk-1234567890"), "rejected", List.of()),
                    "projects",
                    Map.of(repo.root().toString(), Map.of("hasTrustDialogAccepted", true)))));
        home.write(
            ".claude/settings.json", "{\"permissions\":{\"allow\":[\"Bash\",\"Write\",\"Edit\"]}}");
      }
      case CODEX -> {
        // Its commands run in a login shell.
        home.write(".profile", "PATH=" + Cli.launcher().getParent() + ":$PATH\n");
        prepend(
            home.path(".codex/config.toml"),
            """
              sandbox_mode = "workspace-write"
              approval_policy = "on-request"
              disable_paste_burst = true
              check_for_update_on_startup = false
              """,
            "[projects.\"%s\"]\ntrust_level = \"trusted\"\n".formatted(repo.root()));
      }
      case GEMINI, OPENCODE, COPILOT -> throw new AssertionError(agent);
    }
  }

  private static void prepend(Path file, String first, String last) {
    try {
      Files.writeString(file, first + Files.readString(file) + last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the agent in a window and answers what it still asks. */
  public static void start(RealAgent agent, Tmux tmux, String window) {
    tmux.type(window, agent.program());
    switch (agent) {
      case CLAUDE -> tmux.await(window, screen -> screen.contains("? for shortcuts"));
      case CODEX -> {
        tmux.await(window, screen -> screen.contains("Hooks need review"));
        tmux.pressUntil(window, "2", screen -> screen.contains("› 2. Trust all"));
        tmux.pressUntil(window, "Enter", screen -> !screen.contains("Hooks need review"));
        tmux.await(window, screen -> screen.contains("OpenAI Codex"));
      }
      case GEMINI, OPENCODE, COPILOT -> throw new AssertionError(agent);
    }
  }

  /** Ends what the agent left running, such as the server of codex. */
  public static void end(TestRepo repo) {
    Survivors.end(Cli.MARK, repo.root().toString());
  }
}

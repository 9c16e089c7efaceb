package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import dev.execsession.process.Programs;
import dev.execsession.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The plugin that calls the hook in opencode, which has no hooks that are commands. */
final class OpencodePlugin {
  static final String FILE = ".opencode/plugins/exec-session.js";

  /** The event to which the plugin listens. */
  static final String EVENT = "tool.execute.before";

  private static final String PLACE = "\"@COMMAND@\"";
  private static final String LINE = "const COMMAND = ";

  /** Loads the plugin as opencode does and passes a call to it; exits 2 with its error. */
  private static final String DRIVER =
      """
      import { readFileSync } from "node:fs";
      const { tool, sessionID, callID, args } = JSON.parse(readFileSync(0, "utf8"));
      const text = readFileSync(process.argv.at(-1)).toString("base64");
      const plugin = await import("data:text/javascript;base64," + text);
      const here = { directory: process.cwd(), worktree: process.cwd() };
      for (const make of new Set(Object.values(plugin))) {
        const hooks = await make(here);
        try {
          await hooks["tool.execute.before"]?.({ tool, sessionID, callID }, { args });
        } catch (error) {
          console.error(error.message);
          process.exitCode = 2;
        }
      }
      """;

  private OpencodePlugin() {}

  /** Returns the plugin's text. */
  static String text(String command) {
    try (InputStream in = OpencodePlugin.class.getResourceAsStream("opencode-plugin.js")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.replace(PLACE, Json.compact(command));
    } catch (IOException e) {
      throw new IllegalStateException("the plugin cannot be read", e);
    }
  }

  /** Returns the command in a plugin's text, if an installation wrote it. */
  static Optional<String> command(String text) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(LINE)) {
        try {
          return AgentSettings.ownCommand(
              Json.parse(line.substring(LINE.length())), Agent.OPENCODE);
        } catch (JsonException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a command that passes a call, as JSON on standard input, to a plugin. Runs it in
   * opencode's own runtime if opencode is installed, else in Node.
   */
  static Optional<String> driver(Path plugin, Map<String, String> environment) {
    String words = " -e " + ShellWord.quote(DRIVER) + " " + ShellWord.quote(plugin.toString());
    if (isThere("opencode", environment)) {
      return Optional.of("BUN_BE_BUN=1 opencode" + words);
    }
    return isThere("node", environment)
        ? Optional.of("node --input-type=module" + words)
        : Optional.empty();
  }

  private static boolean isThere(String program, Map<String, String> environment) {
    return Programs.find(program, environment, Path.of("/")).kind() == Programs.Kind.EXECUTABLE;
  }
}

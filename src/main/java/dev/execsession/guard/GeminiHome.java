package dev.execsession.guard;

import dev.execsession.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A home for one start of Gemini CLI: the user's, by links, with one extension more. At its start
 * Gemini CLI takes hooks from its settings and its extensions only, which it looks for in its home.
 */
final class GeminiHome {
  static final String VARIABLE = "GEMINI_CLI_HOME";

  private static final String FOLDER = ".gemini";
  private static final String EXTENSIONS = "extensions";

  /** What it reads in a home besides its own folder. */
  private static final List<String> OUTSIDE = List.of(".env", ".agents");

  /** Where conversations are; made before they are there, so that they outlast this home. */
  private static final List<String> LASTING = List.of("tmp", "history");

  private GeminiHome() {}

  /**
   * Returns the links that make the home, by their places; none if the user's home cannot be read.
   * What Gemini CLI writes in place goes to the user's files.
   *
   * @param environment names the user's home
   * @param extension the folder of our extension
   */
  static Map<Path, Path> links(Path home, Map<String, String> environment, Path extension) {
    String named = environment.getOrDefault(VARIABLE, "");
    String user = named.isEmpty() ? environment.getOrDefault("HOME", "") : named;
    if (user.isEmpty()) {
      return Map.of();
    }
    Map<Path, Path> links = new LinkedHashMap<>();
    try {
      Path there = Path.of(user).toAbsolutePath();
      for (String name : LASTING) {
        Files.createDirectories(there.resolve(FOLDER).resolve(name));
      }
      addAll(links, home.resolve(FOLDER), there.resolve(FOLDER));
      links.remove(home.resolve(FOLDER).resolve(EXTENSIONS));
      Path extensions = home.resolve(FOLDER).resolve(EXTENSIONS);
      if (Files.isDirectory(there.resolve(FOLDER).resolve(EXTENSIONS))) {
        addAll(links, extensions, there.resolve(FOLDER).resolve(EXTENSIONS));
      }
      links.put(extensions.resolve(extension.getFileName().toString()), extension);
      for (String name : OUTSIDE) {
        if (Files.exists(there.resolve(name))) {
          links.put(home.resolve(name), there.resolve(name));
        }
      }
      return links;
    } catch (IOException | DirectoryIteratorException e) {
      return Map.of();
    }
  }

  private static void addAll(Map<Path, Path> links, Path to, Path from) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        links.put(to.resolve(entry.getFileName().toString()), entry);
      }
    }
  }

  /** Returns the files of our extension, by their places in its folder. */
  static Map<String, String> extension(String command, Path folder) {
    return Map.of(
        "gemini-extension.json",
        json("name", "exec-session", "version", "1.0.0"),
        // Where extensions must be allowed one by one, one without a source ends the start.
        ".gemini-extension-install.json",
        json("source", folder.toString(), "type", "local"),
        "hooks/hooks.json",
        json("hooks", Map.of("BeforeTool", AgentSettings.geminiHooks(command))));
  }

  private static String json(Object... keysAndValues) {
    return Json.pretty(AgentSettings.object(keysAndValues));
  }
}

package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonEdit;
import dev.execsession.json.JsonException;
import dev.execsession.problem.StopException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hooks in an agent's settings for a project: what runs when a person sends a prompt. Agents
 * write permissions and choices into the same files, so only the hooks in them are compared.
 */
public final class HookSettings {
  /** Takes the place of a digest when the prompt hook is not installed. */
  public static final String NOT_INSTALLED = "-";

  private HookSettings() {}

  /** Returns the digest of all hooks of the project; {@link #NOT_INSTALLED} without our own. */
  public static String digest(Agent agent, Path root) {
    if (!isInstalled(agent, root)) {
      return NOT_INSTALLED;
    }
    StringBuilder all = new StringBuilder();
    for (String file : files(agent)) {
      all.append(file).append('\n').append(hooks(root, file)).append('\n');
    }
    return TextFile.digest(all.toString()).substring(0, 32);
  }

  /** Returns whether each hook of an installation is there. */
  static boolean isInstalled(Agent agent, Path root) {
    int found = 0;
    for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
      if (!(piece instanceof SettingsPiece.Items items)
          || !items.path().get(0).equals(AgentSettings.HOOKS)) {
        continue;
      }
      found++;
      try {
        String text = TextFile.read(root, items.file());
        boolean here = false;
        for (Object entry : text == null ? List.of() : JsonEdit.items(text, items.path())) {
          here |= AgentSettings.isOwnHook(entry, agent);
        }
        if (!here) {
          return false;
        }
      } catch (JsonException | StopException e) {
        return false;
      }
    }
    return found > 1;
  }

  private static String hooks(Path root, String file) {
    try {
      String text = TextFile.read(root, file);
      if (text == null) {
        return "";
      }
      if (!file.endsWith(".json")) {
        return text;
      }
      Object hooks = Json.parseObject(text).get(AgentSettings.HOOKS);
      return hooks == null ? "" : Json.compact(hooks);
    } catch (JsonException | StopException e) {
      return "unreadable";
    }
  }

  private static List<String> files(Agent agent) {
    Set<String> files = new TreeSet<>(ALSO.getOrDefault(agent, List.of()));
    for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
      if (piece.file().endsWith(".json")) {
        files.add(piece.file());
      }
    }
    return new ArrayList<>(files);
  }

  private static final Map<Agent, List<String>> ALSO =
      Map.of(
          Agent.CLAUDE, List.of(".claude/settings.json"),
          Agent.CODEX, List.of(".codex/config.toml"));
}

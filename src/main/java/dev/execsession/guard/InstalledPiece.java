package dev.execsession.guard;

import dev.execsession.json.Json;
import dev.execsession.json.JsonEdit;
import dev.execsession.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's settings in a worktree have of one piece of an installation.
 *
 * @param name the agent's event, or the name of the file
 * @param hooks our hooks in it
 */
record InstalledPiece(String name, State state, List<Hook> hooks) {
  InstalledPiece {
    hooks = List.copyOf(hooks);
  }

  /** How it compares with what an installation writes now. */
  enum State {
    MISSING,
    DIFFERS,
    CURRENT
  }

  /**
   * A hook as configured.
   *
   * @param command null if nothing here can run it
   */
  record Hook(String event, @Nullable String matcher, @Nullable String command) {
    boolean isFor(String wantedEvent, String tool) {
      if (!event.equals(wantedEvent)) {
        return false;
      }
      try {
        return matcher == null
            || matcher.isEmpty()
            || matcher.equals("*")
            || Pattern.compile(matcher).matcher(tool).matches();
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
  }

  /** Returns every piece of an installation, but for the agent's own deny rules. */
  static List<InstalledPiece> read(Agent agent, Path root, Map<String, String> environment) {
    List<InstalledPiece> found = new ArrayList<>();
    for (SettingsPiece piece : AgentSettings.of(agent, "", List.of())) {
      String text = TextFile.read(root, piece.file());
      found.add(
          piece instanceof SettingsPiece.Items items
              ? ofItems(agent, items, text)
              : ofFile(agent, piece.file(), text, root, environment));
    }
    return found;
  }

  private static InstalledPiece ofItems(
      Agent agent, SettingsPiece.Items items, @Nullable String text) {
    String event = items.path().get(items.path().size() - 1);
    List<@Nullable Object> own = new ArrayList<>();
    List<Hook> hooks = new ArrayList<>();
    String command = "";
    try {
      for (Object entry : text == null ? List.of() : JsonEdit.items(text, items.path())) {
        Optional<String> ours = AgentSettings.ownCommand(entry, agent);
        if (entry instanceof Map<?, ?> map && ours.isPresent()) {
          command = ours.get();
          own.add(entry);
          hooks.add(
              new Hook(event, map.get("matcher") instanceof String word ? word : null, command));
        }
      }
      return new InstalledPiece(event, state(own, expected(agent, items, command)), hooks);
    } catch (JsonException e) {
      // An agent that cannot read its settings runs no hook.
      return new InstalledPiece(event, State.MISSING, List.of());
    }
  }

  private static InstalledPiece ofFile(
      Agent agent, String file, @Nullable String text, Path root, Map<String, String> environment) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (text == null) {
      return new InstalledPiece(name, State.MISSING, List.of());
    }
    Optional<String> command =
        agent == Agent.OPENCODE ? OpencodePlugin.command(text) : Optional.empty();
    List<Hook> hooks =
        command.isEmpty()
            ? List.of()
            : List.of(
                new Hook(
                    OpencodePlugin.EVENT,
                    null,
                    OpencodePlugin.driver(root.resolve(file), environment).orElse(null)));
    boolean same =
        pieces(agent, command.orElse("")).stream()
            .anyMatch(
                piece ->
                    piece instanceof SettingsPiece.Whole whole
                        && whole.file().equals(file)
                        && whole.text().equals(text));
    return new InstalledPiece(name, same ? State.CURRENT : State.DIFFERS, hooks);
  }

  private static State state(List<@Nullable Object> own, List<@Nullable Object> expected) {
    return own.isEmpty() ? State.MISSING : own.equals(expected) ? State.CURRENT : State.DIFFERS;
  }

  /** Returns the items that an installation writes in this place, as they are read again. */
  private static List<@Nullable Object> expected(
      Agent agent, SettingsPiece.Items place, String command) throws JsonException {
    List<@Nullable Object> expected = new ArrayList<>();
    for (SettingsPiece piece : pieces(agent, command)) {
      if (piece instanceof SettingsPiece.Items items
          && items.file().equals(place.file())
          && items.path().equals(place.path())) {
        for (Object item : items.items()) {
          expected.add(Json.parse(Json.compact(item)));
        }
      }
    }
    return expected;
  }

  /** Returns the pieces with the launcher that an installed command starts. */
  private static List<SettingsPiece> pieces(Agent agent, String command) {
    return AgentSettings.of(agent, AgentSettings.launcher(command), List.of());
  }
}

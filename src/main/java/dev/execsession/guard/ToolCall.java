package dev.execsession.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an agent is about to do. */
sealed interface ToolCall {
  /** Writes, moves or deletes these files. */
  record Edit(List<String> paths) implements ToolCall {
    public Edit {
      paths = List.copyOf(paths);
    }
  }

  /** Runs a shell command. */
  record Shell(String command) implements ToolCall {}

  /** Does something that the guard does not judge. */
  record Other() implements ToolCall {}

  /** Has an unknown form. */
  record Unknown(String why) implements ToolCall {}

  /** The tools of all agents that write files, in lower case without dashes. */
  Set<String> EDITING =
      Set.of(
          "write",
          "edit",
          "multiedit",
          "notebookedit",
          "editnotebook",
          "writefile",
          "editfile",
          "createfile",
          "deletefile",
          "create",
          "delete",
          "replace",
          "strreplace",
          "strreplaceeditor",
          "searchreplace",
          "applypatch");

  /** The tools of all agents that run commands. */
  Set<String> SHELLS =
      Set.of(
          "bash",
          "shell",
          "powershell",
          "runshellcommand",
          "execcommand",
          "localshell",
          "terminal");

  /** Parts of the names that servers choose for their tools. */
  List<String> SOUNDS =
      List.of("write", "edit", "create", "delete", "move", "rename", "patch", "replace");

  /** The fields that name a file, in every spelling. */
  List<String> PATHS =
      List.of(
          "file_path",
          "filePath",
          "path",
          "notebook_path",
          "notebookPath",
          "target_file",
          "target_notebook",
          "absolute_path",
          "old_path",
          "new_path",
          "source",
          "destination");

  /** Classifies a tool call. */
  static ToolCall of(String tool, Map<?, ?> input) {
    String name = plain(tool);
    if (SHELLS.contains(name)) {
      return shell(input);
    }
    boolean edits = EDITING.contains(name);
    if (name.equals("strreplaceeditor") && "view".equals(input.get("command"))) {
      return new Other();
    }
    List<String> paths = new ArrayList<>();
    if (!collect(input, paths)) {
      return new Unknown("a path of `" + tool + "` is not a string");
    }
    if (name.equals("applypatch")) {
      for (Object value : input.values()) {
        if (value instanceof String patch) {
          paths.addAll(PatchEnvelope.paths(patch));
        }
      }
    }
    if (edits) {
      return paths.isEmpty()
          ? new Unknown("`" + tool + "` has no known field that names a file")
          : new Edit(paths);
    }
    return soundsLikeEditing(name) && !paths.isEmpty() ? new Edit(paths) : new Other();
  }

  /** Returns a tool's name in lower case without dashes. */
  static String plain(String tool) {
    return tool.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static boolean soundsLikeEditing(String name) {
    for (String sound : SOUNDS) {
      if (name.contains(sound)) {
        return true;
      }
    }
    return false;
  }

  /** Classifies a shell command, which may contain a patch. */
  static ToolCall shell(Map<?, ?> input) {
    Object command = input.get("command");
    if (command instanceof String text) {
      return new Shell(text);
    }
    List<String> words = command instanceof List<?> list ? texts(list) : null;
    if (words == null) {
      return new Unknown("a command is not a string");
    }
    boolean script = words.size() == 3 && ShellRule.isScriptOption(words.get(1));
    return new Shell(script ? words.get(2) : String.join(" ", words));
  }

  /** Returns the items if all are strings, else null. */
  private static @Nullable List<String> texts(List<?> items) {
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }

  private static boolean collect(Map<?, ?> input, List<String> paths) {
    for (String field : PATHS) {
      @Nullable Object value = input.get(field);
      if (value instanceof String path) {
        paths.add(path);
      } else if (value != null) {
        return false;
      }
    }
    if (input.get("edits") instanceof List<?> edits) {
      for (Object edit : edits) {
        if (edit instanceof Map<?, ?> map && !collect(map, paths)) {
          return false;
        }
      }
    }
    return true;
  }
}

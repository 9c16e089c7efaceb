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

  /** Runs a text in a shell. */
  record Shell(String command) implements ToolCall {}

  /** Does what the guard has nothing to say about. */
  record Other() implements ToolCall {}

  /** Comes in a shape that is not known here. */
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

  /** The fields that name a file, whoever spells them. */
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

  /** Gives what a tool is called for. */
  static ToolCall of(String tool, Map<?, ?> input) {
    String name = tool.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    if (SHELLS.contains(name)) {
      return shell(input);
    }
    boolean edits = EDITING.contains(name);
    if (name.equals("strreplaceeditor") && "view".equals(input.get("command"))) {
      return new Other();
    }
    List<String> paths = new ArrayList<>();
    if (!collect(input, paths)) {
      return new Unknown("a path of `" + tool + "` is not a text");
    }
    if (name.equals("applypatch")) {
      input.values().stream()
          .filter(String.class::isInstance)
          .forEach(patch -> paths.addAll(PatchEnvelope.paths((String) patch)));
    }
    if (edits) {
      return paths.isEmpty()
          ? new Unknown("`" + tool + "` names no file in any way that is known here")
          : new Edit(paths);
    }
    // Tools of servers are named by whoever wrote them.
    boolean soundsLikeIt = name.matches(".*(write|edit|create|delete|move|rename|patch|replace).*");
    return soundsLikeIt && !paths.isEmpty() ? new Edit(paths) : new Other();
  }

  /** Gives what a command line is, which may bring a patch along. */
  static ToolCall shell(Map<?, ?> input) {
    Object command = input.get("command");
    if (command instanceof List<?> words && words.stream().allMatch(String.class::isInstance)) {
      List<String> texts = words.stream().map(String.class::cast).toList();
      boolean script = texts.size() == 3 && texts.get(1).matches("-[a-z]*c");
      return new Shell(script ? texts.get(2) : String.join(" ", texts));
    }
    return command instanceof String text
        ? new Shell(text)
        : new Unknown("a command is not a text");
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

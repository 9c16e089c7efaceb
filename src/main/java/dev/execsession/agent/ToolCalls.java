package dev.execsession.agent;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes tool calls of all agents for people. */
final class ToolCalls {
  private static final String[] PATHS = {
    "file_path", "filePath", "path", "notebook_path", "absolute_path", "target_file"
  };
  private static final List<String> EDITS =
      List.of("edit", "write", "create", "replace", "patch", "insert", "delete", "file_change");

  private ToolCalls() {}

  static Activity activity(String tool, Map<?, ?> input) {
    Object command = input.containsKey("command") ? input.get("command") : input.get("cmd");
    String path = Tree.first(input, PATHS);
    String lower = tool.toLowerCase(Locale.ROOT);
    boolean edits = EDITS.stream().anyMatch(lower::contains);
    if (edits && !path.isEmpty()) {
      return new Activity(Activity.Kind.EDIT, path);
    }
    if (command instanceof String line && path.isEmpty()) {
      return new Activity(Activity.Kind.RUN, line);
    }
    if (command instanceof List<?> words) {
      return new Activity(
          Activity.Kind.RUN, words.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    return path.isEmpty()
        ? new Activity(Activity.Kind.TOOL, tool)
        : new Activity(Activity.Kind.READ, path);
  }
}

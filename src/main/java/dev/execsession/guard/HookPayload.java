package dev.execsession.guard;

import dev.execsession.json.JsonException;
import dev.execsession.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent's input to its hook. Parsed strictly: two parsers of the same text must not see
 * different paths.
 *
 * @param folders the agent's working folders; relative paths are relative to the first
 * @param id the agent's id of this call; null if it has none
 * @param tool the tool's name; null if it has none
 * @param fields the whole input; empty if it is not an object
 */
record HookPayload(
    ToolCall call,
    List<Path> folders,
    @Nullable String id,
    @Nullable String tool,
    Map<?, ?> fields) {
  /** Larger than any tool's input. */
  static final int LARGEST = 10 << 20;

  HookPayload {
    folders = List.copyOf(folders);
  }

  private static HookPayload unknown(String why) {
    return new HookPayload(new ToolCall.Unknown(why), List.of(), null, null, Map.of());
  }

  /** Reads a payload; unreadable input becomes an unknown call. */
  static HookPayload read(InputStream in) {
    try {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return unknown("the hook's input is larger than 10 MiB");
      }
      return of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return unknown("the hook's input cannot be read");
    }
  }

  private static HookPayload of(String text) {
    try {
      if (!(JsonText.parse(text).tree() instanceof Map<?, ?> payload)) {
        return unknown("the hook's input is not a JSON object");
      }
      List<Path> folders = new ArrayList<>();
      return add(folders, payload.get("cwd")) && addAll(folders, payload.get("workspace_roots"))
          ? new HookPayload(call(payload), folders, id(payload), tool(payload), payload)
          : unknown("the hook's input has an invalid folder");
    } catch (JsonException e) {
      return unknown("the hook's input is not JSON: " + e.getMessage());
    }
  }

  private static boolean addAll(List<Path> folders, @Nullable Object value) {
    if (value == null) {
      return true;
    }
    if (!(value instanceof List<?> roots)) {
      return false;
    }
    for (Object root : roots) {
      if (!add(folders, root)) {
        return false;
      }
    }
    return true;
  }

  private static boolean add(List<Path> folders, @Nullable Object value) {
    if (value == null) {
      return true;
    }
    try {
      return value instanceof String text && folders.add(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static ToolCall call(Map<?, ?> payload) {
    Object tool = either(payload, "tool_name", "toolName");
    Object input = either(payload, "tool_input", "toolArgs");
    if (tool == null && "beforeShellExecution".equals(payload.get("hook_event_name"))) {
      return ToolCall.shell(payload);
    }
    if (input instanceof String text) {
      try {
        input = JsonText.parse(text).tree();
      } catch (JsonException e) {
        return new ToolCall.Unknown("the tool's arguments are not JSON: " + e.getMessage());
      }
    }
    if (!(tool instanceof String name)) {
      return new ToolCall.Unknown("the hook's input has no tool name");
    }
    return input instanceof Map<?, ?> map
        ? ToolCall.of(name, map)
        : new ToolCall.Unknown("the hook's input has no tool arguments");
  }

  /** Returns the tool's input as the agent sent it; null if it is not an object. */
  @Nullable Map<?, ?> input() {
    return either(fields, "tool_input", "toolArgs") instanceof Map<?, ?> map ? map : null;
  }

  /** Returns the agent's id of the conversation; null if it has none. */
  @Nullable String session() {
    return either(fields, "session_id", "sessionId") instanceof String id && !id.isEmpty()
        ? id
        : null;
  }

  private static @Nullable String tool(Map<?, ?> payload) {
    return either(payload, "tool_name", "toolName") instanceof String name ? name : null;
  }

  private static @Nullable String id(Map<?, ?> payload) {
    return payload.get("tool_use_id") instanceof String id ? id : null;
  }

  private static @Nullable Object either(Map<?, ?> payload, String snake, String camel) {
    Object value = payload.get(snake);
    return value == null ? payload.get(camel) : value;
  }
}

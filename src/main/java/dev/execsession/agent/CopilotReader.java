package dev.execsession.agent;

import java.util.Map;

/** Reads the lines of {@code copilot --output-format json}, version 1.0. */
final class CopilotReader implements StreamReader {
  @Override
  public void read(Map<?, ?> event, Found found) {
    Map<?, ?> data = Tree.object(event, "data");
    String type = Tree.text(event, "type");
    found.reported = true;
    switch (type) {
      case "assistant.message" -> found.said(Tree.text(data, "content"));
      case "tool.execution_start" ->
          found.called(
              Tree.text(data, "toolCallId"),
              Tree.text(data, "toolName"),
              Tree.object(data, "arguments"));
      case "tool.execution_complete" -> {
        if (Tree.text(Tree.object(data, "error"), "code").equals("denied")) {
          found.denied(Tree.text(data, "toolCallId"), Tree.text(data, "toolName"), Map.of());
        }
      }
      case "result" -> result(event, found);
      default -> {
        if (type.endsWith("error")) {
          found.note("reported an error", Tree.error(event.containsKey("data") ? data : event));
        }
      }
    }
  }

  private static void result(Map<?, ?> event, Found found) {
    String id = Tree.text(event, "sessionId");
    found.conversation = id.isEmpty() ? found.conversation : id;
    found.complete = !(event.get("exitCode") instanceof Number exit) || exit.intValue() == 0;
  }
}

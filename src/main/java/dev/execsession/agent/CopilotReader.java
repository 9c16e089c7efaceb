package dev.execsession.agent;

import java.util.Map;

/** Reads the lines of {@code copilot --output-format json}, version 1.0, and its file of usage. */
final class CopilotReader implements StreamReader {
  private int turns;

  @Override
  public void read(Map<?, ?> event, Found found) {
    Map<?, ?> data = Tree.object(event, "data");
    switch (Tree.text(event, "type")) {
      case "assistant.turn_start" -> turns++;
      case "assistant.message" -> {
        found.reported = true;
        String model = Tree.text(data, "model");
        found.model = model.isEmpty() ? found.model : model;
        found.said(Tree.text(data, "content"));
      }
      case "tool.execution_start" ->
          found.called(
              Tree.text(data, "toolCallId"),
              Tree.text(data, "toolName"),
              Tree.object(data, "arguments"));
      case "tool.execution_complete" -> {
        // It has no name: the call is known by its id.
        if (Tree.text(Tree.object(data, "error"), "code").equals("denied")) {
          found.denied(Tree.text(data, "toolCallId"), "", Map.of());
        }
      }
      case "assistant.turn_retry" -> found.retries(Tree.text(data, "reason"));
      case "model.call_failure" -> found.complained(Tree.text(data, "errorMessage"));
      case "session.error" -> found.fail("failed", Tree.error(data));
      case "result" -> result(event, found);
      default -> {}
    }
  }

  private void result(Map<?, ?> event, Found found) {
    found.reported = true;
    String id = Tree.text(event, "sessionId");
    found.conversation = id.isEmpty() ? found.conversation : id;
    // A session that was stopped ends with 0, too: only one without a failure is complete.
    found.complete = !(event.get("exitCode") instanceof Number exit) || exit.intValue() == 0;
    found.usedInAll(new Usage(turns, null, null, null));
  }

  @Override
  public void usageFile(Map<?, ?> file, Found found) {
    Usage sum = Usage.NONE;
    for (Object metrics : Tree.object(file, "modelMetrics").values()) {
      Map<?, ?> usage = Tree.object(Tree.object(metrics), "usage");
      sum =
          sum.plus(
              new Usage(
                  null,
                  Tree.number(usage, "inputTokens"),
                  Tree.number(usage, "outputTokens"),
                  null));
    }
    found.usedInConversation(new Usage(turns, sum.inputTokens(), sum.outputTokens(), null));
  }

  @Override
  public void text(String line, Found found) {
    found.unknownConversation |= line.contains("No session, task, or name matched");
  }
}

package dev.execsession.agent;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code json} and {@code stream-json} of Gemini CLI 0.61, and goose's {@code json}, whose
 * errors have the same form.
 */
final class GeminiReader implements StreamReader {
  private static final Pattern RETRY = Pattern.compile("^Attempt \\d+ failed with status \\d+");

  private final StringBuilder message = new StringBuilder();

  @Override
  public void read(Map<?, ?> event, Found found) {
    switch (Tree.text(event, "type")) {
      case "init" -> {
        found.conversation = Tree.text(event, "session_id");
        found.model = Tree.text(event, "model");
      }
      case "message" -> message(event, found);
      case "tool_use" ->
          found.called(
              Tree.text(event, "tool_id"),
              Tree.text(event, "tool_name"),
              Tree.object(event, "parameters"));
      case "tool_result" -> result(event, found);
      case "error" -> found.complained(Tree.error(event));
      case "result" -> end(event, found);
      default -> whole(event, found);
    }
  }

  /** Joins the pieces of a message; a tool call ends it. */
  private void message(Map<?, ?> event, Found found) {
    if (Tree.text(event, "role").equals("assistant")) {
      message.append(Tree.text(event, "content"));
      found.message = message.toString();
    }
  }

  private void result(Map<?, ?> event, Found found) {
    flush(found);
    Map<?, ?> error = Tree.object(event, "error");
    boolean denied =
        Tree.text(error, "type").equals("policy_violation")
            || Tree.text(error, "message").startsWith("Path not in workspace");
    if (denied) {
      found.denied(Tree.text(event, "tool_id"), Tree.text(event, "tool_name"), Map.of());
    }
  }

  private void flush(Found found) {
    found.said(message.toString());
    message.setLength(0);
  }

  private void end(Map<?, ?> event, Found found) {
    flush(found);
    found.reported = true;
    found.complete = Tree.text(event, "status").equals("success");
    if (!found.complete) {
      found.fail("reported an error", Tree.error(event.get("error")));
    }
    Map<?, ?> stats = Tree.object(event, "stats");
    Map<?, ?> models = Tree.object(stats, "models");
    if (models.size() == 1) {
      found.model = String.valueOf(models.keySet().iterator().next());
    }
    found.usedInAll(
        new Usage(
            null, Tree.number(stats, "input_tokens"), Tree.number(stats, "output_tokens"), null));
  }

  /** Reads the one object of the format {@code json}. */
  private void whole(Map<?, ?> event, Found found) {
    Object error = event.get("error");
    if (error != null && !Boolean.FALSE.equals(error)) {
      found.fail("reported an error", Tree.error(error));
    }
    found.reported = true;
    found.complete |= event.containsKey("response");
    if (event.get("response") instanceof String text && !text.isBlank()) {
      found.message = text;
    }
    String id = Tree.text(event, "session_id");
    found.conversation = id.isEmpty() ? found.conversation : id;
  }

  @Override
  public void text(String line, Found found) {
    found.unknownConversation |= line.startsWith("Error resuming session");
    Matcher retry = RETRY.matcher(line);
    if (retry.find()) {
      found.retries(line);
    }
  }
}

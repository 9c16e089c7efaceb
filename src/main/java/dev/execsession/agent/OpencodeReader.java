package dev.execsession.agent;

import java.util.Map;

/** Reads the lines of {@code opencode run --format json}, version 1.18. */
final class OpencodeReader implements StreamReader {
  private int steps;

  @Override
  public void read(Map<?, ?> event, Found found) {
    String id = Tree.text(event, "sessionID");
    found.conversation = id.isEmpty() ? found.conversation : id;
    Map<?, ?> part = Tree.object(event, "part");
    switch (Tree.text(event, "type")) {
      case "step_start" -> found.complete = false;
      case "text" -> found.said(Tree.text(part, "text"));
      case "tool_use", "tool" -> tool(part, found);
      case "step_finish" -> step(part, found);
      case "error" -> found.fail("reported an error", Tree.error(event.get("error")));
      default -> {}
    }
  }

  private static void tool(Map<?, ?> part, Found found) {
    Map<?, ?> state = Tree.object(part, "state");
    String id = Tree.text(part, "callID");
    String tool = Tree.text(part, "tool");
    Map<?, ?> input = Tree.object(state, "input");
    found.called(id, tool, input);
    if (Tree.text(state, "status").equals("error") && isDenial(Tree.error(state.get("error")))) {
      found.denied(id, tool, input);
    }
  }

  private static boolean isDenial(String error) {
    return error.contains("rule which prevents")
        || error.contains("rejected permission")
        || error.contains("exec-session");
  }

  @Override
  public void text(String line, Found found) {
    found.unknownConversation |= line.contains("Session not found");
  }

  private void step(Map<?, ?> part, Found found) {
    steps++;
    found.reported = true;
    found.complete = Tree.text(part, "reason").equals("stop");
    Map<?, ?> tokens = Tree.object(part, "tokens");
    Map<?, ?> cache = Tree.object(tokens, "cache");
    Long input = Tree.sum(tokens, "input");
    Long cached = Tree.sum(cache, "read", "write");
    found.used(
        "step " + steps,
        new Usage(
            1,
            input == null ? cached : Long.valueOf(input + (cached == null ? 0 : cached)),
            Tree.sum(tokens, "output", "reasoning"),
            Tree.amount(part, "cost")));
  }
}

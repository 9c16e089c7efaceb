package dev.execsession.agent;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of {@code codex exec --json}, version 0.171. */
final class CodexReader implements StreamReader {
  /** What was denied is only on standard error. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "codex_core::tools::router: error="
              + "(Command blocked by PreToolUse hook: (.*?)(\\. Command: (.*))?|patch rejected: .*)$");

  /** How our guard denies an edit. */
  private static final Pattern EDIT = Pattern.compile("^exec-session: .* may not edit `([^`]+)`");

  private static final Pattern SHELL = Pattern.compile("(?s)^/\\S*sh -l?c '(.*)'$");

  private final Clock clock;

  CodexReader(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void read(Map<?, ?> event, Found found) {
    switch (Tree.text(event, "type")) {
      case "thread.started" -> found.conversation = Tree.text(event, "thread_id");
      case "turn.started" -> found.complete = false;
      case "item.started", "item.completed" -> item(Tree.object(event, "item"), found);
      case "turn.completed" -> {
        found.reported = true;
        found.complete = true;
        Map<?, ?> usage = Tree.object(event, "usage");
        // Input tokens include cached ones, output tokens include reasoning.
        found.usedInConversation(
            new Usage(
                null,
                Tree.number(usage, "input_tokens"),
                Tree.number(usage, "output_tokens"),
                null));
      }
      case "turn.failed" -> fail(Tree.error(event.get("error")), found);
      case "error" -> {
        String why = Tree.error(event);
        if (why.startsWith("Reconnecting")) {
          found.retries(why);
        } else {
          found.complained(why);
        }
      }
      default -> {}
    }
  }

  @Override
  public void text(String line, Found found) {
    found.unknownConversation |= line.contains("no rollout found for thread id");
    Matcher refused = REFUSED.matcher(line);
    if (refused.find()) {
      denied(refused, line, found);
    }
  }

  private static void denied(Matcher refused, String line, Found found) {
    String reason = refused.group(2);
    String command = refused.group(4);
    Matcher edit = EDIT.matcher(reason == null ? "" : reason);
    if (edit.find()) {
      found.denied(line, "edit", Map.of("path", edit.group(1)));
    } else if (command != null) {
      found.denied(line, "command", Map.of("command", command));
    } else {
      found.denied(refused.group(1));
    }
  }

  private void fail(String why, Found found) {
    found.fail("failed", why);
    found.retryAt =
        found.retryAt == null
            ? Resets.in(why, ZonedDateTime.now(clock)).orElse(null)
            : found.retryAt;
  }

  private static void item(Map<?, ?> item, Found found) {
    String id = Tree.text(item, "id");
    String status = Tree.text(item, "status");
    switch (Tree.text(item, "type")) {
      case "agent_message" -> found.said(Tree.text(item, "text"));
      case "command_execution" -> {
        String line = SHELL.matcher(Tree.text(item, "command")).replaceFirst("$1");
        found.called(id, "command", Map.of("command", line));
        if (status.equals("declined")
            || (status.equals("failed") && item.get("exit_code") == null)) {
          found.denied(id, "command", item);
        }
      }
      case "file_change" -> {
        for (Object change : Tree.list(item, "changes")) {
          Map<?, ?> one = Tree.object(change);
          String part = id + " " + Tree.text(one, "path");
          found.called(part, "file_change", one);
          if (status.equals("failed") || status.equals("declined")) {
            found.denied(part, "edit", one);
          }
        }
      }
      case "mcp_tool_call" -> found.called(id, Tree.text(item, "tool"), Map.of());
      // Items of type error are warnings about models and hooks.
      default -> {}
    }
  }
}

package dev.execsession.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code json} and {@code stream-json} of Claude Code 2.1, and of Cursor's agent, which
 * prints the same events.
 */
final class ClaudeReader implements StreamReader {
  /** {@code Claude AI usage limit reached|1736530800}, with the reset in seconds since 1970. */
  private static final Pattern LIMIT = Pattern.compile("limit reached\\|(\\d{9,11})\\b");

  private static final Pattern DENIED =
      Pattern.compile("^exec-session: |requires approval|haven't granted|been denied");

  private static final String GONE = "No conversation found with session ID";

  @Override
  public void read(Map<?, ?> event, Found found) {
    String id = Tree.text(event, "session_id");
    found.conversation = id.isEmpty() ? found.conversation : id;
    switch (Tree.text(event, "type")) {
      case "system" -> system(event, found);
      case "assistant" -> assistant(Tree.object(event, "message"), found);
      case "user" -> results(Tree.object(event, "message"), found);
      case "rate_limit_event" -> limit(Tree.object(event, "rate_limit_info"), found);
      case "result" -> result(event, found);
      default -> {}
    }
  }

  private static void system(Map<?, ?> event, Found found) {
    String model = Tree.text(event, "model");
    found.model = model.isEmpty() ? found.model : model;
    if (Tree.text(event, "subtype").equals("api_retry")) {
      Long status = Tree.number(event, "error_status");
      String why =
          (status == null ? "the model" : "HTTP " + status)
              + (event.get("error") == null ? "" : " " + Tree.error(event.get("error")));
      found.retries(why);
      found.complained(why);
    }
  }

  private static void assistant(Map<?, ?> message, Found found) {
    String id = Tree.text(message, "id");
    for (Object item : Tree.list(message, "content")) {
      Map<?, ?> block = Tree.object(item);
      switch (Tree.text(block, "type")) {
        case "text" -> found.said(Tree.text(block, "text"));
        case "tool_use" -> {
          // The tool that returns the structured answer is not work.
          if (!Tree.text(block, "name").equals("StructuredOutput")) {
            found.called(
                Tree.text(block, "id"), Tree.text(block, "name"), Tree.object(block, "input"));
          }
        }
        default -> {}
      }
    }
    if (!id.isEmpty() && message.get("usage") instanceof Map<?, ?> usage) {
      found.used(id, usage(usage, null, null));
    }
  }

  /** Finds denials as they happen; the final event lists them again. */
  private static void results(Map<?, ?> message, Found found) {
    for (Object item : Tree.list(message, "content")) {
      Map<?, ?> result = Tree.object(item);
      boolean denied =
          Boolean.TRUE.equals(result.get("is_error"))
              && DENIED.matcher(Tree.text(result, "content")).find();
      if (denied) {
        found.denied(Tree.text(result, "tool_use_id"), "", Map.of());
      }
    }
  }

  private static Usage usage(Map<?, ?> usage, @Nullable Integer turns, @Nullable Double cost) {
    return new Usage(
        turns,
        Tree.sum(usage, "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"),
        Tree.number(usage, "output_tokens"),
        cost);
  }

  private static void limit(Map<?, ?> info, Found found) {
    Long resets = Tree.number(info, "resetsAt");
    if (Tree.text(info, "status").equals("rejected") && resets != null) {
      found.retryAt = Instant.ofEpochSecond(resets);
    }
  }

  private static void result(Map<?, ?> event, Found found) {
    found.reported = true;
    String subtype = Tree.text(event, "subtype");
    String words = Tree.text(event, "result");
    found.complete = subtype.equals("success");
    if (event.get("structured_output") instanceof Map<?, ?> structured) {
      found.result = Structured.of(structured);
    }
    if (Boolean.TRUE.equals(event.get("is_error"))) {
      String why = words.isBlank() ? errors(event) : words;
      found.unknownConversation = why.contains(GONE);
      found.fail("reported an error", why.isEmpty() ? subtype : why);
    } else if (subtype.startsWith("error")) {
      found.fail("ended early", subtype);
    } else if (!words.isBlank() && found.result == null) {
      found.message = words;
    }
    Matcher limit = LIMIT.matcher(words);
    if (limit.find()) {
      found.retryAt = Instant.ofEpochSecond(Long.parseLong(limit.group(1)));
    }
    Long turns = Tree.number(event, "num_turns");
    Double cost = Tree.amount(event, "total_cost_usd");
    if (turns != null || cost != null) {
      Usage whole =
          usage(Tree.object(event, "usage"), turns == null ? null : Math.toIntExact(turns), cost);
      found.usedInAll(whole);
    }
    for (Object item : Tree.list(event, "permission_denials")) {
      Map<?, ?> denial = Tree.object(item);
      found.denied(
          Tree.text(denial, "tool_use_id"),
          Tree.text(denial, "tool_name"),
          Tree.object(denial, "tool_input"));
    }
  }

  private static String errors(Map<?, ?> event) {
    List<String> errors =
        Tree.list(event, "errors").stream().map(Tree::error).filter(one -> !one.isEmpty()).toList();
    return String.join("; ", errors);
  }
}

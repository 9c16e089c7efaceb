package dev.execsession.testing;

import dev.execsession.json.Json;
import dev.execsession.testing.ScriptedModel.Step;
import dev.execsession.testing.ScriptedModel.Step.Call;
import dev.execsession.testing.ScriptedModel.Step.Say;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The APIs by which agents ask their models; an answer is one stream of events. */
enum ModelApi {
  ANTHROPIC {
    @Override
    String answer(Step step, String id) {
      Map<String, ?> block =
          step instanceof Call call
              ? map("type", "tool_use", "id", id, "name", call.tool(), "input", Map.of())
              : map("type", "text", "text", "");
      Map<String, ?> delta =
          step instanceof Call call
              ? map("type", "input_json_delta", "partial_json", Json.compact(call.arguments()))
              : map("type", "text_delta", "text", ((Say) step).text());
      Map<String, ?> message =
          map(
              "id",
              id,
              "type",
              "message",
              "role",
              "assistant",
              "model",
              MODEL,
              "content",
              List.of(),
              "usage",
              map("input_tokens", READ, "output_tokens", 1));
      return event("message_start", "message", message)
          + event("content_block_start", "index", 0, "content_block", block)
          + event("content_block_delta", "index", 0, "delta", delta)
          + event("content_block_stop", "index", 0)
          + event(
              "message_delta",
              "delta",
              map("stop_reason", step instanceof Call ? "tool_use" : "end_turn"),
              "usage",
              map("output_tokens", WRITTEN))
          + event("message_stop");
    }
  },

  RESPONSES {
    @Override
    String answer(Step step, String id) {
      Map<String, ?> item =
          step instanceof Call call
              ? map(
                  "type",
                  "function_call",
                  "id",
                  "fc" + id,
                  "call_id",
                  id,
                  "name",
                  call.tool(),
                  "arguments",
                  Json.compact(call.arguments()))
              : map(
                  "type",
                  "message",
                  "id",
                  id,
                  "role",
                  "assistant",
                  "content",
                  List.of(map("type", "output_text", "text", ((Say) step).text())));
      Map<String, ?> usage =
          map("input_tokens", READ, "output_tokens", WRITTEN, "total_tokens", READ + WRITTEN);
      return event("response.created", "response", map("id", "r" + id))
          + event("response.output_item.done", "output_index", 0, "item", item)
          + event("response.completed", "response", map("id", "r" + id, "usage", usage));
    }
  },

  CHAT {
    @Override
    String answer(Step step, String id) {
      Map<String, ?> delta =
          step instanceof Call call
              ? map(
                  "role",
                  "assistant",
                  "tool_calls",
                  List.of(
                      map(
                          "index",
                          0,
                          "id",
                          id,
                          "type",
                          "function",
                          "function",
                          map("name", call.tool(), "arguments", Json.compact(call.arguments())))))
              : map("role", "assistant", "content", ((Say) step).text());
      String reason = step instanceof Call ? "tool_calls" : "stop";
      Map<String, ?> usage =
          map("prompt_tokens", READ, "completion_tokens", WRITTEN, "total_tokens", READ + WRITTEN);
      return chunk(id, List.of(map("index", 0, "delta", delta)), Map.of())
          + chunk(
              id, List.of(map("index", 0, "delta", Map.of(), "finish_reason", reason)), Map.of())
          + chunk(id, List.of(), usage)
          + "data: [DONE]\n\n";
    }

    private String chunk(String id, List<?> choices, Map<String, ?> usage) {
      Map<String, Object> chunk =
          map("id", id, "object", "chat.completion.chunk", "model", MODEL, "choices", choices);
      if (!usage.isEmpty()) {
        chunk.put("usage", usage);
      }
      return "data: " + Json.compact(chunk) + "\n\n";
    }
  },

  GEMINI {
    @Override
    String answer(Step step, String id) {
      Map<String, ?> part =
          step instanceof Call call
              ? map("functionCall", map("id", id, "name", call.tool(), "args", call.arguments()))
              : map("text", ((Say) step).text());
      Map<String, ?> usage =
          map("promptTokenCount", READ, "candidatesTokenCount", WRITTEN, "totalTokenCount", 1100);
      Map<String, ?> candidate =
          map("content", map("role", "model", "parts", List.of(part)), "finishReason", "STOP");
      return "data: "
          + Json.compact(
              map("candidates", List.of(candidate), "usageMetadata", usage, "modelVersion", MODEL))
          + "\n\n";
    }
  };

  /** The name of the model. */
  static final String MODEL = "scripted-1";

  /** The tokens that each answer costs. */
  static final int READ = 1000;

  static final int WRITTEN = 100;

  /** Returns the events that answer a request. */
  abstract String answer(Step step, String id);

  private static String event(String type, Object... more) {
    Map<String, Object> data = map("type", type);
    data.putAll(map(more));
    return "event: " + type + "\ndata: " + Json.compact(data) + "\n\n";
  }

  static Map<String, Object> map(@Nullable Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) Objects.requireNonNull(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}

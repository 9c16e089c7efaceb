package dev.execsession.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.execsession.json.Json;
import dev.execsession.testing.ScriptedModel.Step.Fail;
import dev.execsession.testing.ScriptedModel.Step.Say;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A model on loopback that does what a test wrote down: each request of an agent that offers its
 * tools gets the next step, and the last step again and again. Requests without tools, for titles
 * and the like, get a few words.
 */
public final class ScriptedModel implements AutoCloseable {
  private final ModelApi api;
  private final String tool;
  private List<Step> steps;
  private int done;
  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** What the model does. */
  public sealed interface Step {
    /** Calls a tool of the agent. */
    record Call(String tool, Map<String, ?> arguments) implements Step {}

    /** Ends its turn with a message. */
    record Say(String text) implements Step {}

    /** Answers with an HTTP error. */
    record Fail(int status, String message) implements Step {}
  }

  /**
   * @param tool a tool that the agent offers in each request but those for titles
   */
  ScriptedModel(ModelApi api, String tool, List<Step> steps) {
    this.api = api;
    this.tool = tool;
    this.steps = List.copyOf(steps);
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the address without a path. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Does these steps from now on. */
  public synchronized void then(List<Step> others) {
    steps = List.copyOf(others);
    done = 0;
  }

  private synchronized Step next() {
    return steps.get(Math.min(done++, steps.size() - 1));
  }

  /** Returns the bodies of the requests that got a step, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean main =
        body.contains("\"name\":\"" + tool + "\"") && !body.contains("\"responseMimeType\"");
    Step step = new Say("A title");
    if (main) {
      step = next();
      asked.add(body);
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 200, "application/json", "{\"data\":[]}");
    } else if (step instanceof Fail fail) {
      Map<String, ?> error =
          ModelApi.map("type", "invalid_request", "message", fail.message(), "code", fail.status());
      send(
          exchange,
          fail.status(),
          "application/json",
          Json.compact(ModelApi.map("type", "error", "error", error)));
    } else {
      send(exchange, 200, "text/event-stream", api.answer(step, "call_" + asked.size()));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

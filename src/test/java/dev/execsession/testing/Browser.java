package dev.execsession.testing;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one tab, driven by the DevTools protocol. */
public final class Browser implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Process process;
  private final CompletableFuture<String> errors;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final WebSocket socket;
  private int last;
  private @Nullable String session;

  private Browser(Process process, CompletableFuture<String> errors, String address) {
    this.process = process;
    this.errors = errors;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Collector())
            .join();
  }

  /** Starts it with a profile in a folder. */
  public static Browser start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.errorReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = LISTENING.matcher(line);
      if (address.find()) {
        CompletableFuture<String> rest = Aside.text(process.getErrorStream());
        Browser browser = new Browser(process, rest, address.group(1));
        browser.attach();
        return browser;
      }
    }
    throw new IOException("chromium ended: " + process.onExit().join());
  }

  private void attach() {
    Object target = call("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    Map<String, Object> how = Map.of("targetId", Objects.requireNonNull(target), "flatten", true);
    session = (String) call("Target.attachToTarget", how).get("sessionId");
    call("Page.enable", Map.of());
    call("Log.enable", Map.of());
    call("Runtime.enable", Map.of());
  }

  /** Loads a file. */
  public void open(Path file) {
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    evaluate(
        "new Promise(r => document.readyState === 'complete'"
            + " ? r() : addEventListener('load', () => r()))");
  }

  /** Shows the page on a screen of a width, in a color scheme. */
  public void screen(int width, String scheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Presses the key that moves the focus on. */
  public void tab() {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
    }
  }

  /** Returns the value of a script, once its promise is kept. */
  public @Nullable Object evaluate(String script) {
    Map<String, Object> result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (result.containsKey("exceptionDetails")) {
      throw new AssertionError(result.get("exceptionDetails"));
    }
    return ((Map<?, ?>) Objects.requireNonNull(result.get("result"))).get("value");
  }

  /** Returns what the console, the policy or a dialog of a page said so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> call(String method, Map<String, ?> parameters) {
    int id = ++last;
    Map<String, Object> request =
        session == null
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
    socket.sendText(Json.compact(request), true).join();
    while (true) {
      Map<String, ?> answer = next(method);
      if (answer.get("id") instanceof Number number && number.intValue() == id) {
        if (answer.get("result") instanceof Map<?, ?> result) {
          return (Map<String, Object>) result;
        }
        throw new AssertionError(method + ": " + answer);
      }
      Object event = answer.get("method");
      if ("Log.entryAdded".equals(event)
          || "Page.javascriptDialogOpening".equals(event)
          || "Runtime.exceptionThrown".equals(event)) {
        complaints.add(answer.toString());
      }
    }
  }

  private Map<String, ?> next(String method) {
    try {
      String text = messages.poll(2, TimeUnit.MINUTES);
      if (text == null) {
        throw new AssertionError("no answer to " + method);
      }
      return Json.parseObject(text);
    } catch (JsonException e) {
      throw new AssertionError(method, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the browser answers " + method, e);
    }
  }

  @Override
  public void close() {
    call("Browser.close", Map.of());
    process.onExit().join();
    errors.join();
    socket.abort();
  }

  private final class Collector implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        messages.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}

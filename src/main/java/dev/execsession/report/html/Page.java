package dev.execsession.report.html;

import dev.execsession.file.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A whole page: one style and one script, allowed by their digests, and nothing else that could run
 * or be loaded.
 *
 * @param body its content
 */
record Page(String title, Html body) {
  private static final int LONGEST_TITLE = 200;

  String text() {
    String style = resource("style.css");
    String script = resource("script.js");
    Html head = new Html();
    head.empty(Tag.of("meta").with("charset", "utf-8"));
    head.empty(
        Tag.of("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", policy(style, script)));
    meta(head, "viewport", "width=device-width, initial-scale=1");
    meta(head, "color-scheme", "light dark");
    meta(head, "referrer", "no-referrer");
    head.put("title", title.substring(0, Math.min(LONGEST_TITLE, title.length())));
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n"
        + head.written()
        + "\n<style>"
        + style
        + "</style>\n</head>\n<body>\n"
        + body.written()
        + "\n<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  private static void meta(Html head, String name, String content) {
    head.empty(Tag.of("meta").with("name", name).with("content", content));
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src "
        + digest(style)
        + "; script-src "
        + digest(script)
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String digest(String text) {
    byte[] digest = Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

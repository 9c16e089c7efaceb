package dev.execsession.report.html;

import dev.execsession.report.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that pages are made of. */
record Parts(Html html) {
  /** The mood of a label; its color only repeats what its text says. */
  enum Mood {
    GOOD("good"),
    BAD("bad"),
    CARE("care"),
    PLAIN("plain");

    private final String css;

    Mood(String css) {
      this.css = css;
    }
  }

  /** Writes a section of the page with its heading, in at most so many KiB. */
  void section(String id, String heading, int kibibytes, String elsewhere, Runnable body) {
    html.put(
        Tag.of("section").id(id).with("aria-labelledby", id + "-h"),
        () -> {
          html.put(Tag.of("h2").id(id + "-h"), heading);
          html.within(kibibytes * 1024, elsewhere, body);
        });
    line();
  }

  /** Separates labels from each other, for readers without the style. */
  void gap() {
    html.text(" ");
  }

  void line() {
    html.text("\n");
  }

  void label(Mood mood, String text) {
    html.put(Tag.of("span", "label " + mood.css), text);
    gap();
  }

  /** Writes secondary text. */
  void meta(String text) {
    html.put(Tag.of("span", "meta"), () -> html.sentence(text));
    gap();
  }

  void paragraph(String sentence) {
    html.put("p", () -> html.sentence(sentence));
  }

  /** Writes names and values; those without a value are left out. */
  void facts(Map<String, String> facts) {
    html.put(
        Tag.of("dl", "facts"),
        () ->
            facts.forEach(
                (name, value) -> {
                  if (!value.isEmpty()) {
                    html.put(
                        "div", () -> html.put("dt", name).put("dd", () -> html.sentence(value)));
                    line();
                  }
                }));
  }

  /** Writes a list of sentences under a heading of a level; nothing without any. */
  void items(String level, String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      html.put(level, heading);
      items(sentences);
    }
  }

  void items(List<String> sentences) {
    html.put(
        "ul",
        () ->
            sentences.forEach(
                each -> {
                  html.put("li", () -> html.sentence(each));
                  line();
                }));
  }

  /** Writes text that can be copied: a command, or lines for a plan. */
  void copyable(String text) {
    html.put(Tag.of("pre", "copy"), () -> html.text("\n").put("code", text));
  }

  /** Writes output. */
  void output(String text) {
    html.put(Tag.of("pre", "log"), "\n" + text);
  }

  /** Writes details that can be opened, under their summary. */
  void details(Tag tag, boolean isOpen, Runnable summary, Runnable body) {
    html.put(
        isOpen ? tag.with("open", "") : tag,
        () -> {
          html.put("summary", summary);
          html.put(Tag.of("div", "inner"), body);
        });
    line();
  }

  /** Writes a table that scrolls by itself where the screen is narrow; nothing without rows. */
  void table(String name, List<String> heads, List<List<Runnable>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Tag region =
        Tag.of("div", "scroll")
            .with("tabindex", "0")
            .with("role", "region")
            .with("aria-label", name);
    html.put(region, () -> html.put("table", () -> rows(heads, rows)));
  }

  private void rows(List<String> heads, List<List<Runnable>> rows) {
    html.put(
        "thead",
        () ->
            html.put(
                "tr",
                () -> heads.forEach(head -> html.put(Tag.of("th").with("scope", "col"), head))));
    html.put(
        "tbody",
        () -> {
          for (List<Runnable> row : rows) {
            html.put(Tag.of("tr").with("data-find", ""), () -> row.forEach(c -> html.put("td", c)));
            line();
          }
        });
  }

  Runnable text(@Nullable String text) {
    return () -> html.sentence(text == null ? "" : text);
  }

  Runnable code(String text) {
    return () -> html.put("code", text);
  }

  void time(Instant at, String shown) {
    html.put(Tag.of("time").with("datetime", at.toString()).with("title", Words.time(at)), shown);
  }
}

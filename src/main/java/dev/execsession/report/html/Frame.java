package dev.execsession.report.html;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what all pages have around their sections. */
final class Frame {
  /** In bytes. */
  private static final int LONGEST_TITLE = 10_000;

  private Frame() {}

  /** Returns headings by id, in this order. */
  static Map<String, String> sections(String... idsAndHeadings) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (int i = 0; i < idsAndHeadings.length; i += 2) {
      sections.put(idsAndHeadings[i], idsAndHeadings[i + 1]);
    }
    return sections;
  }

  /**
   * Writes the content of a page: its title and verdict, links to the other sections, and those.
   *
   * @param sections their headings by id, for the list of links
   */
  static void write(
      Parts parts,
      String kind,
      String title,
      Runnable verdict,
      Map<String, String> sections,
      Runnable rest) {
    Html html = parts.html();
    html.put(Tag.link("_main").with("class", "skip"), "Skip to the verdict");
    parts.line();
    html.put(
        "header",
        () ->
            html.put(Tag.of("p", "kind"), kind)
                .within(LONGEST_TITLE, "", () -> html.put("h1", title)));
    parts.line();
    html.put(
        Tag.of("main").id("_main").with("tabindex", "-1"),
        () -> {
          verdict.run();
          html.put(
              Tag.of("nav").with("aria-label", "Sections"),
              () -> html.put("ul", () -> sections.forEach((id, name) -> link(parts, id, name))));
          html.put(Tag.of("div").id("_tools").with("hidden", ""), "");
          parts.line();
          rest.run();
        });
  }

  private static void link(Parts parts, String id, String name) {
    parts.html().put("li", () -> parts.html().put(Tag.link(id), name));
    parts.line();
  }
}

package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.Browser;
import dev.execsession.testing.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens the pages in a real browser. */
final class HtmlInBrowserTest {
  /** Runs axe-core and returns a line for each violation. */
  private static final String AXE =
      "axe.run(document).then(found => found.violations.flatMap(rule => rule.nodes.map("
          + "node => rule.id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))";

  private static final String OPEN = "document.querySelectorAll('details[open]').length";
  private static final String DETAILS = "document.querySelectorAll('details').length";

  @TempDir private static Path folder;
  private static @Nullable Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Needs.installed("chromium");
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  static List<String> pages() {
    return HtmlReportTest.pages();
  }

  private static Browser open(String page) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "page", ".html"), page);
    Browser tab = Objects.requireNonNull(browser);
    tab.screen(1280, "light");
    tab.open(file);
    return tab;
  }

  private static String axe() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HtmlInBrowserTest.class.getResourceAsStream("/axe.min.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_accessible_and_fits_the_screen(String page) throws Exception {
    Browser tab = open(page);
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
    tab.evaluate(axe() + ";0");
    accessibleAndFitting(tab, 1280, "light");
    accessibleAndFitting(tab, 390, "dark");
    assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(13, 17, 23)");
    assertThat(tab.evaluate("document.getElementById('_tools').hidden")).isEqualTo(false);
    assertThat(tab.complaints()).isEmpty();
  }

  private static void accessibleAndFitting(Browser tab, int width, String scheme) {
    tab.screen(width, scheme);
    assertThat((List<?>) tab.evaluate(AXE)).as(width + " " + scheme).isEmpty();
    assertThat(
            tab.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        .as("beyond " + width)
        .isEqualTo(false);
  }

  @Test
  void a_filter_leaves_what_matches_and_the_folders_that_hold_it() throws Exception {
    Browser tab = open(page(Sessions.escalated()));
    tab.evaluate(
        "new Promise(r => { const input = document.querySelector('input');"
            + " input.value = 'app.py'; input.dispatchEvent(new Event('input'));"
            + " const wait = () => document.getElementById('_found').textContent"
            + " ? r() : requestAnimationFrame(wait); wait(); })");
    assertThat(
            tab.evaluate(
                "[...document.querySelectorAll('#_files li')]"
                    + ".filter(each => each.checkVisibility())"
                    + ".map(each => each.querySelector('code').textContent).join(' ')"))
        .isEqualTo("api/ app.py");
    assertThat((String) tab.evaluate("document.getElementById('_found').textContent"))
        .matches("\\d+ of \\d+ entries match");
  }

  @Test
  void all_details_open_and_close_at_once_and_are_open_in_print() throws Exception {
    Browser tab = open(page(Sessions.blocked()));
    Object all = tab.evaluate(DETAILS);
    Object before = tab.evaluate(OPEN);
    assertThat(before).isNotEqualTo(all);
    tab.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(tab.evaluate(OPEN)).isEqualTo(all);
    tab.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(tab.evaluate(OPEN)).isEqualTo(before);
    String toggle = "document.querySelector('#_tools button').click()";
    tab.evaluate(toggle);
    assertThat(tab.evaluate(OPEN)).isEqualTo(all);
    tab.evaluate(toggle);
    assertThat(tab.evaluate(OPEN)).isEqualTo(0L);
  }

  @Test
  void a_link_to_a_check_opens_it() throws Exception {
    Browser tab = open(page(Sessions.blocked()));
    String isOpen = "document.getElementById('B01-check-1').open";
    assertThat(tab.evaluate(isOpen)).isEqualTo(false);
    tab.evaluate(
        "new Promise(r => { addEventListener('hashchange', () => r());"
            + " location.hash = '#B01-check-1'; })");
    assertThat(tab.evaluate(isOpen)).isEqualTo(true);
  }

  @Test
  void a_command_is_copied_as_it_is_written() throws Exception {
    Browser tab = open(page(Sessions.escalated()));
    assertThat(
            tab.evaluate(
                "new Promise(r => { document.addEventListener('copy',"
                    + " () => r(getSelection().toString()));"
                    + " navigator.clipboard.writeText = t => { r(t); return Promise.resolve(); };"
                    + " document.querySelector('pre.copy button').click(); })"))
        .isEqualTo(Sessions.escalated().report().options().get(0).command());
  }

  @Test
  void the_keyboard_reaches_the_verdict_first_and_shows_where_it_is() throws Exception {
    Browser tab = open(page(Sessions.completed()));
    tab.tab();
    assertThat(tab.evaluate("document.activeElement.getAttribute('href')")).isEqualTo("#_main");
    assertThat(tab.evaluate("document.activeElement.getBoundingClientRect().left >= 0"))
        .isEqualTo(true);
    tab.tab();
    assertThat(tab.evaluate("document.activeElement.textContent")).isEqualTo("Copy");
    assertThat(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
  }

  private static String page(SessionLog log) {
    return ReportFormat.HTML.render(log.report());
  }
}

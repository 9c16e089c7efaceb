package dev.execsession.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTest {
  private static final String ALL_OF_IT = "All of it is elsewhere.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</p><script>alert(1)</script>",
        "\"' onmouseover=alert(1) x='",
        "</style></title><!-- & &lt; &#x3c;",
        "]]> <svg/onload=x>"
      })
  void text_and_attributes_come_back_as_they_were(String foreign) {
    Html html = new Html();
    html.put(Tag.of("p").with("title", foreign), foreign);
    Document parsed = Jsoup.parse(html.written());
    assertThat(parsed.body().getAllElements()).hasSize(2);
    assertThat(parsed.select("p").text()).isEqualTo(foreign);
    assertThat(parsed.select("p").attr("title")).isEqualTo(foreign);
    assertThat(parsed.expectFirst("p").attributes().size()).isEqualTo(1);
  }

  @Test
  void controls_and_bidirectional_marks_are_made_visible() {
    Html html = new Html();
    html.put(Tag.of("p").with("title", "a\u202eb"), "\u001b[31m\u0000 x\u202ey \ud800 \u200b");
    assertThat(html.written())
        .isEqualTo("<p title=\"a\\u{202e}b\">^[[31m^@ x\\u{202e}y \\u{d800} \\u{200b}</p>");
  }

  @Test
  void names_in_backticks_become_code() {
    Html html = new Html();
    html.sentence("`a<b` is `c`, not ``d``");
    assertThat(html.written()).isEqualTo("<code>a&lt;b</code> is <code>c</code>, not ``d``");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "style", "src", "srcset", "action", "formaction", "a b", "x>"})
  void attributes_that_run_or_load_something_are_refused(String attribute) {
    assertThatThrownBy(() -> Tag.of("a").with(attribute, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_link_leads_only_into_the_page() {
    assertThat(Tag.link("B01").attributes()).containsExactly("href", "#B01");
    assertThatThrownBy(() -> Tag.of("a").with("href", "javascript:alert(1)"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_too_long_is_cut_with_a_mark_and_the_rest_follows() {
    Html html = new Html();
    html.put(
        "section",
        () ->
            html.within(
                1000,
                ALL_OF_IT,
                () -> {
                  for (int i = 0; i < 1000; i++) {
                    String name = "item " + i;
                    html.put("div", () -> html.put("b", name));
                  }
                }));
    html.put("footer", "the end");
    assertThat(html.written()).hasSizeBetween(1000, 1200);
    Document parsed = Jsoup.parse(html.written());
    assertThat(parsed.select("section > p.cut").text())
        .isEqualTo("Cut here: this part is too long. " + ALL_OF_IT);
    assertThat(parsed.select("section > div > b").size()).isBetween(30, 50);
    assertThat(parsed.select("body > footer").text()).isEqualTo("the end");
  }

  @Test
  void a_long_text_is_cut_at_a_character() {
    Html html = new Html();
    html.within(100, ALL_OF_IT, () -> html.put("p", "\ud83d\ude00".repeat(100)));
    String shown = Jsoup.parse(html.written()).expectFirst("p").text();
    assertThat(shown).matches("(\ud83d\ude00){20,30}");
    assertThat(html.written().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(250);
  }

  @Test
  void what_fits_has_no_mark() {
    Html html = new Html();
    html.within(100, ALL_OF_IT, () -> html.put("p", "short"));
    assertThat(html.written()).isEqualTo("<p>short</p>");
  }

  @Test
  void a_limit_within_a_limit_marks_only_what_was_cut() {
    Html html = new Html();
    html.within(
        10_000,
        ALL_OF_IT,
        () -> {
          html.within(10, "Inner.", () -> html.put("p", "much longer than ten bytes"));
          html.put("p", "after");
        });
    Document parsed = Jsoup.parse(html.written());
    assertThat(parsed.select("p.cut").eachText())
        .containsExactly("Cut here: this part is too long. Inner.");
    assertThat(parsed.select("p").eachText()).endsWith("after");
  }
}

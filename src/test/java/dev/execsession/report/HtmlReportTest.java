package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TextSanitizer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HtmlReportTest {
  private static final int MOST_BYTES = 5 * 1024 * 1024;

  static List<String> pages() {
    List<String> pages = new ArrayList<>();
    for (SessionLog log :
        List.of(
            Sessions.completed(),
            Sessions.blocked(),
            Sessions.escalated(),
            Sessions.paused(),
            Sessions.hostile())) {
      pages.add(page(log, Sessions.hostileSources()));
    }
    pages.add(ReportFormat.HTML.render(Verifications.passed()));
    pages.add(ReportFormat.HTML.render(Verifications.failed()));
    pages.add(ReportFormat.HTML.render(Verifications.hostile()));
    return pages;
  }

  private static String page(SessionLog log, ReportSources sources) {
    return ReportFormat.HTML.render(
        SessionReport.of(log.state(), new ReportPlace(".git/exec-session/s1", null, sources)));
  }

  private static Document parsed(SessionLog log) {
    return Jsoup.parse(page(log, Sessions.hostileSources()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_well_formed_and_complete_in_itself(String page) {
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document document = Jsoup.parse(page, "", parser);
    assertThat(parser.getErrors()).isEmpty();
    assertThat(document.select("style")).hasSize(1);
    assertThat(document.select("script")).hasSize(1);
    assertThat(document.select("link, img, iframe, object, embed, form, base, svg, video"))
        .isEmpty();
    for (Element element : document.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("src", "style", "action");
        if (attribute.getKey().equals("href")) {
          String id = attribute.getValue().substring(1);
          assertThat(attribute.getValue()).startsWith("#");
          assertThat(document.getElementById(id)).as("target of " + attribute).isNotNull();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_policy_allows_the_style_and_the_script_and_nothing_else(String page) {
    Document document = Jsoup.parse(page);
    assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src "
                + digest(document.expectFirst("style"))
                + "; script-src "
                + digest(document.expectFirst("script"))
                + "; base-uri 'none'; form-action 'none'");
  }

  private static String digest(Element element) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(element.data().getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void ids_are_unique_and_headings_skip_no_level(String page) {
    Document document = Jsoup.parse(page);
    List<String> ids = document.select("[id]").eachAttr("id");
    assertThat(ids).hasSameSizeAs(new HashSet<>(ids));
    int level = 0;
    for (Element heading : document.select("h1, h2, h3, h4")) {
      int own = heading.tagName().charAt(1) - '0';
      assertThat(own).as(heading.text()).isLessThanOrEqualTo(level + 1);
      level = own;
    }
    assertThat(document.select("h1")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_color_is_named_by_a_text(String page) {
    assertThat(Jsoup.parse(page).select(".label")).isNotEmpty().allMatch(Element::hasText);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void hidden_characters_are_shown_as_text(String page) {
    assertThat(page.codePoints()).noneMatch(TextSanitizer::isHidden);
  }

  @Test
  void the_script_is_short() {
    String script = Jsoup.parse(pages().get(0)).expectFirst("script").data();
    assertThat(script.lines()).hasSizeLessThanOrEqualTo(150);
    assertThat(script).doesNotContain("innerHTML", "eval(", "fetch(", "</");
  }

  @Test
  void hostile_text_stays_text() {
    Document document = parsed(Sessions.hostile());
    String shown = TextSanitizer.oneLine(Sessions.HOSTILE);
    assertThat(document.expectFirst("h1").wholeText()).isEqualTo(shown);
    assertThat(document.title()).startsWith("Escalated: ```").hasSizeLessThan(300);
    assertThat(document.expectFirst("pre.log").wholeText())
        .contains("::stop-commands::x", "</details><script>alert(1)</script>");
  }

  @Test
  void the_sections_are_in_the_order_of_what_people_ask() {
    assertThat(parsed(Sessions.escalated()).select("h2").eachText())
        .containsExactly(
            "Verdict",
            "Timeline",
            "Outside the scope",
            "Files",
            "Checks",
            "Diffs",
            "Risks and notes",
            "Origin");
    assertThat(
            Jsoup.parse(ReportFormat.HTML.render(Verifications.failed())).select("h2").eachText())
        .containsExactly(
            "Verdict",
            "Commits",
            "Outside the scope",
            "Files",
            "Checks",
            "Risks and notes",
            "Origin");
  }

  @Test
  void the_verdict_comes_first_with_every_way_to_go_on() {
    Document document = parsed(Sessions.escalated());
    assertThat(document.select("#_verdict .verdict").text())
        .isEqualTo("Escalated 1 of 3 blocks done");
    assertThat(document.select("#_verdict pre.copy").eachText())
        .containsExactlyElementsOf(
            Sessions.escalated().report().options().stream().map(Option::command).toList());
    assertThat(parsed(Sessions.completed()).select("#_verdict pre.copy").eachText())
        .containsExactly(Sessions.completed().report().next());
  }

  @Test
  void blocks_and_checks_can_be_linked_to() {
    Document document = parsed(Sessions.blocked());
    assertThat(document.select("article#B02 h3").text()).isEqualTo("B02 Redis store blocked");
    Element check = document.expectFirst("#B02-check-1");
    assertThat(check.select("summary").text()).isEqualTo("failed make test exit 1 in 2 min 05 s");
    assertThat(check.hasAttr("open")).isTrue();
    assertThat(check.select("dt").eachText()).contains("Result", "End", "Time", "Log");
    assertThat(check.select("pre.log").text()).contains("… 1 line left out …");
    assertThat(document.expectFirst("#B01-check-1").hasAttr("open")).isFalse();
  }

  @Test
  void the_timeline_shows_who_approved_how_and_after_which_wait() {
    assertThat(parsed(Sessions.completed()).select("#B01 .course li").eachText())
        .containsExactly(
            "12:02:00 Attempt 1 with executor agent",
            "12:04:00 Executor ended: exit 0 after 1.2 s",
            "12:08:00 Attestation: tenant-isolation: given by ana",
            "12:09:00 Documentation: not needed by ana",
            "12:10:00 Result good",
            "12:11:00 Note: Look at the limits before the next sprint by ana",
            "12:12:00 Approved by ana at the prompt waited 2 min 00 s",
            "12:13:00 Done");
  }

  @Test
  void a_path_outside_is_listed_before_the_tree_and_marked_in_it() {
    Document document = parsed(Sessions.escalated());
    assertThat(document.select("#_outside tbody tr").eachText())
        .containsExactly("api/app.py outside modified +3 -1 executor B02");
    Element file = document.expectFirst("#_files li.no");
    assertThat(file.attr("data-find")).isEqualTo("api/app.py");
    assertThat(file.text()).isEqualTo("app.py outside modified +3 -1, by executor in B02");
    assertThat(document.expectFirst("#_files summary").text())
        .isEqualTo("api/ 2 files 1 not allowed");
  }

  @Test
  void a_diff_has_a_part_for_each_file() {
    String diff =
        """
        diff --git a/x b/x
        --- a/x
        +++ b/x
        @@ -1 +1,2 @@
        -a
        +<b>
        +c
        diff --git a/y b/y
        Binary files differ
        """;
    Document document = Jsoup.parse(page(Sessions.blocked(), diffs(diff)));
    assertThat(document.select("#_diffs h3").eachAttr("id"))
        .containsExactly("B01-diff", "B02-diff", "B03-diff");
    assertThat(document.select("#_diffs .patch summary").eachText())
        .startsWith("x +2 -1", "y +0 -0");
    assertThat(document.expectFirst("#_diffs .patch .add").wholeText()).isEqualTo("+<b>\n+c\n");
    assertThat(document.expectFirst("#_diffs .patch .del").wholeText()).isEqualTo("-a\n");
  }

  private static ReportSources diffs(String diff) {
    return new ReportSources() {
      @Override
      public Optional<Log> log(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<String> diff(String block) {
        return Optional.of(diff);
      }
    };
  }

  @Test
  void a_page_without_diffs_names_the_command_that_has_them() {
    assertThat(
            Jsoup.parse(page(Sessions.blocked(), ReportSources.NONE)).select("#_diffs code").text())
        .isEqualTo("exec-session report s1 --with-diffs --output report.html");
  }

  @Test
  void a_huge_session_is_cut_part_by_part_with_a_mark() {
    Fact.Change[] changes = new Fact.Change[60_000];
    for (int i = 0; i < changes.length; i++) {
      Verdict verdict = i % 2 == 0 ? Verdict.OUTSIDE : Verdict.INCLUDED;
      changes[i] =
          SessionLog.change("folder" + i % 500 + "/a/file" + i + ".txt", verdict, "some rule");
    }
    SessionLog log =
        SessionLog.of(SessionLog.block("B01", "x".repeat(100)))
            .worked("B01", 1, SessionLog.ended("s", List.of("note ".repeat(200_000)), List.of()))
            .measured("B01", List.of(), changes)
            .add(new Event.Blocked("B01", List.of("r".repeat(2_000_000))));
    String page = page(log, diffs("diff --git a/x b/x\n" + "+<<<<<<<<\n".repeat(400_000)));
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document document = Jsoup.parse(page, "", parser);
    assertThat(parser.getErrors()).isEmpty();
    assertThat(document.select("section > p.cut")).hasSizeGreaterThanOrEqualTo(5);
    assertThat(document.select("#_origin dt").eachText()).contains("Plan digest", "Branch");
  }

  @Test
  void a_verification_shows_its_counts_and_the_amendment() {
    Document document = Jsoup.parse(ReportFormat.HTML.render(Verifications.failed()));
    assertThat(document.select(".verdict").text())
        .isEqualTo("Failed inside 2, outside 4, 1 undeclared dependency");
    assertThat(document.select("#_verdict pre.copy").eachText())
        .containsExactly(
            "exec-session amend docs/exec-plans/active/limit.md --include api/app.py --reason 'why'",
            "- `api/app.py`");
    assertThat(document.select("#_outside tbody tr").eachText())
        .contains(
            "api/app.py outside modified not in any include 4444444444",
            ".github/workflows/ci.yml protected modified api/** 4444444444");
    assertThat(document.select("#_check-1 .label").text()).isEqualTo("failed");
    assertThat(document.select("#_commits li").text())
        .isEqualTo("4444444444 Limit 4 outside by Ana, 6 paths, block B02");
  }
}

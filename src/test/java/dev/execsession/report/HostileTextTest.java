package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.vladsch.flexmark.ast.AutoLink;
import com.vladsch.flexmark.ast.Code;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.HtmlBlock;
import com.vladsch.flexmark.ast.HtmlEntity;
import com.vladsch.flexmark.ast.HtmlInline;
import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.Link;
import com.vladsch.flexmark.ast.LinkRef;
import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.ast.Node;
import dev.execsession.json.Json;
import dev.execsession.text.TextSanitizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HostileTextTest {
  static List<String> documents() {
    SessionLog log = Sessions.hostile();
    return List.of(
        MarkdownReport.render(
            SessionReport.of(log.state(), new ReportPlace("s", null, Sessions.hostileSources()))),
        EscalationDocument.markdown(
            log.state(), Sessions.hostileEscalation("B01"), SessionLog.PLACE),
        EscalationDocument.markdown(
            log.state(), Sessions.hostileEscalation(null), SessionLog.PLACE));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void untrusted_text_becomes_neither_html_nor_link_nor_mention(String markdown) {
    List<Node> nodes = new ArrayList<>();
    Parser.builder().build().parse(markdown).getDescendants().forEach(nodes::add);
    assertThat(nodes)
        .noneMatch(node -> node instanceof HtmlBlock || node instanceof HtmlInline)
        .noneMatch(node -> node instanceof Link || node instanceof LinkRef)
        .noneMatch(node -> node instanceof Image || node instanceof AutoLink);
    assertThat(nodes)
        .filteredOn(node -> node instanceof Text && !(node.getParent() instanceof Code))
        .filteredOn(node -> node.getAncestorOfType(FencedCodeBlock.class) == null)
        .extracting(node -> node.getChars().toString())
        .noneMatch(text -> text.contains("@"))
        .noneMatch(text -> text.contains("#12"))
        .noneMatch(text -> text.contains("://"));
    assertThat(nodes)
        .filteredOn(HtmlEntity.class::isInstance)
        .extracting(node -> node.getChars().toString())
        .containsOnly("&lt;", "&amp;");
  }

  static List<String> documentsWithTables() {
    return documents().subList(0, 2);
  }

  @ParameterizedTest
  @MethodSource("documentsWithTables")
  void untrusted_text_adds_no_table_cell(String markdown) {
    int columns = 0;
    for (String line : markdown.lines().toList()) {
      int bars = line.startsWith("| ") ? bars(line) : 0;
      // Lines of a fence may start with a bar too.
      if (columns > 0 && bars > 0) {
        assertThat(bars).as(line).isEqualTo(columns);
      }
      columns = line.startsWith("| ---") || (columns > 0 && bars > 0) ? bars : 0;
    }
    assertThat(markdown).contains("| --- |");
  }

  private static int bars(String line) {
    return line.replace("\\|", "").replaceAll("[^|]", "").length();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void no_line_is_a_command_for_a_ci_log_or_a_terminal(String markdown) {
    assertThat(markdown.lines().map(line -> line.replace('\u00a0', ' ').strip()))
        .noneMatch(line -> line.startsWith("::") || line.startsWith("##["));
    assertThat(markdown.codePoints()).noneMatch(TextSanitizer::isHidden);
    assertThat(markdown).contains("::stop-commands::x").contains("</details><script>");
  }

  @Test
  void a_fence_is_longer_than_any_run_of_backticks_in_its_text() {
    String fenced = Markdown.fence("text", "```\n" + "`".repeat(500) + "\nend");
    assertThat(fenced)
        .isEqualTo(
            "`".repeat(501) + "text\n```\n" + "`".repeat(500) + "\nend\n" + "`".repeat(501) + "\n");
  }

  @Test
  void json_keeps_text_exactly_and_escapes_hidden_characters() throws Exception {
    String json = JsonReport.render(Sessions.hostile().report());
    assertThat(json.codePoints()).noneMatch(TextSanitizer::isHidden);
    SessionReport.Plan plan = Json.parseRecord(json, SessionReport.class).plan();
    assertThat(plan.title()).isEqualTo(Sessions.HOSTILE);
  }

  @Test
  void json_escapes_invisible_characters() throws Exception {
    String text = "\u007f\u061c\ufeff\udb40\udc41\ud800 \ud83d\ude00 \u00e9";
    String json = Json.compact(List.of(text));
    assertThat(json)
        .isEqualTo("[\"\\u007f\\u061c\\ufeff\\udb40\\udc41\\ud800 \ud83d\ude00 \u00e9\"]");
    assertThat(Json.parse(json)).isEqualTo(List.of(text));
  }

  @Test
  void status_lines_have_no_hidden_characters_and_no_line_breaks() {
    List<String> lines = StatusView.of(Sessions.hostile().state(), SessionLog.PLACE);
    assertThat(String.join("", lines).codePoints())
        .noneMatch(c -> c == '\n' || TextSanitizer.isHidden(c));
    assertThat(lines.get(0)).isEqualTo("session s1: escalated, 0 of 1 block done");
  }
}

package dev.execsession.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Schemas;
import dev.execsession.text.TextSanitizer;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports for build services: golden files, each valid for a reader of its format. */
final class BuildServiceFormatsTest {
  private static final Map<String, Function<ReportFormat, String>> CASES =
      Map.of(
          "completed", format -> format.render(Sessions.completed().report()),
          "blocked", format -> format.render(Sessions.blocked().report()),
          "escalated", format -> format.render(Sessions.escalated().report()),
          "paused", format -> format.render(Sessions.paused().report()),
          "hostile", format -> format.render(hostile()),
          "verify-passed", format -> format.render(Verifications.passed()),
          "verify-failed", format -> format.render(Verifications.failed()),
          "verify-hostile", format -> format.render(Verifications.hostile()),
          "verify-huge", format -> format.render(Verifications.huge()));

  private static SessionReport hostile() {
    return SessionReport.of(
        Sessions.hostile().state(), new ReportPlace("s", null, Sessions.hostileSources()));
  }

  static Stream<String> names() {
    return CASES.keySet().stream().sorted();
  }

  private static String render(String name, ReportFormat format) {
    return Objects.requireNonNull(CASES.get(name)).apply(format);
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_report_is_as_expected(String name) {
    if (!name.equals("verify-huge")) {
      Golden.holds(name + ".xml", render(name, ReportFormat.JUNIT));
      Golden.holds(name + ".sarif", render(name, ReportFormat.SARIF));
      Golden.holds(name + ".code-quality-report.json", render(name, ReportFormat.GITLAB));
      Golden.holds(name + ".github.txt", render(name, ReportFormat.GITHUB));
    }
    assertThat(render(name, ReportFormat.COMMENT)).startsWith("<!-- exec-session ");
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_parser_of_junit_reads_every_case(String name) throws Exception {
    String xml = render(name, ReportFormat.JUNIT);

    List<ReportTestSuite> suites = suites(xml);

    assertThat(suites).isNotEmpty();
    assertThat(xml)
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"exec-session\"");
    for (ReportTestSuite suite : suites) {
      List<ReportTestCase> cases = suite.getTestCases();
      assertThat(cases).hasSize(suite.getNumberOfTests());
      assertThat(cases.stream().filter(ReportTestCase::hasFailure))
          .hasSize(suite.getNumberOfFailures());
      assertThat(cases.stream().filter(ReportTestCase::hasSkipped))
          .hasSize(suite.getNumberOfSkipped());
      assertThat(cases.stream().map(ReportTestCase::getName)).doesNotHaveDuplicates();
    }
  }

  @Test
  void the_output_of_a_failed_check_is_in_its_case() throws Exception {
    ReportTestCase check =
        suites(render("blocked", ReportFormat.JUNIT)).stream()
            .flatMap(suite -> suite.getTestCases().stream())
            .filter(each -> each.hasFailure() && each.getName().equals("check: make test"))
            .findFirst()
            .orElseThrow();

    assertThat(check.getFullClassName()).isEqualTo("limit.B02");
    assertThat(check.getFailureMessage()).isEqualTo("check `make test` failed with exit 1");
    assertThat(check.getFailureDetail()).contains("Expected 4 but was 5");
    assertThat(check.getTime()).isEqualTo(125.4f);
  }

  @Test
  void characters_that_xml_does_not_allow_are_replaced() throws Exception {
    String noise = "\u0000\u0008\u001b[31m\ufffe\uffff\ud800 ]]> <a&b>\r\n\u0085\u2028";
    SessionReport report =
        SessionLog.of(SessionLog.block("B01", noise))
            .worked("B01", 1, SessionLog.ended("", List.of(), List.of()))
            .checked("B01", SessionLog.failed("printf '" + noise + "'", noise))
            .report();

    String xml = ReportFormat.JUNIT.render(report);

    assertThat(suites(xml).get(0).getTestCases().get(2).getFailureDetail())
        .contains("]]>", "<a&b>");
    assertThat(xml.codePoints()).noneMatch(TextSanitizer::isHidden).noneMatch(c -> c >= 0xfffe);
    assertThat(xml).contains("^[[31m").contains("]]&gt; &lt;a&amp;b&gt;");
  }

  private static List<ReportTestSuite> suites(String xml) throws Exception {
    return new TestSuiteXmlParser(new NullConsoleLogger())
        .parse(
            new InputStreamReader(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_sarif_log_is_valid(String name) {
    String log = render(name, ReportFormat.SARIF);

    assertThat(Schemas.sarif().problems(log)).isEmpty();
    JsonDoc json = JsonDoc.parse(log);
    assertThat(json.texts("runs.0.results.*.partialFingerprints.primaryLocationLineHash"))
        .doesNotHaveDuplicates()
        .allMatch(print -> print.matches("[0-9a-f]{32}:[0-9]+"))
        .hasSizeLessThanOrEqualTo(5000);
    assertThat(json.texts("runs.0.results.*.locations.*.physicalLocation.artifactLocation.uri"))
        .allMatch(uri -> java.net.URI.create(uri).getScheme() == null);
  }

  @Test
  void a_finding_keeps_its_fingerprint_in_the_next_run() {
    String way = "runs.0.results.*.partialFingerprints.primaryLocationLineHash";
    List<String> first = JsonDoc.parse(render("escalated", ReportFormat.SARIF)).texts(way);
    String later =
        ReportFormat.SARIF.render(
            SessionReport.of(
                Sessions.escalated().nanos(7).state(),
                new ReportPlace("elsewhere", null, ReportSources.NONE)));

    assertThat(JsonDoc.parse(later).texts(way)).isEqualTo(first).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void gitlab_gets_unique_fingerprints(String name) throws Exception {
    String report = render(name, ReportFormat.GITLAB);

    assertThat(Schemas.of(CODE_QUALITY).problems(report)).isEmpty();
    assertThat(JsonDoc.parse("{\"issues\":" + report + "}").texts("issues.*.fingerprint"))
        .doesNotHaveDuplicates();
  }

  /** What GitLab's documentation requires of each issue. */
  private static final String CODE_QUALITY =
      """
      {"type":"array","items":{"type":"object",
       "required":["description","check_name","fingerprint","severity","location"],
       "properties":{"description":{"type":"string","minLength":1},"check_name":{"type":"string"},
        "fingerprint":{"type":"string","minLength":1},
        "severity":{"enum":["info","minor","major","critical","blocker"]},
        "location":{"type":"object","required":["path","lines"],
         "properties":{"path":{"type":"string","pattern":"^[^./]|^\\\\.[^/]"},
          "lines":{"type":"object","required":["begin"],
           "properties":{"begin":{"type":"integer","minimum":1}}}}}}}}
      """;

  @ParameterizedTest
  @MethodSource("names")
  void a_step_gets_at_most_ten_annotations_of_each_level(String name) {
    List<String> lines = render(name, ReportFormat.GITHUB).lines().toList();

    for (String level : List.of("error", "warning", "notice")) {
      assertThat(lines.stream().filter(line -> line.startsWith("::" + level + " ")))
          .hasSizeLessThanOrEqualTo(10);
    }
    assertThat(lines.stream().filter(line -> line.startsWith("::")))
        .allMatch(line -> line.matches(COMMAND));
    assertThat(lines.stream().filter(line -> line.contains("##["))).isEmpty();
  }

  private static final String COMMAND =
      "::(error|warning|notice) file=[^:,]+,line=1,title=[^:,]+::.+|::group::.+|::endgroup::";

  private static final String MESSAGES = "runs.0.results.*.message.text";

  @Test
  void what_is_left_out_is_counted() {
    assertThat(render("verify-huge", ReportFormat.GITHUB))
        .contains("::error file=web/0.ts,line=1,title=Path outside of the scope changed::")
        .contains("::5991 more are not listed here; the report has all\n");
    String more = "1004 more are not listed here; the report has all";
    assertThat(JsonDoc.parse(render("verify-huge", ReportFormat.SARIF)).texts(MESSAGES))
        .hasSize(5000)
        .endsWith(more);
  }

  @Test
  void an_annotation_is_escaped() {
    assertThat(render("verify-failed", ReportFormat.GITHUB))
        .contains("file=c\\xe4f\\xe9%3A 100%25.txt,")
        .contains("::added `c\\xe4f\\xe9: 100%25.txt`, outside (not in any include)\n");
  }

  @Test
  void the_output_of_a_check_is_folded_and_holds_no_command() {
    assertThat(render("hostile", ReportFormat.GITHUB))
        .contains("\n| ::stop-commands::x\n")
        .contains("## [group]open\n");
    assertThat(render("blocked", ReportFormat.GITHUB))
        .startsWith("::group::B02 check `make test` failed with exit 1\nTests run: 3\n")
        .contains("Expected 4 but was 5\n::endgroup::\n::error ");
  }

  @Test
  void the_next_comment_about_the_same_plan_has_the_same_marker() {
    String first = Comment.of(Sessions.paused().report()).lines().findFirst().orElseThrow();
    String next = Comment.of(Sessions.completed().report()).lines().findFirst().orElseThrow();
    String other = Comment.of(Verifications.failed()).lines().findFirst().orElseThrow();

    assertThat(first).isEqualTo(next).matches("<!-- exec-session report [0-9a-f]{12} -->");
    assertThat(other).matches("<!-- exec-session verify [0-9a-f]{12} -->");
    assertThat(Comment.of(Verifications.huge()))
        .hasSizeLessThanOrEqualTo(65_536)
        .endsWith("\n**Cut here:** the rest is too long for this place.\n");
  }
}

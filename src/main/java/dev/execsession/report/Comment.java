package dev.execsession.report;

import dev.execsession.file.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the one comment that a pull request has about a plan. Its first line is a marker by which
 * the next run finds it.
 */
final class Comment {
  /** GitHub refuses longer comments, counted in characters. */
  private static final int MOST = 65_536;

  private static final int DIGITS = 12;

  private Comment() {}

  static String of(SessionReport report) {
    return marked("report", List.of(report.plan().path()), MarkdownReport.render(report));
  }

  static String of(Verification verification) {
    List<String> plans = verification.plans().stream().map(Verification.PlanSide::path).toList();
    return marked("verify", plans, VerificationMarkdown.render(verification));
  }

  private static String marked(String kind, List<String> plans, String markdown) {
    byte[] names = String.join("\n", plans).getBytes(StandardCharsets.UTF_8);
    String id = HexFormat.of().formatHex(Digests.sha256().digest(names)).substring(0, DIGITS);
    return MarkdownLimit.of("<!-- exec-session " + kind + " " + id + " -->\n" + markdown, MOST);
  }
}

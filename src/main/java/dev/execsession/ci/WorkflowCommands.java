package dev.execsession.ci;

import dev.execsession.text.BuildLog;
import dev.execsession.text.TextSanitizer;
import java.util.List;

/** Writes findings as the commands that GitHub reads in the log of a step. */
public final class WorkflowCommands {
  /** GitHub shows so many annotations of each level and step. */
  private static final int MOST = 10;

  private WorkflowCommands() {}

  /**
   * Returns lines: the groups, folded, and then an annotation for each finding, or for as many as
   * are shown. No line of a group is a command.
   */
  public static String render(List<Finding> findings, List<LogGroup> groups) {
    StringBuilder out = new StringBuilder();
    groups.forEach(group -> write(out, group));
    for (Level level : Level.values()) {
      List<Finding> same = findings.stream().filter(each -> each.level() == level).toList();
      Ranking.capped(same, MOST).forEach(finding -> write(out, finding));
    }
    return out.toString();
  }

  private static void write(StringBuilder out, LogGroup group) {
    String text = BuildLog.inert(TextSanitizer.lines(group.text().replace("\r\n", "\n")));
    out.append("::group::").append(data(TextSanitizer.oneLine(group.title()))).append('\n');
    text.lines().forEach(line -> out.append(line).append('\n'));
    out.append("::endgroup::\n");
  }

  private static void write(StringBuilder out, Finding finding) {
    out.append("::")
        .append(finding.level().command())
        .append(" file=")
        .append(property(finding.path().display()))
        .append(",line=1,title=")
        .append(property(finding.rule().title()))
        .append("::")
        .append(data(finding.message()))
        .append('\n');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

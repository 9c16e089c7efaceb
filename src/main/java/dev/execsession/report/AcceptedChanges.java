package dev.execsession.report;

import dev.execsession.text.PathGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what people accepted as their own between blocks, in Markdown. */
record AcceptedChanges(SessionReport report) {
  /** From here on, the paths that one person accepted at once are listed by folder. */
  private static final int MANY = 20;

  String render() {
    Map<String, List<SessionReport.Accepted>> answers = new LinkedHashMap<>();
    for (SessionReport.Accepted each : report.accepted()) {
      answers.computeIfAbsent(each.at() + each.by(), key -> new ArrayList<>()).add(each);
    }
    List<List<String>> rows = new ArrayList<>();
    for (List<SessionReport.Accepted> answer : answers.values()) {
      SessionReport.Accepted one = answer.get(0);
      List<String> paths = answer.stream().map(SessionReport.Accepted::path).toList();
      for (PathGroups.Group group : PathGroups.of(paths, MANY)) {
        rows.add(
            List.of(
                group.name().isEmpty() ? "and more" : Markdown.codeCell(group.name()),
                group.count() == 1 ? "" : String.valueOf(group.count()),
                Markdown.codeCell(one.by()),
                Words.time(one.at()),
                Markdown.cell(one.channel())));
      }
    }
    String table = Markdown.table(List.of("path", "files", "by", "at", "how"), rows);
    String findings =
        Markdown.items(
            report.acceptedFindings().stream()
                .map(
                    each ->
                        each.finding()
                            + "; accepted by `"
                            + each.by()
                            + "` at "
                            + Words.time(each.at())
                            + (each.channel().isEmpty()
                                ? ""
                                : ", " + Markdown.text(each.channel())))
                .toList());
    return table + (table.isEmpty() || findings.isEmpty() ? "" : "\n") + findings;
  }
}

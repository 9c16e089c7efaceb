package dev.execsession.report.html;

import dev.execsession.journal.Fact;
import dev.execsession.report.SandboxWords;
import dev.execsession.report.SessionReport;
import dev.execsession.report.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes where a report comes from: digests, branch, session, and what its commands could do. */
record Origin(Parts parts, SessionReport report) {
  void write() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Plan", "`" + report.plan().path() + "`");
    facts.put("Plan digest", "`" + report.plan().digest() + "`");
    facts.put("Branch", "`" + report.branch() + "`");
    String start = report.head().start();
    String end = report.head().end();
    facts.put(
        "Commits", start.equals(end) ? "at `" + start + "`" : "`" + start + "` to `" + end + "`");
    facts.put("Session", "`" + report.session() + "` in `" + report.folder() + "`");
    facts.put("Follows", report.previous() == null ? "" : "session `" + report.previous() + "`");
    facts.put(
        "Mode",
        report.mode().jsonName()
            + (report.modeOverriddenBy() == null
                ? ""
                : ", overriding the plan, by " + report.modeOverriddenBy()));
    facts.put("Started", Words.time(report.startedAt()) + " by " + report.by());
    facts.put("Ended", report.endedAt() == null ? "" : Words.time(report.endedAt()));
    facts.put("Tool", "exec-session " + report.tool());
    facts.put("Outside the worktree", SandboxWords.sentence(report));
    facts.put("Not watched", report.unwatched() == null ? "" : names(report.unwatched()));
    facts.put(
        "Not read",
        report.unread() == null
            ? ""
            : Words.count(report.unread(), "file") + ", as git's index describes them");
    facts.put("Include", names(report.include()));
    facts.put("Exclude", report.exclude().isEmpty() ? "nothing" : names(report.exclude()));
    parts.facts(facts);
    parts.items(
        "h3",
        "Mode of the agent's blocks",
        report.choicesOfMode().stream().map(SessionReport.ModeChoice::words).toList());
    parts.items("h3", "Approvals", approvals());
  }

  private static String names(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  private List<String> approvals() {
    List<String> all = new ArrayList<>();
    for (SessionReport.Block block : report.blocks()) {
      for (Fact.Approval approval : block.approvals()) {
        String at = Words.time(Instant.parse(approval.at()));
        String how = approval.channel();
        all.add(
            block.id()
                + " by "
                + approval.by()
                + " at "
                + at
                + (how.isEmpty() ? "" : " " + how)
                + ": `"
                + approval.digest()
                + "`");
      }
    }
    return all;
  }
}

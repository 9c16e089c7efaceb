package dev.execsession.report;

import static dev.execsession.report.SessionLog.block;
import static dev.execsession.report.SessionLog.change;
import static dev.execsession.report.SessionLog.ended;
import static dev.execsession.report.SessionLog.failed;
import static dev.execsession.report.SessionLog.passed;

import dev.execsession.journal.Actor;
import dev.execsession.journal.Awaited;
import dev.execsession.journal.Channel;
import dev.execsession.journal.EscalationReason;
import dev.execsession.journal.Event;
import dev.execsession.journal.Fact;
import dev.execsession.journal.Grant;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions for the golden files. */
public final class Sessions {
  /** Hostile text of many kinds. */
  static final String HOSTILE =
      "`".repeat(500)
          + " </details><script>alert(1)</script> | @team fixes #12 https://evil.example \u001b[2K"
          + "\u0000\u202e\u009b \u2028 **bold** &lt; [x](http://y) $a$ `@one``@two` ::set-output x";

  private Sessions() {}

  /** Two blocks and the completion checks are done. */
  public static SessionLog completed() {
    Fact.Change a = change("api/src/A.java", Verdict.INCLUDED, "api/src/**");
    Fact.Change moved =
        new Fact.Change(
            "api/src/B.java",
            null,
            ChangeKind.ADDED,
            Verdict.INCLUDED,
            "api/src/**",
            Actor.EXECUTOR,
            "api/src/Old.java",
            null,
            10,
            null,
            null,
            null);
    TreePath name = new TreePath("api/src/caf\u00e9.txt");
    Fact.Change latin =
        new Fact.Change(
            name.display(),
            name.base64(),
            ChangeKind.DELETED,
            Verdict.INCLUDED,
            "api/src/**",
            Actor.CHECK,
            null,
            null,
            null,
            4,
            null,
            null);
    return SessionLog.of(
            block("B01", "Token bucket", "The bucket refills"), block("B02", "Redis store"))
        .worked("B01", 1, ended("Added the bucket.", List.of("Clock is injected"), List.of()))
        .measured(
            "B01", List.of(new Fact.Commit("2".repeat(40), "Add it", List.of("api/src/A.java"))), a)
        .add(
            new Event.Measured(
                "B01",
                Actor.CHECK,
                List.of(),
                List.of(new Fact.SideEffect("target/", 12)),
                List.of(),
                List.of(),
                "looks/2.json",
                null,
                null))
        .checked("B01", passed("make test"))
        .add(
            new Event.Attested(
                "B01",
                new Fact.Attestation(
                    "tenant-isolation",
                    Fact.Attestation.Status.GIVEN,
                    "ana",
                    "BucketTest covers it"),
                null))
        .add(
            new Event.Documented(
                "B01", new Fact.Docs(Fact.Docs.Status.NOT_NEEDED, "internal only"), "ana", null))
        .judged("B01", List.of(), List.of("manual check not run: The bucket refills"), a)
        .add(new Event.Noted("B01", "Look at the limits\nbefore the next sprint", "ana"))
        .approved("B01")
        .worked("B02", 2, ended("Stored.", List.of(), List.of("Redis is not clustered")))
        .measured("B02", List.of(), a, moved, latin)
        .checked("B02", passed("make test"))
        .judged("B02", List.of(), List.of(), a, moved, latin)
        .approved("B02")
        .checked(null, passed("make all"))
        .add(
            new Event.ManuallyChecked(
                null,
                new Fact.ManualCheck(
                    "Dashboard looks right", Fact.ManualCheck.Status.SKIPPED, "no access"),
                "ana",
                null))
        .add(new Event.Completed("3".repeat(40), null, null));
  }

  /** A check of the second of three blocks fails. */
  static SessionLog blocked() {
    Fact.Change a = change("api/src/A.java", Verdict.INCLUDED, "api/src/**");
    return SessionLog.of(
            block("B01", "Token bucket"), block("B02", "Redis store"), block("B03", "Docs"))
        .worked("B01", 1, ended("Added.", List.of(), List.of()))
        .measured("B01", List.of(), a)
        .checked("B01", passed("make test"))
        .judged("B01", List.of(), List.of(), a)
        .approved("B01")
        .worked("B02", 1, ended("Stored.", List.of("Needs a | in the key"), List.of()))
        .measured("B02", List.of(), a)
        .checked("B02", failed("make test", "Tests run: 3\nExpected 4 but was 5\n"))
        .add(new Event.Blocked("B02", List.of("the check `make test` failed with exit 1")));
  }

  static Fact.Escalation escalation() {
    return new Fact.Escalation(
        EscalationReason.SCOPE,
        "B02",
        "block `B02` changed `api/app.py`, which no include covers",
        List.of("api/app.py"),
        List.of("--- api/src/A.java", "+++ api/src/A.java", "@@ -1 +1,3 @@", "+class A {", "+}"),
        List.of("add `api/app.py` to Include"),
        "escalation-B02.md",
        List.of("api/app.py"),
        List.of("git checkout HEAD -- api/app.py"));
  }

  /** The second block leaves the scope; the escalation is not recorded yet. */
  static SessionLog escalating() {
    Fact.Change a = change("api/src/A.java", Verdict.INCLUDED, "api/src/**");
    Fact.Change outside = change("api/app.py", Verdict.OUTSIDE, "");
    return SessionLog.of(
            block("B01", "Token bucket"), block("B02", "Redis store"), block("B03", "Docs"))
        .worked("B01", 1, ended("Added.", List.of(), List.of()))
        .measured("B01", List.of(), a)
        .judged("B01", List.of(), List.of(), a)
        .approved("B01")
        .worked("B02", 1, ended("Stored.", List.of(), List.of()))
        .add(
            new Event.Measured(
                "B02",
                Actor.EXECUTOR,
                List.of(a, outside),
                List.of(),
                List.of(),
                List.of("tag `v1` was deleted"),
                "looks/2.json",
                null,
                null))
        .checked("B02", passed("make test"));
  }

  static SessionLog escalated() {
    return escalating().add(new Event.Escalated(escalation()));
  }

  /** The first block awaits approval. */
  static SessionLog paused() {
    Fact.Change a = change("api/src/A.java", Verdict.INCLUDED, "api/src/**");
    return SessionLog.of(block("B01", "Token bucket"), block("B02", "Redis store"))
        .worked("B01", 1, ended("Added.", List.of(), List.of()))
        .measured("B01", List.of(), a)
        .checked("B01", passed("make test"))
        .judged("B01", List.of(), List.of(), a)
        .add(
            new Event.Paused(
                "B01",
                "is block `B01` good?",
                "exec-session run docs/exec-plans/active/limit.md --approve B01",
                Awaited.APPROVAL));
  }

  /** Every untrusted field holds {@link #HOSTILE}. */
  public static SessionLog hostile() {
    Fact.Change bad =
        new Fact.Change(
            HOSTILE,
            null,
            ChangeKind.ADDED,
            Verdict.OUTSIDE,
            HOSTILE,
            Actor.EXECUTOR,
            HOSTILE,
            HOSTILE,
            1,
            1,
            null,
            null);
    List<String> texts = List.of(HOSTILE);
    Fact.Block block =
        new Fact.Block(
            "B01",
            HOSTILE,
            HOSTILE,
            SessionLog.DIGEST,
            HOSTILE,
            HOSTILE,
            texts,
            texts,
            List.of(),
            texts,
            texts);
    return SessionLog.titled(HOSTILE, HOSTILE, block)
        .add(new Grant.BetweenAccepted(List.of(bad), texts, HOSTILE, "looks/1.json"))
        .worked("B01", 1, ended(HOSTILE, List.of(HOSTILE, "a\n" + HOSTILE), List.of(HOSTILE)))
        .measured("B01", List.of(new Fact.Commit("2".repeat(40), HOSTILE, List.of(HOSTILE))), bad)
        .checked("B01", failed(HOSTILE, output()), failed(HOSTILE, output()))
        .add(
            new Event.Attested(
                "B01",
                new Fact.Attestation(HOSTILE, Fact.Attestation.Status.GIVEN, HOSTILE, HOSTILE),
                null))
        .add(
            new Event.Documented(
                "B01", new Fact.Docs(Fact.Docs.Status.ELSEWHERE, HOSTILE), HOSTILE, null))
        .judged("B01", List.of(HOSTILE), List.of(HOSTILE), bad)
        .add(new Event.Approved(List.of("B01"), HOSTILE, HOSTILE, Channel.PROMPT, null, null))
        .add(new Event.Escalated(hostileEscalation("B01")));
  }

  /** Logs and diffs of hostile text. */
  static ReportSources hostileSources() {
    return new ReportSources() {
      @Override
      public Optional<Log> log(String name) {
        return Optional.of(new Log(List.of(output().split("\n")), 1, List.of(HOSTILE)));
      }

      @Override
      public Optional<String> diff(String block) {
        return Optional.of(output());
      }
    };
  }

  static Fact.Escalation hostileEscalation(@Nullable String block) {
    return new Fact.Escalation(
        EscalationReason.SCOPE,
        block,
        HOSTILE,
        List.of(HOSTILE),
        List.of(output().split("\n")),
        List.of(HOSTILE),
        HOSTILE,
        List.of(HOSTILE),
        List.of(HOSTILE));
  }

  /** Hostile check output. */
  static String output() {
    return "::stop-commands::x\n  ##[group]open\n]]>\n" + HOSTILE + "\n```\n\u00a0::error::no\n";
  }
}

package dev.execsession.report;

import dev.execsession.report.Verification.Path;
import dev.execsession.report.Verification.Standing;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifications for tests of formats. */
final class Verifications {
  private static final String PLAN = "docs/exec-plans/active/limit.md";
  private static final String BASE = "1".repeat(40);
  private static final String COMMIT = "2".repeat(40);

  private Verifications() {}

  static Verification passed() {
    return of(true, "inside 1, outside 0", "Add the bucket", List.of(path("api/A.java", null)));
  }

  /** One path is outside. */
  static Verification failed() {
    return of(
        false,
        "inside 1, outside 1",
        "Add the bucket",
        List.of(path("api/A.java", null), path("config/x.yml", "other")));
  }

  /** Every untrusted field holds {@link Sessions#HOSTILE}. */
  static Verification hostile() {
    String text = Sessions.HOSTILE;
    return of(false, text, text, List.of(path(text, "other"), path("a/" + text, null)));
  }

  private static Path path(String name, @Nullable String outside) {
    boolean isInside = outside == null;
    return new Path(
        name,
        null,
        null,
        ChangeKind.ADDED,
        isInside ? Verdict.INCLUDED : Verdict.OUTSIDE,
        isInside ? Standing.INSIDE : Standing.OUTSIDE,
        outside,
        isInside ? "api/**" : "not in any include",
        null,
        isInside ? List.of(PLAN) : List.of(),
        isInside ? List.of("B01") : List.of(),
        List.of(COMMIT));
  }

  private static Verification of(boolean ok, String verdict, String foreign, List<Path> paths) {
    List<String> outside =
        paths.stream()
            .filter(path -> path.standing() == Standing.OUTSIDE)
            .map(Path::path)
            .toList();
    return new Verification(
        1,
        ok,
        verdict,
        new Verification.Range("main..HEAD", BASE, COMMIT),
        List.of(new Verification.PlanSide(PLAN, "sha256:" + "d".repeat(64), BASE)),
        new Verification.Counts(paths.size() - outside.size(), 0, 0, 0, outside.size()),
        paths,
        List.of(
            new Verification.Commit(
                COMMIT, foreign, foreign, List.of("B01"), paths.size(), outside.size())),
        List.of(foreign),
        List.of(new Verification.Flagged(foreign, "only the limits key")),
        List.of(foreign),
        List.of(),
        new Verification.Docs("missing", foreign, true),
        List.of(new Verification.Check("make test", "not run", null, foreign)),
        new Verification.Amendment(outside, List.of()),
        List.of(foreign));
  }
}

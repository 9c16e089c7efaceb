package dev.execsession.report;

import dev.execsession.report.Verification.Standing;
import dev.execsession.scope.ChangeKind;
import dev.execsession.scope.Verdict;
import dev.execsession.text.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifications for the golden files. */
final class Verifications {
  private static final String ID = "4".repeat(40);

  private Verifications() {}

  static Verification passed() {
    return of(
        "inside 1, outside 0",
        List.of(path("api/src/A.java", Verdict.INCLUDED, Standing.INSIDE, null)),
        List.of(),
        new Verification.Docs("updated", null, false),
        List.of(new Verification.Check("make test", "not run", null, null)),
        List.of());
  }

  /** Something of each kind is wrong. */
  static Verification failed() {
    return of(
        "inside 2, outside 4, 1 undeclared dependency",
        List.of(
            path("api/app.py", Verdict.OUTSIDE, Standing.OUTSIDE, "other"),
            path(".github/workflows/ci.yml", Verdict.PROTECTED, Standing.OUTSIDE, "protected"),
            path("api/src/A.java", Verdict.INCLUDED, Standing.INSIDE, null),
            path("api/src/secret/key", Verdict.EXCLUDED, Standing.OUTSIDE, "excluded"),
            path("web/package.json", Verdict.INCLUDED, Standing.INSIDE, null),
            named(new TreePath("c\u00e4f\u00e9: 100%.txt"))),
        List.of("`web/package.json` adds `left-pad`"),
        new Verification.Docs(
            "unanswered", "`api/src/A.java` changed, but nothing under docs/**", false),
        List.of(
            new Verification.Check("make test", "failed", 1, "exit 1; log: /tmp/1.log"),
            new Verification.Check("make lint", "passed", 0, null)),
        List.of("api/app.py"));
  }

  /** Every untrusted field holds {@link Sessions#HOSTILE}. */
  static Verification hostile() {
    String bad = Sessions.HOSTILE;
    return of(
        bad,
        List.of(
            new Verification.Path(
                bad,
                null,
                bad,
                ChangeKind.ADDED,
                Verdict.OUTSIDE,
                Standing.OUTSIDE,
                "other",
                bad,
                bad,
                List.of(),
                List.of(bad),
                List.of(ID))),
        List.of(bad),
        new Verification.Docs("missing", bad, true),
        List.of(new Verification.Check(bad, "failed", 1, bad)),
        List.of(bad));
  }

  /** More paths are outside than any service shows. */
  static Verification huge() {
    List<Verification.Path> paths = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      paths.add(path("web/" + i + ".ts", Verdict.OUTSIDE, Standing.OUTSIDE, "other"));
    }
    return of(
        "outside 6000",
        paths,
        List.of(),
        new Verification.Docs("not concerned", null, false),
        List.of(),
        List.of("web/**"));
  }

  private static Verification of(
      String verdict,
      List<Verification.Path> paths,
      List<String> dependencies,
      Verification.Docs docs,
      List<Verification.Check> checks,
      List<String> amend) {
    int outside = (int) paths.stream().filter(path -> path.standing() == Standing.OUTSIDE).count();
    return new Verification(
        1,
        outside == 0,
        verdict,
        new Verification.Range("main..HEAD", "1".repeat(40), ID),
        List.of(
            new Verification.PlanSide(
                "docs/exec-plans/active/limit.md", SessionLog.DIGEST, "1".repeat(40))),
        new Verification.Counts(paths.size() - outside, 0, 0, 0, outside),
        paths,
        List.of(new Verification.Commit(ID, "Limit", "Ana", List.of("B02"), paths.size(), outside)),
        List.of("docs/limits.md"),
        List.of(new Verification.Flagged("web/package.json", "only the version")),
        List.of("anything the mobile team owns"),
        dependencies,
        docs,
        checks,
        new Verification.Amendment(amend, List.of()),
        List.of());
  }

  private static Verification.Path path(
      String path, Verdict verdict, Standing standing, @Nullable String pathClass) {
    return new Verification.Path(
        path,
        null,
        null,
        ChangeKind.MODIFIED,
        verdict,
        standing,
        pathClass,
        verdict == Verdict.OUTSIDE ? "not in any include" : "api/**",
        null,
        List.of(),
        List.of("B02"),
        List.of(ID));
  }

  private static Verification.Path named(TreePath name) {
    return new Verification.Path(
        name.text(),
        name.base64(),
        null,
        ChangeKind.ADDED,
        Verdict.OUTSIDE,
        Standing.OUTSIDE,
        "other",
        "not in any include",
        null,
        List.of(),
        List.of(),
        List.of(ID));
  }
}

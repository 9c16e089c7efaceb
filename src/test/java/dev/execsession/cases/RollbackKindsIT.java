package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Undo restores every kind of entry, whatever the block changed, and writes nowhere else. */
class RollbackKindsIT {
  private static final String FILES =
      """
      mkdir -p src/closed/in src/hollow src/plain/deep src/becomes
      echo r >src/closed/in/f; chmod 444 src/closed/in/f; chmod 555 src/closed/in src/closed
      echo h >src/hard; ln src/hard src/harder
      echo n >src/none; chmod 000 src/none; echo s >src/set; chmod 6755 src/set
      echo p >src/plain/deep/p; echo b >src/becomes/f; printf i >src/own.pem
      echo l >"$(printf 'src/l\\nf')"; echo b >"$(printf 'src/bad\\377x')"
      """;

  @TempDir Path temp;

  private CaseRepo repo(String executor) {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK).executor(executor).inside();
    // Generated files are not kept: another case.
    repo.files().sh("rm -r node_modules\n" + FILES);
    return repo;
  }

  @ParameterizedTest // cases 34, 41
  @ValueSource(
      strings = {
        "chmod -R u+w src/closed; rm -r src/closed",
        "chmod u+w src/closed/in; rm -f src/closed/in/f; chmod u-w src/closed/in",
        "chmod u+w src/closed/in/f; echo x >>src/closed/in/f; chmod u-w src/closed/in/f",
        "rmdir src/hollow; rmdir src/plain 2>/dev/null || true",
        "echo x >>src/hard",
        "rm src/hard src/harder",
        "rm src/harder; cp src/hard src/harder; echo x >>src/harder",
        "rm -f src/none; chmod 755 src/set",
        "chmod 644 src/none; echo x >>src/none",
        "rm src/set; echo other >src/set",
        "rm -r src/becomes; echo x >src/becomes",
        "rm -r src/plain; ln -s ../../outside src/plain",
        "rm -r src/plain; ln -s /nowhere src/plain; rm src/own.pem",
        "rm \"$(printf 'src/l\\nf')\" \"$(printf 'src/bad\\377x')\"",
        "git -c user.name=x -c user.email=x@x stash -q -u -a",
        "git add -A; git reset -q --hard; git clean -qfdx; chmod -R u+w src; rm -rf src",
        "mkfifo src/pipe; mkdir -p src/m/n; chmod 700 src/hollow src/m"
      })
  void every_kind_of_entry_is_restored_and_nothing_is_written_elsewhere(String executor) {
    CaseRepo repo = repo(executor);
    Fingerprint before = Fingerprint.ofTree(repo.files().root());
    Fingerprint outside = Fingerprint.ofTree(repo.outside());
    Ran run = repo.cli().run(repo.runWords("--mode", "autonomous", "--allow-dirty"));
    assertThat(run.exit()).as(run.toString()).isIn(0, 1, 4);
    String git = git(repo);

    Ran ran = repo.cli().run("rollback", "B01");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(before.differences(Fingerprint.ofTree(repo.files().root()))).isEmpty();
    assertThat(Fingerprint.ofTree(repo.files().root())).isEqualTo(before);
    assertThat(git(repo)).isEqualTo(git);
    assertThat(outside.differences(Fingerprint.ofTree(repo.outside())))
        .isSubsetOf("count", "report.json");
  }

  /** Returns the user's git state: the index's bytes, the stash, HEAD and every ref. */
  private static String git(CaseRepo repo) {
    return repo.files().sh("if [ -f .git/index ]; then sha256sum .git/index; fi; cat .git/HEAD")
        + repo.files().git("stash", "list")
        + repo.files()
            .git("for-each-ref")
            .lines()
            .filter(line -> !line.contains("refs/exec-session/"))
            .toList();
  }

  @Test
  void what_is_too_large_to_keep_is_reported_once_and_generated_folders_once_per_session() {
    CaseRepo repo = CaseRepo.create(temp).executor("echo $B >>src/A.java").inside();
    repo.files().write(".gitignore", ".env\nnode_modules/\ntarget/\n*.dump\n");
    repo.files().commit("Ignore dumps");
    repo.files().sh("for i in $(seq 10 31); do truncate -s 2M src/$i.dump; done");

    Ran first = repo.cli().run(repo.runWords("--mode", "autonomous", "--until", "B01"));

    assertThat(first.exit()).as(first.toString()).isEqualTo(0);
    assertThat(first.err())
        .containsOnlyOnce("warning[UNDO-003]: 22 files are too large to keep")
        .contains("\n  `src/10.dump`\n", "\n  `src/29.dump`\n", "\n  … and 2 more\n")
        .doesNotContain("src/30.dump")
        .containsOnlyOnce("\nignored files in `node_modules` are not kept for undo\n");
    Ran second = repo.cli().run(repo.runWords("--mode", "autonomous"));
    assertThat(second.exit()).as(second.toString()).isEqualTo(0);
    assertThat(second.err()).doesNotContain("are not kept for undo");
  }
}

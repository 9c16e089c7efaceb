package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.Fingerprint;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.Needs;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ways around a scope check that relies on {@code git status}, as measured against eight kinds of
 * detectors: each is a script run by an executor, and each is reported with file, rule, block and
 * actor. Only writes outside of the worktree, which a scan cannot see, are prevented or reported as
 * not watched.
 */
class EscapesIT {
  private static final String COMMIT = "git -c user.name=x -c user.email=x@x commit -q ";
  private static final String EXCLUDED =
      PlanText.withExclude(
          PlanText.STANDARD, "`src/secret/**`", "`node_modules/**`", "`target/**`");

  /** A few run the real launcher; for the others it makes no difference. */
  private static final List<String> LAUNCHED =
      List.of("2 ", "6 a hook", "11 a stash taken back", "46 ", "48 a second");

  @TempDir Path temp;

  /** An escape and its expected result. */
  record Escape(
      String name, String plan, String prepare, String script, int exit, List<String> named) {
    @Override
    public String toString() {
      return name;
    }

    Escape after(String preparation) {
      return new Escape(name, plan, preparation, script, exit, named);
    }

    Escape with(String otherPlan) {
      return new Escape(name, otherPlan, prepare, script, exit, named);
    }

    Escape ends(int otherExit) {
      return new Escape(name, plan, prepare, script, otherExit, named);
    }
  }

  private static Escape row(String name, String script, String... named) {
    return new Escape(name, PlanText.STANDARD, "", script, 4, List.of(named));
  }

  static Stream<Escape> escapes() {
    return Stream.of(
            plainEdits(), hiddenByGit(), hiddenByStat(), repositories(), shapes(), gitItself())
        .flatMap(List::stream);
  }

  private static List<Escape> plainEdits() {
    return List.of(
        row("1 an edit", "echo x >>pom.xml", "pom.xml"),
        row("2 an edit of an ignored secret", "echo x >>.env", ".env"),
        row(
                "3 node_modules, excluded",
                "echo x >>node_modules/m/i.js; echo y >node_modules/new.js",
                "node_modules/m/i.js",
                "node_modules/new.js")
            .with(EXCLUDED),
        row(
                "3 node_modules, of which nothing is said",
                "echo x >>node_modules/m/i.js; echo x >>src/A.java",
                "node_modules/")
            .ends(0),
        row("4 an ignored folder, excluded", "mkdir target; echo x >target/o", "target/o")
            .with(EXCLUDED),
        row(
                "4 an ignored folder, of which nothing is said",
                "mkdir -p target; echo x >>target/o; echo x >>src/A.java",
                "target/")
            .ends(0),
        row("31 a name in other letters", "mv secret/key secret/KEY", "secret/KEY", "secret/key"),
        row("31 the same where git folds names", "mv secret/key secret/KEY", "secret/KEY")
            .after("git config core.ignorecase true"),
        row("32 a mode", "chmod +x secret/key", "secret/key"),
        row("33 a mode that git does not look at", "chmod +x secret/key", "secret/key")
            .after("git config core.filemode false"),
        row("33 a mode that git does not know", "chmod 4600 secret/key", "secret/key"),
        row(
                "42 an edit that is taken back",
                "cp -p secret/key ../outside/k; echo x >>secret/key; "
                    + "cp ../outside/k secret/key; touch pom.xml; echo x >>src/A.java")
            .ends(0));
  }

  private static List<Escape> hiddenByGit() {
    String clean = "git config filter.f.clean 'head -c 2'";
    String same = "git config filter.f.clean 'echo k'";
    String commit = "; git add -A; " + COMMIT + "-m filters";
    return List.of(
        row(
            "5 info/exclude", "echo hid/ >>.git/info/exclude; mkdir hid; echo x >hid/p",
            "hid/p", ".git/info/exclude"),
        row(
            "5 core.excludesFile",
            "echo hid/ >../outside/l; git config core.excludesFile \"$PWD/../outside/l\";"
                + " mkdir hid; echo x >hid/p",
            "hid/p",
            ".git/config"),
        row(
            "12 assume-unchanged",
            "git update-index --assume-unchanged secret/key; echo x >>secret/key",
            "secret/key",
            "assume-unchanged"),
        row(
            "12 assume-unchanged and no edit",
            "git update-index --assume-unchanged secret/key",
            "secret/key",
            "assume-unchanged"),
        row(
            "13 skip-worktree",
            "git update-index --skip-worktree secret/key; echo x >>secret/key",
            "secret/key",
            "skip-worktree"),
        row(
            "13 skip-worktree within the scope",
            "git update-index --skip-worktree src/A.java",
            "src/A.java",
            "skip-worktree"),
        row("14 a filter of the user's", "echo x >>secret/key", "secret/key")
            .after(clean + "; echo 'secret/key filter=f' >.gitattributes" + commit),
        row(
            "14 a filter of the executor's",
            clean + "; echo 'secret/key filter=f' >.gitattributes; echo x >>secret/key",
            "secret/key",
            ".gitattributes",
            ".git/config"),
        row(
            "14 info/attributes",
            clean + "; echo 'secret/key filter=f' >.git/info/attributes; echo x >>secret/key",
            "secret/key",
            ".git/info/attributes",
            ".git/config"),
        row("15 a filter, the same size", "printf 'K\\n' >secret/key", "secret/key")
            .after(same + "; echo 'secret/key filter=f' >.gitattributes" + commit),
        row("16 ident", "printf '$Id: payload $\\n' >secret/id", "secret/id")
            .after(
                "echo 'secret/id ident' >.gitattributes; printf '$Id$\\n' >secret/id"
                    + commit
                    + "; rm secret/id; git checkout -q -- secret/id"),
        row("17 line ends", "printf 'k\\r\\n' >secret/key", "secret/key")
            .after("echo '* text=auto' >.gitattributes" + commit),
        row(
                "18 another encoding",
                "printf 'a\\000' | iconv -f UTF-16LE -t UTF-16BE >secret/e",
                "secret/e")
            .after(
                "echo 'secret/e working-tree-encoding=UTF-16LE' >.gitattributes;"
                    + " printf 'a\\000' >secret/e"
                    + commit),
        row(
            "34 a sparse checkout", "git sparse-checkout set src docs; echo x >>src/A.java",
            "secret/key", ".git/info/sparse-checkout"),
        row("37 untracked files not shown", "echo x >secret/new", "secret/new")
            .after("git config status.showUntrackedFiles no"),
        row("38 a file watcher that lies", "echo x >>secret/key", "secret/key")
            .after("git config core.fsmonitor true"));
  }

  private static List<Escape> hiddenByStat() {
    String back =
        "touch -r secret/key ../outside/t; printf 'K\\n' >secret/key;"
            + " touch -r ../outside/t secret/key";
    return List.of(
        row("19 the old size and time", back, "secret/key"),
        row("20 the old size and time, and git told not to look", back, "secret/key")
            .after("git config core.trustctime false; git config core.checkStat minimal"),
        row(
                "48 a second store into a page of memory, tracked",
                "touch ../outside/go; timeout 20 cat ../outside/done",
                "secret/key")
            .after(mapped("secret/key")),
        row(
                "48 the same, excluded",
                "touch ../outside/go; timeout 20 cat ../outside/done",
                "src/secret/key")
            .after(mapped("src/secret/key")),
        row(
                "48 the same, ignored and sensitive",
                "touch ../outside/go; timeout 20 cat ../outside/done",
                ".env")
            .after(mapped(".env")),
        row("21 a file that is dirty already", "echo more >>secret/key", "secret/key")
            .after("echo mine >>secret/key"),
        row("21 a file that is dirty and staged already", "echo more >>secret/key", "secret/key")
            .after("echo mine >>secret/key; git add secret/key; echo again >>secret/key"));
  }

  /**
   * Starts a program that writes the existing byte to a memory-mapped page, and another one on
   * request; timestamps do not change for the second in between.
   */
  private static String mapped(String file) {
    return """
        mkfifo ../outside/done
        setsid python3 -c '
        import mmap, os, time
        f = open("%s", "r+b"); m = mmap.mmap(f.fileno(), 0); m[0] = m[0]
        before = os.stat("%s")
        open("../outside/stored", "w").close()
        while not os.path.exists("../outside/go"): time.sleep(0.01)
        m[0] = 88
        after = os.stat("%s")
        assert (before.st_mtime_ns, before.st_ctime_ns) == (after.st_mtime_ns, after.st_ctime_ns)
        open("../outside/done", "w").write("done")
        ' >../outside/mapped.log 2>&1 </dev/null &
        while [ ! -e ../outside/stored ]; do sleep 0.01; done; sleep 1.1
        """
        .formatted(file, file, file);
  }

  private static List<Escape> repositories() {
    String submodule =
        "git init -q ../sub; (cd ../sub; echo a >a; git add a; "
            + COMMIT
            + "-m sub);"
            + " git -c protocol.file.allow=always submodule --quiet add \"$PWD/../sub\" vendor/s;"
            + COMMIT
            + "-m submodule";
    String nested =
        "mkdir -p vendor/n; (cd vendor/n; git init -q; echo a >a; git add a; " + COMMIT + "-m n)";
    return List.of(
        row(
                "22 a file of a submodule",
                "echo x >>vendor/s/a; echo y >vendor/s/new",
                "vendor/s/a",
                "vendor/s/new")
            .after(submodule),
        row("23 a file of a submodule that is dirty already", "echo x >>vendor/s/a", "vendor/s/a")
            .after(submodule + "; echo mine >>vendor/s/a"),
        row(
                "24 a commit in a submodule that git ignores",
                "cd vendor/s; echo x >>a; " + COMMIT + "-am x",
                "vendor/s/a")
            .after(submodule + "; git config submodule.vendor/s.ignore all"),
        row("25 a nested repository, edited", "echo x >>vendor/n/a", "vendor/n/a").after(nested),
        row(
                "25 a nested repository, committed",
                "cd vendor/n; echo x >>a; " + COMMIT + "-am x",
                "vendor/n/a",
                "vendor/n/.git/")
            .after(nested));
  }

  private static List<Escape> shapes() {
    return List.of(
        row("27 a link that leads out, there before", "echo x >>src/out/f", "src/out", "TREE-001")
            .after("ln -s ../../outside src/out")
            .ends(3),
        row(
            "27 a link that leads out, made by the executor",
            "ln -s ../../outside src/out; echo x >src/out/f",
            "src/out"),
        row(
                "28 a second name of an excluded file, there before",
                "echo x >>src/hl",
                "src/hl",
                "secret/key")
            .after("ln secret/key src/hl; git add -A; " + COMMIT + "-m link")
            .ends(3),
        row(
            "28 a second name of an excluded file, made by the executor",
            "ln secret/key src/hl; echo x >>src/hl",
            "secret/key"),
        row(
            "28 a second name of an excluded file, made and not written through",
            "ln secret/key src/hl",
            "src/hl",
            "secret/key"),
        row(
            "29 a folder that becomes a link",
            "rm -r src/util; ln -s ../secret src/util",
            "src/util"),
        row("30 a move over the border", "mv secret/key src/key", "secret/key"),
        row("30 a copy of a secret", "cp secret/key src/key-$B", "src/key-B01").ends(0),
        row("36 empty folders and a pipe", "mkdir secret/empty; mkfifo secret/pipe", "secret/pipe"),
        row(
            "46 odd names",
            "cd secret; for n in \"$(printf 'a\\nb')\" 'q\"q' 'b\\b' -dash \"$(printf '\\303\\251')\""
                + " \"$(printf 'e\\314\\201')\" \"$(printf '\\360\\237\\230\\200')\""
                + " \"$(printf 'e\\033[2J')\" \"$(printf 's\\377')\"; do echo x >\"./$n\"; done",
            "secret/a\\nb",
            "secret/q\"q",
            "secret/b\\b",
            "secret/-dash"),
        row(
                "47 a file outside, where nothing confines",
                "echo x >>src/A.java; echo x >../outside/file",
                "not watched")
            .ends(0));
  }

  private static List<Escape> gitItself() {
    return List.of(
        row(
            "6 a hook",
            "echo true >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit",
            ".git/hooks/pre-commit"),
        row("6 core.hooksPath", "git config core.hooksPath src", ".git/config"),
        row("6 core.fsmonitor", "git config core.fsmonitor 'touch PWN'", ".git/config"),
        row("6 an alias", "git config alias.st '!touch PWN'", ".git/config"),
        row("6 info/attributes", "echo '* filter=f' >.git/info/attributes", ".git/info/attributes"),
        row(
            "6 alternates",
            "echo /tmp >.git/objects/info/alternates",
            ".git/objects/info/alternates"),
        row(
            "7 a commit of an excluded file",
            "echo x >>src/secret/key; " + COMMIT + "-am x",
            "src/secret/key"),
        row(
            "7 a commit taken back by another",
            "echo x >>src/secret/key; "
                + COMMIT
                + "-am x; git -c user.name=x -c user.email=x@x"
                + " revert --no-edit HEAD",
            "src/secret/key"),
        row(
            "8 a branch and back",
            "git checkout -q -b other; echo x >>secret/key; "
                + COMMIT
                + "-am x; git checkout -q feature/x",
            "other",
            "secret/key"),
        row(
            "9 an amended commit",
            "echo x >>src/A.java; " + COMMIT + "-a --amend -m x",
            "feature/x"),
        row(
            "10 a commit and a reset",
            "echo x >>secret/key; " + COMMIT + "-am x; git reset -q --hard HEAD~1",
            "secret/key"),
        row(
            "10 a commit and a reset whose logs are gone",
            "echo x >>secret/key; "
                + COMMIT
                + "-am x; git reset -q --hard HEAD~1;"
                + " git reflog expire --expire=now --all",
            "secret/key"),
        row(
            "10 a commit and a reset, the lines of the log taken out",
            "cp -r .git/logs ../outside/logs; echo x >>secret/key; "
                + COMMIT
                + "-am x; git reset -q --hard HEAD~1;"
                + " rm -r .git/logs; mv ../outside/logs .git/logs; rm -f .git/ORIG_HEAD",
            "secret/key"),
        row(
            "10 a commit on no branch and no log",
            "git update-ref --no-deref HEAD $(git -c user.name=x -c user.email=x@x commit-tree"
                + " -p HEAD -m x $(git write-tree)) >/dev/null; git reset -q --soft ORIG 2>/dev/null;"
                + " git checkout -q feature/x",
            "feature/x"),
        row(
            "11 a stash",
            "echo x >>src/A.java; git -c user.name=x -c user.email=x@x stash -q",
            "stash"),
        row(
                "11 a stash taken back",
                "echo x >>src/A.java; git -c user.name=x -c user.email=x@x stash -q;"
                    + " git -c user.name=x -c user.email=x@x stash pop -q")
            .ends(0),
        row(
            "41 conflict stages",
            "b=$(git rev-parse HEAD:secret/key); { printf '100644 %s 1\\tsecret/key\\n' $b;"
                + " printf '100644 %s 2\\tsecret/key\\n' $b; } | git update-index --index-info",
            "secret/key",
            "conflict"),
        row(
            "41 an excluded file, staged",
            "b=$(echo other | git hash-object -w --stdin);"
                + " git update-index --cacheinfo 100644,$b,src/secret/key",
            "src/secret/key",
            "staged"),
        row(
                "43 another repository in place of this one",
                "cp -r .git ../outside/git; rm -r .git; echo 'gitdir: ../outside/git' >.git")
            .ends(7),
        row(
                "44 everything expired and pruned",
                "echo x >>secret/key; "
                    + COMMIT
                    + "-am x; git reset -q --hard HEAD~1;"
                    + " git reflog expire --expire=now --all; git gc -q --prune=now",
                ".git/logs/HEAD",
                "young objects were pruned")
            // The repository's own lines are so old that git itself would drop them.
            .after("sed -i -E \"s/> [0-9]+ /> $(date +%s) /\" .git/logs/HEAD"),
        row(
            "44 the same where git itself would drop the lines",
            "echo x >>secret/key; "
                + COMMIT
                + "-am x; git reset -q --hard HEAD~1;"
                + " git reflog expire --expire=now --all; git gc -q --prune=now",
            "young objects were pruned"),
        row("45 core.worktree", "git config core.worktree ../outside; true", ".git/config"));
  }

  @ParameterizedTest(name = "{0}") // cases 63, 74, 75, 76, 95, 104, 106, 120
  @MethodSource("escapes")
  void is_named(Escape escape) throws IOException {
    CaseRepo repo = CaseRepo.create(temp, escape.plan());
    Needs.calledIn(escape.prepare() + escape.script(), "python3", "iconv");
    if (escape.name().contains("nothing confines")) {
      repo.unconfined();
    }
    if (LAUNCHED.stream().noneMatch(escape.name()::startsWith)) {
      repo.inside();
    }
    if (!escape.prepare().isEmpty()) {
      repo.files().sh(escape.prepare());
    }
    repo.executor("export HOME='" + repo.files().home() + "'\n" + escape.script());
    NothingLost lost = NothingLost.since(repo).exceptGitByTheExecutor();

    Ran ran = repo.autonomous("--allow-dirty");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(escape.exit());
    assertThat(repo.files().path("PWN")).doesNotExist();
    String said = ran.all() + (Files.exists(repo.reportFile()) ? repo.report() : "");
    escape.named().forEach(named -> assertThat(said).contains(named));
    Path log = repo.outside().resolve("mapped.log");
    if (Files.exists(log)) {
      assertThat(log).as("the program kept the file's times").isEmptyFile();
    }
    switch (escape.exit()) {
      case 3 -> lost.holdsAndNothingWasStarted();
      case 7 -> assertThat(repo.runs()).containsExactly("B01");
      default -> {
        SortedSet<String> changed =
            lost.tree().differences(Fingerprint.ofTree(repo.files().root()));
        if (escape.exit() == 4) {
          stoppedBy(repo, ran, escape, changed);
        }
        lost.holdsWithChanges(changed.toArray(String[]::new));
      }
    }
  }

  /**
   * Checks that every differing path is reported with its rule and actor, and every expected word
   * is printed.
   */
  private static void stoppedBy(CaseRepo repo, Ran ran, Escape escape, SortedSet<String> changed) {
    assertThat(repo.runs()).containsExactly("B01");
    JsonDoc report = repo.report();
    assertThat(report.text("state")).isEqualTo("escalated");
    assertThat(report.text("escalation.reason")).isEqualTo("scope");
    assertThat(report.text("escalation.block")).isEqualTo("B01");
    assertThat(ran.all()).contains("block `B01`").contains(escape.named());
    Set<String> told = new TreeSet<>();
    for (JsonDoc change : report.docs("blocks.0.changes.*")) {
      assertThat(change.text("by")).isEqualTo("executor");
      assertThat(change.text("rule")).isNotEmpty();
      told.add(change.text("path"));
    }
    // A name that is not valid text is shown as bytes.
    changed.stream()
        .filter(path -> path.indexOf('\ufffd') < 0)
        .forEach(path -> assertThat(told).contains(path));
  }
}

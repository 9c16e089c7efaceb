package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names are bytes: every file is judged and reported by exactly its name. */
class NameCasesIT {
  private static final String NAMES =
      """
      set -- 'a b' 'é' "'\\"\\\\" '😀' '-x' '$(touch PWN)' 'tab	x'
      for name; do echo x >>"%s/$name"; done
      """;
  private static final List<String> NAMED =
      List.of("a b", "é", "'\"\\", "😀", "-x", "$(touch PWN)", "tab\tx");

  @TempDir Path temp;

  @Test // case 52
  void odd_names_are_reported_exactly() throws IOException {
    CaseRepo repo =
        CaseRepo.create(temp.resolve("my répo \"x\""), PlanText.ONE_BLOCK)
            .executor(NAMES.formatted("src"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    String[] paths = NAMED.stream().map(name -> "src/" + name).toArray(String[]::new);
    assertThat(repo.report().texts("blocks.0.changes.*.path")).containsExactlyInAnyOrder(paths);
    assertThat(repo.cli().run("report", "--format", "md").out()).contains("é", "😀", "a b");
    lost.holdsWithChanges(paths);
    assertThat(repo.files().path("PWN")).doesNotExist();
  }

  @Test // case 52
  void odd_names_out_of_scope_are_reported_exactly_too() {
    CaseRepo repo =
        CaseRepo.create(temp.resolve("my répo \"x\""), PlanText.ONE_BLOCK)
            .executor(NAMES.formatted("secret"));
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    String[] paths = NAMED.stream().map(name -> "secret/" + name).toArray(String[]::new);
    assertThat(repo.report().texts("escalation.paths.*")).containsExactlyInAnyOrder(paths);
    lost.holdsWithChanges(paths);
  }

  @Test
  void a_plan_may_have_an_odd_name_itself() {
    String name = "docs/exec-plans/active/plan é 'x'.md";
    CaseRepo repo = CaseRepo.create(temp);
    repo.files().write(name, PlanText.ONE_BLOCK);
    repo.files().commit("Another plan");
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .run(
                "run",
                "plan é 'x'.md",
                "--executor-command",
                repo.executor().command(),
                "--report",
                repo.reportFile().toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(repo.report().text("plan.path")).isEqualTo(name);
    assertThat(ran.out())
        .contains("exec-session run 'docs/exec-plans/active/plan é '\\''x'\\''.md'");
    assertThat(repo.files().read("src/A.java")).isEqualTo("a\nB01\n");
    assertThat(lost).isNotNull();
  }

  @Test
  void a_folder_whose_name_is_not_utf8_is_refused_with_the_reason() {
    Cli cli = CaseRepo.create(temp).cli();

    Ran ran =
        cli.shell(
            "d=$(printf 'a\\377'); mkdir \"$d\"; \"$ES\" -C \"$d\" validate x.md; cd \"$d\"; \"$ES\" validate x.md");

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.err().split("` is not UTF-8", -1)).as(ran.toString()).hasSize(3);
  }

  @Test // case 53
  void every_locale_prints_the_same_verdict_in_the_same_bytes() throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    for (String locale : List.of("C.UTF-8", "C", "POSIX")) {
      CaseRepo repo =
          CaseRepo.create(temp.resolve(locale), PlanText.ONE_BLOCK)
              .executor("echo x >>src/é.txt; echo x >>secret/é.txt; printf x >src/new-ü");
      repo.files().write("src/é.txt", "1\n");
      repo.files().write("secret/é.txt", "1\n");
      repo.files().commit("Names beyond ASCII");
      NothingLost lost = NothingLost.since(repo);

      Ran ran =
          repo.cli()
              .without("LC_ALL")
              .with("LANG", locale)
              .with("LC_ALL", locale)
              .run(repo.runWords("--mode", "autonomous"));

      assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
      JsonDoc report = repo.report();
      assertThat(report.texts("escalation.paths.*")).containsExactly("secret/é.txt");
      assertThat(Files.readString(repo.reportFile(), StandardCharsets.UTF_8))
          .contains("secret/é.txt");
      seen.add(report.all("blocks.0.changes").toString());
      lost.holdsWithChanges("src/é.txt", "secret/é.txt", "src/new-ü");
    }
    assertThat(seen).hasSize(1);
  }

  @Test // case 53
  void a_name_that_is_no_text_is_kept_as_its_bytes() {
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor(
                "printf x >\"$(printf 'src/n\\377')\"; printf x >\"$(printf 'secret/n\\376')\"");

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
    List<String> names =
        repo.report().texts("blocks.0.changes.*.pathBase64").stream()
            .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1))
            .toList();
    assertThat(names).containsExactlyInAnyOrder("src/n\u00ff", "secret/n\u00fe");
    assertThat(ran.all()).contains("secret/n\\xfe");
  }
}

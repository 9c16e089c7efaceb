package dev.execsession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --format github}: the log, the summary and the outputs of a step. */
class GithubStepTest {
  @TempDir Path temp;

  private CaseRepo repo;
  private Path summary;
  private Path output;

  @BeforeEach
  void aSessionThatLeftTheScope() {
    repo = CaseRepo.create(temp).inside().unconfined().executor("echo x >>src/A.java; echo y >b");
    summary = temp.resolve("summary");
    output = temp.resolve("output");
    assertThat(repo.autonomous().exit()).isEqualTo(4);
  }

  private Cli step() {
    return repo.cli()
        .with("GITHUB_ACTIONS", "true")
        .with("GITHUB_STEP_SUMMARY", summary.toString())
        .with("GITHUB_OUTPUT", output.toString());
  }

  @Test
  void a_report_annotates_summarizes_and_sets_outputs() throws IOException {
    Files.writeString(summary, "# Before\n");

    Ran ran = step().run("report", "--format", "github");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out())
        .contains("::error file=b,line=1,title=Path outside of the scope changed::block `B01`: ");
    assertThat(summary).content().startsWith("# Before\n\n# ").contains("**escalated**");
    assertThat(output)
        .content()
        .matches(
            """
            state<<(end-[0-9a-f]{64})
            escalated
            \\1
            next<<(end-[0-9a-f]{64})
            exec-session [^\n]+
            \\2
            report<<(end-[0-9a-f]{64})
            /[^\n]+/report\\.md
            \\3
            """);
  }

  @Test
  void a_summary_never_grows_beyond_one_mebibyte() throws IOException {
    String line = "x".repeat(99) + "\n";
    Files.writeString(summary, line.repeat(((1 << 20) - 500) / 100));

    Ran ran = step().run("report", "--format", "github");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(Files.size(summary)).isLessThanOrEqualTo(1 << 20);
    assertThat(summary)
        .content()
        .endsWith("\n**Cut here:** the rest is too long for this place.\n");
  }

  @Test
  void outside_of_a_step_only_the_annotations_are_printed() {
    Ran ran = repo.cli().run("report", "--format", "github");
    Ran file = repo.cli().run("report", "--format", "github", "-o", "../log.txt");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(ran.out()).contains("::error file=b,");
    assertThat(temp.resolve("log.txt")).content().isEqualTo(ran.out());
    assertThat(file.out()).isEmpty();
    assertThat(summary).doesNotExist();
    assertThat(file.exit()).isZero();
  }

  @Test
  void a_summary_that_cannot_be_written_is_an_error() {
    Ran ran = step().with("GITHUB_OUTPUT", temp.toString()).run("report", "--format", "github");

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.err()).contains("RUN-013", "which GITHUB_OUTPUT names");
  }

  @Test
  void every_format_can_be_written_and_none_is_kept_without_need() throws IOException {
    Ran ran = repo.cli().run("report", "--format", "junit", "-o", temp.resolve("a.txt").toString());
    Ran sarif = repo.cli().run("report", "-o", temp.resolve("b.sarif").toString());
    Ran gitlab =
        repo.cli().run("report", "-o", temp.resolve("gl-code-quality-report.json").toString());
    Ran unknown = repo.cli().run("report", "--format", "pdf");

    assertThat(ran.exit()).as(ran.toString()).isZero();
    assertThat(temp.resolve("a.txt")).content().startsWith("<?xml ");
    assertThat(sarif.exit()).isZero();
    assertThat(JsonDoc.read(temp.resolve("b.sarif")).text("version")).isEqualTo("2.1.0");
    assertThat(gitlab.exit()).isZero();
    assertThat(temp.resolve("gl-code-quality-report.json")).content().startsWith("[");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("md, json, html, junit, sarif, gitlab, github or comment");
    try (var files = Files.walk(repo.files().path(".git/exec-session"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("report."))
          .containsExactlyInAnyOrder("report.md", "report.json");
    }
  }
}

package dev.execsession.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.testing.CaseRepo;
import dev.execsession.testing.Cli.Ran;
import dev.execsession.testing.JsonDoc;
import dev.execsession.testing.NothingLost;
import dev.execsession.testing.PlanText;
import dev.execsession.testing.Pty;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attestations are required when certain files changed. */
class PolicyIT {
  private static final String BACKEND = "skills:\n  backend: {paths: [src/**]}\n";
  private static final String GIVEN =
      """
      {"attestations": {"tenant-isolation": "src/A.java: no query, no tenant",
       "server-side-authorization": {"evidence": "src/A.java: no endpoint"}}}
      """;

  @TempDir Path temp;

  private CaseRepo repo(String config, String result) {
    return repo(PlanText.ONE_BLOCK, config, "echo x >>src/A.java", result);
  }

  private CaseRepo repo(String plan, String config, String work, String result) {
    CaseRepo repo =
        CaseRepo.create(temp, plan)
            .executor(work + "\ncat >\"$EXEC_SESSION_RESULT\" <<'END'\n" + result.strip() + "\nEND")
            .inside();
    repo.files().write(".exec-session.yml", config);
    repo.files().commit("Configure");
    return repo;
  }

  @Test
  void attestations_with_evidence_let_a_block_pass_and_are_reported() {
    CaseRepo repo = repo(BACKEND, GIVEN);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.attestations.*.policy"))
        .containsExactlyInAnyOrder("tenant-isolation", "server-side-authorization");
    assertThat(report.texts("blocks.0.attestations.*.status")).containsOnly("given");
    assertThat(report.texts("blocks.0.attestations.*.evidence"))
        .contains("src/A.java: no query, no tenant", "src/A.java: no endpoint");
    assertThat(report.texts("blocks.0.attestations.*.by")).containsOnly("executor");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none of two         | {}                                               | tenant-isolation
          one of two          | {"attestations": {"tenant-isolation": "tests"}}  | server-side-authorization
          one without words   | {"attestations": {"tenant-isolation": "tests", "server-side-authorization": " "}} | server-side-authorization
          a bare yes          | {"attestations": {"tenant-isolation": true, "server-side-authorization": "x"}} | tenant-isolation
          """)
  void a_missing_attestation_blocks_without_a_person(String what, String result, String missing) {
    CaseRepo repo = repo(BACKEND, result);
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(what + ran).isEqualTo(1);
    assertThat(ran.all()).contains(missing);
    assertThat(repo.report().texts("blocks.*.status")).containsExactly("blocked");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_missing_attestation_can_be_made_a_risk() {
    String config =
        BACKEND
            + "policies:\n  tenant-isolation: {on-missing: risk}\n"
            + "  server-side-authorization: {enabled: false}\n";
    CaseRepo repo = repo(config, "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.attestations.*.policy")).containsExactly("tenant-isolation");
    assertThat(report.texts("blocks.0.attestations.*.status")).containsExactly("missing");
    assertThat(report.texts("risks.*")).anyMatch(risk -> risk.contains("tenant-isolation"));
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_policy_whose_paths_were_not_touched_asks_nothing() {
    CaseRepo repo = repo("skills:\n  backend: {paths: [src/util/**]}\n", "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().texts("blocks.0.attestations.*")).isEmpty();
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void stepwise_without_a_person_waits_for_one() {
    CaseRepo repo = repo(BACKEND, "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.stepwise();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.all()).contains("tenant-isolation");
    assertThat(repo.report().text("state")).isEqualTo("paused");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_person_at_the_terminal_attests_with_evidence() {
    CaseRepo repo =
        repo(BACKEND + "policies:\n  server-side-authorization: {enabled: false}\n", "{}");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("tenant-isolation");
      pty.await("can you confirm this\\?");
      pty.type("y");
      pty.await("evidence:");
      pty.type("I read src/A.java");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    JsonDoc report = repo.report();
    assertThat(report.texts("blocks.0.attestations.*.status")).containsExactly("given");
    assertThat(report.texts("blocks.0.attestations.*.evidence"))
        .containsExactly("I read src/A.java");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_policys_own_checks_must_pass_when_its_paths_were_touched() {
    String config =
        """
        policies:
          own:
            when: [src/**]
            checks: [echo policy check ran; exit 4]
            attest: All is well.
            on-missing: risk
        """;
    CaseRepo repo = repo(config, "{\"attestations\": {\"own\": \"looked\"}}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(1);
    assertThat(ran.all()).contains("policy check ran");
    assertThat(repo.report().texts("blocks.0.checks.*.by")).contains("policy");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void the_brief_contains_the_skills_text_and_the_requirements_of_its_policies() {
    String config =
        """
        skills:
          backend: {paths: [src/**], brief: docs/backend.md}
        policies:
          own: {skills: [backend], attest: Every promise is kept.}
        """;
    CaseRepo repo =
        CaseRepo.create(temp, PlanText.ONE_BLOCK)
            .executor("cat >../outside/brief; cmp ../outside/brief \"$EXEC_SESSION_BRIEF\"");
    repo.files().write("docs/backend.md", "Write tests first, says the team.\n");
    repo.files().write(".exec-session.yml", config);
    repo.files().commit("Configure");

    repo.autonomous();

    assertThat(repo.files().sh("cat ../outside/brief"))
        .contains("Write tests first, says the team.", "Every promise is kept.")
        .contains("tenant-isolation", "server-side-authorization")
        .contains("The first step is made.", "Make the first step.", "src/**", "src/secret/**")
        .contains("```sh\ntrue\n```")
        .doesNotContain("second step");
  }

  @Test
  void a_skill_chooses_its_executor() {
    CaseRepo repo = CaseRepo.create(temp, PlanText.ONE_BLOCK);
    repo.files()
        .write(
            ".exec-session.yml",
            "executors:\n  mine: {command: "
                + repo.executor().path()
                + "}\nskills:\n  backend: {paths: [src/**], executor: mine}\n"
                + "policies:\n  tenant-isolation: {enabled: false}\n"
                + "  server-side-authorization: {enabled: false}\n");
    repo.files().commit("Configure");
    NothingLost lost = NothingLost.since(repo);

    Ran ran =
        repo.cli()
            .run("run", "x.md", "--mode=autonomous", "--report", repo.reportFile().toString());

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("blocks.0.executor.name")).isEqualTo("mine");
    lost.holdsWithChanges("src/A.java");
  }

  @ParameterizedTest(name = "on-missing {0}")
  @CsvSource({"block, 1, missing", "risk, 0, missing"})
  void behaviour_without_a_document_is_noticed(String onMissing, int exit, String status) {
    CaseRepo repo = repo(docs(onMissing), "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    JsonDoc report = repo.report();
    assertThat(report.text("blocks.0.docs.status")).isEqualTo(status);
    if (exit == 0) {
      assertThat(report.texts("risks.*")).anyMatch(risk -> risk.contains("changed, but nothing"));
    } else {
      assertThat(ran.all()).contains("doc");
    }
    lost.holdsWithChanges("src/A.java");
  }

  private static String docs(String onMissing) {
    return "docs:\n  behaviour: [src/**]\n  docs: [src/README.md]\n  on-missing: "
        + onMissing
        + "\n";
  }

  @Test
  void behaviour_with_its_document_is_reported_as_updated() {
    CaseRepo repo =
        repo(PlanText.ONE_BLOCK, docs("block"), "echo x >>src/A.java; echo x >src/README.md", "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(0);
    assertThat(repo.report().text("blocks.0.docs.status")).isEqualTo("updated");
    lost.holdsWithChanges("src/A.java", "src/README.md");
  }

  @ParameterizedTest(name = "Docs: {0}")
  @CsvSource({"`src/GUIDE.md`, 1", "none — nothing that users see, 0"})
  void the_documents_that_a_block_names_are_required(String field, int exit) {
    CaseRepo repo =
        repo(
            PlanText.with(
                PlanText.ONE_BLOCK,
                "- **Goal:** The first step is made.\n",
                "- **Goal:** The first step is made.\n- **Docs:** " + field + "\n"),
            docs("block"),
            "echo x >>src/A.java",
            "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.autonomous();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    if (exit == 1) {
      assertThat(ran.all()).contains("src/GUIDE.md");
    } else {
      assertThat(repo.report().text("blocks.0.docs.note")).contains("nothing that users see");
    }
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void stepwise_without_a_person_waits_for_the_answer_about_documents() {
    CaseRepo repo = repo(docs("block"), "{}");
    NothingLost lost = NothingLost.since(repo);

    Ran ran = repo.stepwise();

    assertThat(ran.exit()).as(ran.toString()).isEqualTo(5);
    assertThat(ran.all()).contains("doc");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_person_who_does_not_attest_has_the_block_stopped() {
    CaseRepo repo =
        repo(BACKEND + "policies:\n  server-side-authorization: {enabled: false}\n", "{}");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("can you confirm this\\?");
      pty.type("n");
      pty.await("reason:");
      pty.type("not looked at");
      pty.await("B01 is blocked. What now\\?");
      pty.type("s");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(1);
    }
    assertThat(repo.report().texts("blocks.0.attestations.*.status")).containsExactly("refused");
    lost.holdsWithChanges("src/A.java");
  }

  @Test
  void a_persons_reason_for_no_document_change_is_in_the_report() {
    CaseRepo repo = repo(docs("block"), "{}");
    NothingLost lost = NothingLost.since(repo);

    try (Pty pty = Pty.start(repo.cli().with("NO_COLOR", "1"), repo.runWords())) {
      pty.await("documentation\\?");
      pty.type("not needed");
      pty.await("reason:");
      pty.type("it only moves code");
      pty.await("Approve B01\\?");
      pty.type("c");
      assertThat(pty.exit()).as(pty.transcript()).isEqualTo(0);
    }
    assertThat(repo.report().text("blocks.0.docs.note")).isEqualTo("it only moves code");
    lost.holdsWithChanges("src/A.java");
  }
}

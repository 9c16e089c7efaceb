package dev.execsession.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.policy.AttestationRecord.Status;
import dev.execsession.text.TreePath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyEngineTest {
  /** Matches a folder, or a path. */
  private static boolean matches(String pattern, TreePath path) {
    return pattern.endsWith("/**")
        ? path.isWithin(TreePath.of(pattern.replace("/**", "")))
        : path.equals(TreePath.of(pattern));
  }

  private static final Policy ISOLATION =
      new Policy(
          "tenant-isolation",
          List.of(),
          List.of("backend"),
          List.of(),
          "one tenant only",
          OnMissing.BLOCK);
  private static final Policy SCHEMA =
      new Policy(
          "schema", List.of("db/**"), List.of(), List.of("./db.sh"), "migrates", OnMissing.RISK);
  private static final Policy BUILD =
      new Policy("build", List.of("pom.xml"), List.of(), List.of("mvn"), null, OnMissing.BLOCK);
  private static final PolicyEngine ENGINE =
      new PolicyEngine(
          List.of(ISOLATION, SCHEMA, BUILD),
          List.of(new Skill("backend", List.of("api/**")), new Skill("web", List.of("web/**"))),
          PolicyEngineTest::matches);

  private static List<ActivePolicy> active(String... paths) {
    return ENGINE.active(List.of(paths).stream().map(TreePath::of).toList());
  }

  private static Attestation executor(String evidence) {
    return new Attestation("executor", false, Attestation.Answer.GIVEN, evidence);
  }

  @Test
  void a_policy_applies_to_its_own_paths_and_those_of_its_skills() {
    assertThat(active("db/2.sql", "api/B.java", "api/A.java", "pom.xml"))
        .containsExactly(
            new ActivePolicy(
                "tenant-isolation",
                "one tenant only",
                List.of(),
                OnMissing.BLOCK,
                TreePath.of("api/A.java")),
            new ActivePolicy(
                "schema", "migrates", List.of("./db.sh"), OnMissing.RISK, TreePath.of("db/2.sql")),
            new ActivePolicy(
                "build", null, List.of("mvn"), OnMissing.BLOCK, TreePath.of("pom.xml")));
    assertThat(active("web/a.ts", "apix/A.java")).isEmpty();
  }

  @Test
  void what_nobody_attests_blocks_or_is_a_risk_as_configured() {
    AttestationResult result =
        PolicyEngine.judge(active("api/A.java", "db/1.sql"), Map.of(), words -> true);
    assertThat(result.blocking())
        .containsExactly("policy `tenant-isolation` was not attested (`api/A.java` was changed)");
    assertThat(result.risks())
        .containsExactly("policy `schema` was not attested (`db/1.sql` was changed)");
    assertThat(result.records())
        .extracting(AttestationRecord::status)
        .containsExactly(Status.MISSING, Status.MISSING);
  }

  @Test
  void evidence_from_the_executor_is_an_attestation() {
    AttestationResult result =
        PolicyEngine.judge(
            active("api/A.java"),
            Map.of("tenant-isolation", List.of(executor(" TenantTest.other_tenant_gets_404 "))),
            words -> words.contains("TenantTest"));
    assertThat(result.blocking()).isEmpty();
    assertThat(result.records())
        .containsExactly(
            new AttestationRecord(
                "tenant-isolation", Status.GIVEN, "executor", "TenantTest.other_tenant_gets_404"));
  }

  @Test
  void words_of_the_executor_that_name_nothing_are_no_evidence() {
    AttestationResult result =
        PolicyEngine.judge(
            active("api/A.java"),
            Map.of("tenant-isolation", List.of(executor("yes"))),
            words -> false);
    assertThat(result.blocking())
        .containsExactly(
            "policy `tenant-isolation` was attested by executor without evidence that can be found"
                + " (`api/A.java` was changed)");
  }

  @Test
  void a_person_can_attest_without_evidence_and_after_the_executor_failed_to() {
    AttestationResult result =
        PolicyEngine.judge(
            active("api/A.java"),
            Map.of(
                "tenant-isolation",
                List.of(
                    executor("yes"), new Attestation("ada", true, Attestation.Answer.GIVEN, ""))),
            words -> false);
    assertThat(result.records())
        .containsExactly(new AttestationRecord("tenant-isolation", Status.GIVEN, "ada", null));
  }

  @Test
  void a_refusal_takes_precedence() {
    AttestationResult result =
        PolicyEngine.judge(
            active("api/A.java"),
            Map.of(
                "tenant-isolation",
                List.of(
                    executor("TenantTest"),
                    new Attestation("ada", true, Attestation.Answer.REFUSED, "leaks the cache"))),
            words -> true);
    assertThat(result.blocking())
        .containsExactly(
            "policy `tenant-isolation` was not confirmed by ada (`api/A.java` was changed)");
    assertThat(result.records().get(0).evidence()).isEqualTo("leaks the cache");
  }

  @Test
  void a_policy_of_checks_alone_asks_for_no_attestation() {
    assertThat(PolicyEngine.judge(active("pom.xml"), Map.of(), words -> true))
        .isEqualTo(new AttestationResult(List.of(), List.of(), List.of()));
  }
}

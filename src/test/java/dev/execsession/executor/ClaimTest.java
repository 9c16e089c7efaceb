package dev.execsession.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.execsession.json.Json;
import dev.execsession.json.JsonException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A no is a no, in whatever words; a yes may speak of what cannot happen. */
@Execution(ExecutionMode.CONCURRENT)
class ClaimTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'no'",
        "false",
        "0",
        "null",
        "'TODO'",
        "'failed'",
        "'skipped'",
        "'unknown'",
        "'not verified'",
        "'Not yet tested, see src/A.java'",
        "'n/a'",
        "'none'",
        "'No tenant check was made. Isolation is broken.'",
        "'src/A.java: tenants are not isolated'",
        "\"could not run ATest, it wasn't possible\"",
        "{'status': 'unmet', 'evidence': 'src/A.java'}",
        "{'status': false, 'evidence': 'ATest'}",
        "{'status': 'partially', 'evidence': 'ATest'}",
        "{'status': 'not met'}",
        "{'status': 'met', 'evidence': 'not tested'}",
        "{'evidence': 'no'}"
      })
  void a_refusal_is_one(String json) throws JsonException {
    assertThat(claim(json).met()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'src/A.java:12'",
        "'src/A.java: no query, no tenant'",
        "true",
        "''",
        "'TenantTest: other tenants cannot read, nothing is found'",
        "{'status': 'met', 'evidence': 'No other tenant can read: src/ATest.java'}",
        "{'status': 'MET', 'evidence': 'ATest'}",
        "{'evidence': 'src/A.java'}"
      })
  void anything_else_is_for_its_evidence_to_show(String json) throws JsonException {
    assertThat(claim(json).met()).isTrue();
  }

  private static Claim claim(String json) throws JsonException {
    String text = json.startsWith("\"") ? json : json.replace('\'', '"');
    return Claim.of(Json.parseObject("{\"x\": " + text + "}").get("x"));
  }
}

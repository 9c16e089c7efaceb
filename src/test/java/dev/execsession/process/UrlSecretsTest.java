package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords in URLs, and values of {@code .env} files that need reading. */
class UrlSecretsTest {
  private static final SecretMask NOTHING_KNOWN = mask(Map.of(), "");

  private static SecretMask mask(Map<String, String> environment, String dotEnv) {
    return SecretMask.of(environment, List.of(dotEnv), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://:pw@h                              | redis://:***@h
          https://user:pw@host/path?x=1              | https://user:***@host/path?x=1
          "postgres://u:p%40ss@db:5432/app"          | "postgres://u:***@db:5432/app"
          amqp://a:p@ss:w@h1,amqp://b:other@h2       | amqp://a:***@h1,amqp://b:***@h2
          https://x-access-token:abc@github.com/o/r  | https://x-access-token:***@github.com/o/r
          https:\\/\\/user:pw@host\\/path            | https:\\/\\/user:***@host\\/path
          jdbc:mysql://h/db?user=me&password=pw&x=1  | jdbc:mysql://h/db?user=me&password=***&x=1
          jdbc:sqlserver://h;user=sa;password=pw;a=b | jdbc:sqlserver://h;user=sa;password=***;a=b
          https://h/cb?code=1&access_token=pw#top    | https://h/cb?code=1&access_token=***#top
          https://h/blob?sv=2&sig=a%2Fb%3D           | https://h/blob?sv=2&sig=***
          """)
  void a_password_in_a_url_is_masked_by_its_place(String text, String masked) {
    assertThat(NOTHING_KNOWN.mask("at " + text + " it\n")).isEqualTo("at " + masked + " it\n");
    assertThat(NOTHING_KNOWN.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user@host/a:b@c",
        "https://host:8080/x@y",
        "ssh://git@github.com:22/o/r.git",
        "git@github.com:o/r.git",
        "http://[::1]:80/ and mail@example.org",
        "https://:@host",
        "see https://example.org: it is a:b@c",
        "https://h/?user=me&page=2",
        "a;b=c;KEY=value",
        "https://h/?password=",
        "std::string a = b ? c : d; // x:y@z",
        "https://",
        "https:",
        "?token"
      })
  void what_holds_no_password_is_not_changed(String text) {
    assertThat(NOTHING_KNOWN.mask(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17, 64})
  void pieces_of_any_size_have_the_same_result_as_the_whole(int size) throws IOException {
    String text =
        "a redis://:pw@h b https://user:long-password@host?token=secret&x=1; c=1 ?password=z";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = NOTHING_KNOWN.filter(masked)) {
      for (int i = 0; i < bytes.length; i += size) {
        out.write(bytes, i, Math.min(size, bytes.length - i));
      }
    }

    assertThat(masked.toString(StandardCharsets.UTF_8))
        .isEqualTo("a redis://:***@h b https://user:***@host?token=***&x=1; c=1 ?password=***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:pass%2Fw0rd!@h",
        "redis://:pass/w0rd!@h:6379/0",
        "https://user:pass%2fw0rd!@host/@scope/x",
        "jdbc:postgresql://h/db?user=u&password=pass%2Fw0rd!",
        "host=h user=u password=pass/w0rd! dbname=x",
        "amqp://first:short@h1,amqp://u:pass%2Fw0rd%21@h2"
      })
  void the_password_alone_is_masked_too_in_all_its_forms(String url) {
    String basic =
        Base64.getEncoder().encodeToString("u:pass/w0rd!".getBytes(StandardCharsets.UTF_8));
    for (SecretMask mask :
        List.of(
            mask(Map.of("SERVICE_URL", url), ""), mask(Map.of(), "SERVICE=\"" + url + "\"\n"))) {
      assertThat(mask.mask("is pass/w0rd! or pass%2Fw0rd%21, pass%2fw0rd!, pass%2Fw0rd! end"))
          .isEqualTo("is *** or ***, ***, *** end");
      assertThat(mask.mask(basic)).contains("***").hasSizeLessThan(12);
    }
  }

  @Test
  void a_short_password_is_masked_in_its_url_only() {
    SecretMask mask = mask(Map.of("REDIS_URL", "redis://:pw@h", "HOME_URL", "https://me@host"), "");

    assertThat(mask.mask("pw of me@host: redis://:pw@h"))
        .isEqualTo("pw of me@host: redis://:***@h");
  }

  @Test
  void a_token_that_is_the_user_of_a_url_is_masked_with_its_password() {
    assertThat(NOTHING_KNOWN.mask("https://ghp_" + "a1".repeat(18) + ":x-oauth@github.com"))
        .isEqualTo("https://***:***@github.com");
  }

  @Test
  void values_of_several_lines_are_masked_whole_and_line_by_line() {
    SecretMask mask =
        mask(
            Map.of(),
            """
            # first
            export A="line number one
              line number two
            end" # comment
            B='single $quoted
            over lines'
            C="escaped\\nnewline \\"quoted\\""
            KEY="-----BEGIN CERTIFICATE-----
            MIIBszCCAVmgAwIBAgIU
            -----END CERTIFICATE-----"
            D=after-them-all
            """);

    assertThat(mask.mask("line number one\n  line number two\nend")).isEqualTo("***");
    assertThat(mask.mask("| line number one\n|   line number two\n")).isEqualTo("| ***\n|   ***\n");
    assertThat(mask.mask("{\"a\":\"line number one\\n  line number two\\nend\"}"))
        .isEqualTo("{\"a\":\"***\"}");
    assertThat(mask.mask("single $quoted")).isEqualTo("***");
    assertThat(mask.mask("escaped\nnewline \"quoted\"")).isEqualTo("***");
    assertThat(mask.mask("escaped\\nnewline \\\"quoted\\\"")).isEqualTo("***");
    assertThat(mask.mask("  MIIBszCCAVmgAwIBAgIU")).isEqualTo("  ***");
    assertThat(mask.mask("-----BEGIN CERTIFICATE-----")).isEqualTo("-----BEGIN CERTIFICATE-----");
    assertThat(mask.mask("after-them-all")).isEqualTo("***");
  }

  @Test
  void a_quote_that_is_never_closed_hides_no_later_value() {
    SecretMask mask = mask(Map.of(), "A=\"not closed at all\nB=the-second-one\n");

    assertThat(mask.mask("not closed at all, the-second-one")).isEqualTo("***, ***");
  }

  @Test
  void a_key_of_several_lines_in_a_variable_is_masked_line_by_line() {
    SecretMask mask = mask(Map.of("DEPLOY_KEY", "first-part\nsecond-part\n"), "");

    assertThat(mask.mask("> first-part\n> second-part")).isEqualTo("> ***\n> ***");
  }
}

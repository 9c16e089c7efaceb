package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String SECRET = "p@ss w0rd/ü";
  private static final String GITHUB = "ghp_" + "a1B2c3D4e5".repeat(4);
  private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
  private static final String KEY =
      """
      -----BEGIN RSA PRIVATE KEY-----
      Proc-Type: 4,ENCRYPTED

      MIIEow+IBAAK/x==
      abcd
      -----END RSA PRIVATE KEY-----
      """;

  private final SecretMask mask =
      SecretMask.of(
          Map.of("DB_PASSWORD", SECRET, "GIT_AUTHOR_NAME", "Ada Lovelace", "API_KEY", "short"),
          List.of("# local\nexport URL='https://intern.example' # x\nNODE_ENV=development\nA=b\n"),
          List.of("tiny"),
          List.of(Pattern.compile("CUST-\\d+")));

  @Test
  void a_secret_is_masked_plain_in_base64_and_in_an_address() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    assertThat(mask.mask("is " + SECRET + "!")).isEqualTo("is ***!");
    assertThat(mask.mask(Base64.getEncoder().encodeToString(bytes))).isEqualTo("***");
    assertThat(mask.mask("q=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)))
        .isEqualTo("q=***");
    assertThat(mask.mask("q=p%40ss%20w0rd%2F%C3%BC")).isEqualTo("q=***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u:", "me:", "user:"})
  void a_secret_within_a_longer_text_in_base64_does_not_show(String before) {
    String encoded =
        Base64.getEncoder()
            .encodeToString((before + SECRET + ":tail").getBytes(StandardCharsets.UTF_8));

    String masked = mask.mask("Authorization: Basic " + encoded);

    assertThat(masked).startsWith("Authorization: Basic ").contains("***");
    assertThat(masked.length() - "Authorization: Basic ***".length())
        .isLessThanOrEqualTo((before.length() + ":tail".length()) * 4 / 3 + 4);
  }

  @Test
  void what_is_named_or_assigned_in_a_dot_env_file_is_masked_and_ordinary_words_are_not() {
    assertThat(mask.mask("GET https://intern.example/x in development by Ada Lovelace"))
        .isEqualTo("GET ***/x in development by Ada Lovelace");
    assertThat(mask.mask("a tiny thing, CUST-4711 and CUST-x, short"))
        .isEqualTo("a *** thing, *** and CUST-x, short");
  }

  @Test
  void tokens_and_keys_are_known_by_their_shape() {
    assertThat(mask.mask("token " + GITHUB + ".")).isEqualTo("token ***.");
    assertThat(mask.mask("sk-proj-0123456789abcdefghij\n")).isEqualTo("***\n");
    assertThat(mask.mask("id=AKIAIOSFODNN7EXAMPLE")).isEqualTo("id=***");
    assertThat(mask.mask("Bearer " + JWT + " ok")).isEqualTo("Bearer *** ok");
    assertThat(mask.mask("key:\n" + KEY + "done"))
        .isEqualTo("key:\n***----END RSA PRIVATE KEY-----\ndone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task-runner-configuration-of-the-project",
        "ghp_short",
        "eyJ is how they start",
        "-----BEGIN CERTIFICATE-----\nMIIB\n",
        "-----",
        "e",
        "s",
        "",
        "Zeile mit ü und \ufffd"
      })
  void what_only_looks_like_one_is_not_changed(String text) {
    assertThat(mask.mask(text)).isEqualTo(text);
  }

  @Test
  void a_secret_that_starts_like_a_shorter_one_is_masked_whole() {
    SecretMask both =
        SecretMask.of(Map.of(), List.of(), List.of("abcdefgh", "abcdefgh-12345"), List.of());

    assertThat(both.mask("abcdefgh-12345 abcdefgh-1 abcdefgh")).isEqualTo("*** ***-1 ***");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void pieces_of_any_size_have_the_same_result_as_the_whole(int size) throws IOException {
    String text = "a " + SECRET + GITHUB + " " + GITHUB + "\n" + JWT + "\n" + KEY + "CUST-1 p@ss w";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = mask.filter(masked)) {
      for (int i = 0; i < bytes.length; i += size) {
        out.write(bytes, i, Math.min(size, bytes.length - i));
      }
    }

    assertThat(masked.toString(StandardCharsets.UTF_8)).isEqualTo(mask.mask(text));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_secret_is_found_at_any_position_and_nothing_else(long seed) throws IOException {
    List<String> literals = List.of("ab", "abc", "gh", "p@ss", "xx-aby", "-----BEGIN x", "ü/ü");
    SecretMask several = SecretMask.of(Map.of(), List.of(), literals, List.of());
    List<String> parts =
        new ArrayList<>(
            List.of("a", "b", "-", "g", "h", "ghp_", GITHUB, "s", "p@s", "x", "ü", "\n"));
    parts.addAll(literals);
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = several.filter(masked)) {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      int from = 0;
      while (from < bytes.length) {
        int count = Math.min(bytes.length - from, random.nextInt(40));
        out.write(bytes, from, count);
        from += count;
      }
    }

    String expected =
        Pattern.compile(
                "(?<![\\w-])ghp_[\\w-]{30,}"
                    + "|-----BEGIN x|xx-aby|p@ss|abc|ab|gh|ü/ü|%C3%BC%2F%C3%BC|p%40ss")
            .matcher(text)
            .replaceAll("***");
    assertThat(masked.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {57_330, 57_340, 57_344, 65_520, 65_528, 65_530, 65_535, 65_536, 65_537})
  void what_an_expression_finds_is_masked_in_a_line_of_any_length(int before) throws IOException {
    SecretMask expressions =
        SecretMask.of(
            Map.of(),
            List.of(),
            List.of(),
            List.of(
                Pattern.compile("CUST-\\d{8}"),
                Pattern.compile("(?<=pin=)\\d+"),
                Pattern.compile("^ü")));
    String text =
        "ü".repeat(before / 2) + "y".repeat(before % 2) + "CUST-12345678, pin=123, €".repeat(9000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = expressions.filter(masked)) {
      for (int i = 0; i < bytes.length; i += 1000) {
        out.write(bytes, i, Math.min(1000, bytes.length - i));
      }
    }

    assertThat(masked.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "***"
                + text.substring(1).replace("CUST-12345678", "***").replace("pin=123", "pin=***"));
  }

  @Test
  void what_two_expressions_find_together_is_masked_whole() {
    SecretMask both =
        SecretMask.of(
            Map.of(),
            List.of(),
            List.of(),
            List.of(Pattern.compile("abc+"), Pattern.compile("cd+"), Pattern.compile("x*")));

    assertThat(both.mask("ab abccdd. cd!\n\ncd")).isEqualTo("ab ***. ***!\n\n***");
  }

  @Test
  void bytes_that_are_no_text_pass_unchanged() throws IOException {
    byte[] bytes = new byte[512];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = mask.filter(masked)) {
      out.write(bytes);
    }

    assertThat(masked.toByteArray()).isEqualTo(bytes);
  }
}

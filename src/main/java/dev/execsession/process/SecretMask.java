package dev.execsession.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces secrets by {@code ***}: the values of variables with secret-like names and of {@code
 * .env} files, and the passwords in their URLs, also in base64 and URL encoding; tokens, private
 * keys and passwords in URLs by their form; and what the user configured. It protects against
 * accidental output, not against deliberate disguise.
 */
public final class SecretMask {
  static final byte[] STARS = "***".getBytes(StandardCharsets.US_ASCII);

  /** Masks nothing. */
  public static final SecretMask NONE = new SecretMask(SecretTable.EMPTY, List.of());

  private final SecretTable table;
  private final List<Pattern> expressions;

  private SecretMask(SecretTable table, List<Pattern> expressions) {
    this.table = table;
    this.expressions = List.copyOf(expressions);
  }

  /**
   * Creates a mask.
   *
   * @param environment variables whose values are secret if their name suggests it, as are
   *     passwords of URLs in any of them
   * @param dotEnvTexts the texts of {@code .env} files
   * @param literals further secrets, of any length
   * @param expressions regular expressions for further secrets within one line
   */
  public static SecretMask of(
      Map<String, String> environment,
      Collection<String> dotEnvTexts,
      Collection<String> literals,
      Collection<Pattern> expressions) {
    Set<String> secrets = new LinkedHashSet<>();
    environment.forEach(
        (name, value) -> {
          if (SecretValues.isSecretName(name)) {
            SecretValues.addWhole(value, secrets);
          } else {
            UrlSecrets.addAllOf(value, secrets);
          }
        });
    dotEnvTexts.forEach(text -> SecretValues.addAllOf(text, secrets));
    literals.stream().filter(literal -> !literal.isEmpty()).forEach(secrets::add);
    return new SecretMask(SecretTable.of(secrets), List.copyOf(expressions));
  }

  /** Returns the text with its secrets masked. */
  public String mask(String text) {
    ByteArrayOutputStream masked = new ByteArrayOutputStream();
    try (OutputStream out = filter(masked)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return masked.toString(StandardCharsets.UTF_8);
  }

  /**
   * Returns a stream that masks what is written to it, including secrets that arrive in pieces. A
   * possible start of a secret is held back until more arrives or the stream is closed, which
   * closes {@code out} too.
   */
  public OutputStream filter(OutputStream out) {
    OutputStream last = expressions.isEmpty() ? out : new ExpressionFilter(out, expressions);
    return table.isEmpty() ? last : new SecretFilter(new UrlFilter(last), table);
  }
}

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
 * Replaces secrets by {@code ***}: the values of secret-like variables and of {@code .env} files,
 * also in base64 and URL-encoded; tokens and private keys known by their shape; and what the user
 * named. It hides what is printed by accident; whoever wants to print a secret can disguise it.
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
   * Makes a mask.
   *
   * @param environment variables whose values are secret when their name says so
   * @param dotEnvTexts the texts of {@code .env} files
   * @param literals further secrets, whatever their length
   * @param expressions further secrets by shape; each is looked for within one line
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
            SecretValues.add(value, secrets);
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
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return masked.toString(StandardCharsets.UTF_8);
  }

  /**
   * Returns a stream that masks what is written before it passes it on, secrets that arrive in
   * pieces included. What might be the start of a secret is held back until more arrives or the
   * stream is closed, which closes {@code out} too.
   */
  public OutputStream filter(OutputStream out) {
    OutputStream last = expressions.isEmpty() ? out : new ExpressionFilter(out, expressions);
    return table.isEmpty() ? last : new SecretFilter(last, table);
  }
}

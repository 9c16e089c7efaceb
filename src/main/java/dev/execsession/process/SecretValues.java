package dev.execsession.process;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Determines which variables hold secrets. */
final class SecretValues {
  static final int SHORTEST = 8;

  /** AUTHOR does not contain AUTH, KEYBOARD not KEY. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|KEYS?(?![A-Z])|AUTH(?!OR(?!I[SZ]))");

  /** Such variables name a place; masking it would only obscure the log. */
  private static final Pattern PLACE_NAME = Pattern.compile("_(SOCK|FILE|PATH|DIR|HOME)$|^XAUTH");

  /** Ordinary words; masking them would obscure a log without protecting anything. */
  private static final Set<String> HARMLESS =
      Set.of("development", "production", "localhost", "postgres", "postgresql", "undefined");

  private SecretValues() {}

  static boolean isSecretName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return SECRET_NAME.matcher(upper).find() && !PLACE_NAME.matcher(upper).find();
  }

  static void add(String value, Set<String> secrets) {
    if (value.length() >= SHORTEST && !HARMLESS.contains(value)) {
      secrets.add(value);
    }
  }

  /**
   * Adds a value, and each of its lines: a program that prints it may indent them. The lines around
   * a key are not secret.
   */
  static void addWhole(String value, Set<String> secrets) {
    add(value, secrets);
    if (value.indexOf('\n') >= 0) {
      add(value.replace("\n", "\\n"), secrets);
      value
          .lines()
          .map(String::strip)
          .filter(line -> !line.startsWith("-----"))
          .forEach(line -> add(line, secrets));
    }
    UrlSecrets.addAllOf(value, secrets);
  }

  /** Adds all values in a {@code .env} file, whatever their names. */
  static void addAllOf(String dotEnv, Set<String> secrets) {
    DotEnv.values(dotEnv).forEach(value -> addWhole(value, secrets));
  }
}

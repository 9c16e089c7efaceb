package dev.execsession.process;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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

  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(.*?)\\s*");

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

  /** Adds all values in a {@code .env} file, whatever their names. */
  static void addAllOf(String dotEnv, Set<String> secrets) {
    for (String line : dotEnv.split("\\R", -1)) {
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (assignment.matches()) {
        add(unquoted(assignment.group(2)), secrets);
      }
    }
  }

  private static String unquoted(String value) {
    if (!value.isEmpty() && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
      int end = value.indexOf(value.charAt(0), 1);
      return end < 0 ? value.substring(1) : value.substring(1, end);
    }
    int comment = value.indexOf(" #");
    return comment < 0 ? value : value.substring(0, comment).strip();
  }
}

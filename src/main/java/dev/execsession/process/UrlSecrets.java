package dev.execsession.process;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the passwords in URLs. A user's name is none. */
final class UrlSecrets {
  /** The part of a URL before its path: {@code user:password@}. */
  private static final Pattern PASSWORD =
      Pattern.compile("://[^\\s/?#:@]*+:([^\\s/?#\"]+)@", Pattern.CASE_INSENSITIVE);

  /** The same where the password was not encoded, as some clients accept; a port is none. */
  private static final Pattern UNENCODED =
      Pattern.compile("^[A-Za-z][\\w+.:-]*://[^\\s/?#:@]*+:(?!\\d*/)(\\S+)@[\\w.-]+(?=[:/?#,]|$)");

  private static final Pattern PARAMETER =
      Pattern.compile("(^|[?&;\\s])([\\w.-]+)=([^&;#\\s\"']+)");

  private static final Pattern SHORT_NAME = Pattern.compile("(?i)pwd|pass|sig|signature");

  private static final Pattern PASSWORD_NAME = Pattern.compile("(?i)pwd|.*pass(word|wd)");

  private UrlSecrets() {}

  /** Adds the passwords in a text, as they are there and decoded. */
  static void addAllOf(String text, Set<String> secrets) {
    boolean isUrl = text.contains("://");
    if (isUrl) {
      Matcher password = PASSWORD.matcher(text);
      boolean isFound = false;
      while (password.find()) {
        add(password.group(1), secrets);
        isFound = true;
      }
      Matcher unencoded = UNENCODED.matcher(text);
      if (!isFound && unencoded.find()) {
        add(unencoded.group(1), secrets);
      }
    }
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      if (isSecretParameter(parameter.group(1) + parameter.group(2))) {
        add(parameter.group(3), secrets);
      }
    }
  }

  private static void add(String password, Set<String> secrets) {
    SecretValues.add(password, secrets);
    try {
      // A plus sign is itself before the host.
      SecretValues.add(
          URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8), secrets);
    } catch (IllegalArgumentException e) {
      // A percent sign that encodes nothing: it is part of the password.
    }
  }

  /** Returns whether a parameter, with the separator before its name, holds a secret. */
  static boolean isSecretParameter(byte[] text, int from, int to) {
    return isSecretParameter(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }

  private static boolean isSecretParameter(String parameter) {
    char separator = parameter.charAt(0);
    boolean isQuery = separator == '?' || separator == '&';
    String name = separator <= ';' ? parameter.substring(1) : parameter;
    // Much else is separated by semicolons.
    return isQuery
        ? SHORT_NAME.matcher(name).matches()
            || SecretValues.isSecretName(name.toUpperCase(Locale.ROOT))
        : PASSWORD_NAME.matcher(name).matches();
  }
}

package dev.execsession.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The secrets of a mask, indexed by their first bytes: the cost per byte of a large stream does not
 * depend on the number of secrets.
 */
final class SecretTable {
  /** Well-known tokens of services, recognized by their prefix. */
  private static final List<SecretShape> KNOWN =
      List.of(
          token("ghp_", 30),
          token("gho_", 30),
          token("ghu_", 30),
          token("ghs_", 30),
          token("ghr_", 30),
          token("github_pat_", 30),
          token("glpat-", 20),
          token("sk-", 20),
          token("sk_live_", 16),
          token("xoxb-", 16),
          token("xoxp-", 16),
          token("npm_", 30),
          token("AIza", 30),
          token("AKIA", 16),
          token("ASIA", 16),
          new SecretShape.WebToken(),
          new SecretShape.PrivateKey());

  static final SecretTable EMPTY = new SecretTable(List.of());

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private static final SecretShape[] NOTHING = {};
  private static final int LONGEST = 1 << 14;

  /** A bit of {@link #kinds}: the two bytes may be the first and second of a secret. */
  private static final byte STARTS = 1;

  /** A bit of {@link #kinds}: the two bytes may be the second and third of a secret. */
  private static final byte GOES_ON = 2;

  /**
   * The role of every pair of bytes; zero if it is not among the first three bytes of any secret.
   */
  private final byte[] kinds = new byte[1 << 16];

  private final SecretShape[][] byStart = new SecretShape[1 << 16][];
  private final boolean empty;

  private SecretTable(List<SecretShape> shapes) {
    empty = shapes.isEmpty();
    Arrays.fill(byStart, NOTHING);
    for (SecretShape shape : shapes) {
      Prefix prefix = shape.prefix();
      int start = pair(prefix.at(0), prefix.at(1));
      kinds[start] |= STARTS;
      byStart[start] = Arrays.copyOf(byStart[start], byStart[start].length + 1);
      byStart[start][byStart[start].length - 1] = shape;
      for (int third = 0; third < 256; third++) {
        if (prefix.length() < 3 || third == (prefix.at(2) & 0xff)) {
          kinds[pair(prefix.at(1), (byte) third)] |= GOES_ON;
        }
      }
    }
  }

  /** Returns the table of the secrets in all their encodings, and of the well-known tokens. */
  static SecretTable of(Collection<String> secrets) {
    Set<String> forms =
        new TreeSet<>(
            Comparator.comparing(String::length)
                .reversed()
                .thenComparing(Comparator.<String>naturalOrder()));
    secrets.forEach(secret -> addForms(secret, forms));
    List<SecretShape> shapes = new ArrayList<>();
    for (String form : forms) {
      int length = form.getBytes(StandardCharsets.UTF_8).length;
      if (length >= 2 && length <= LONGEST) {
        shapes.add(new SecretShape.Literal(Prefix.of(form)));
      }
    }
    shapes.addAll(KNOWN);
    return new SecretTable(shapes);
  }

  private static void addForms(String secret, Set<String> forms) {
    forms.add(secret);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.add(encoded);
    for (String form : List.of(encoded.replace("+", "%20"), inUrl(encoded))) {
      forms.add(form);
      forms.add(lowerCaseEscapes(form));
    }
    if (secret.length() >= SecretValues.SHORTEST) {
      addBase64(secret.getBytes(StandardCharsets.UTF_8), forms);
    }
  }

  /** Returns a form-encoded text as JavaScript encodes it. */
  private static String inUrl(String encoded) {
    return encoded
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private static String lowerCaseEscapes(String encoded) {
    return ESCAPE.matcher(encoded).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
  }

  /**
   * Adds the base64 forms of a secret at each of the three offsets in a longer text, such as {@code
   * user:password}: the characters that depend on it alone.
   */
  private static void addBase64(byte[] secret, Set<String> forms) {
    for (int before = 0; before < 3; before++) {
      byte[] padded = new byte[before + secret.length];
      System.arraycopy(secret, 0, padded, before, secret.length);
      int from = (before * 8 + 5) / 6;
      int to = padded.length * 8 / 6;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String encoded = encoder.encodeToString(padded);
        forms.add(encoded.substring(from, to));
        if (before == 0) {
          forms.add(encoded);
          forms.add(encoded.replace("=", ""));
        }
      }
    }
  }

  private static SecretShape token(String prefix, int least) {
    return new SecretShape.Token(Prefix.of(prefix), least);
  }

  boolean isEmpty() {
    return empty;
  }

  /**
   * Returns the first position from {@code at} where a secret may start, or the last byte. Checks
   * every second position only: the second and third byte of a secret in between are there.
   */
  int next(byte[] text, int at, int end) {
    int i = at;
    while (i + 3 < end) {
      int here = kinds[pair(text[i + 1], text[i + 2])];
      if (here != 0) {
        if ((here & GOES_ON) != 0 && (kinds[pair(text[i], text[i + 1])] & STARTS) != 0) {
          return i;
        }
        if ((here & STARTS) != 0 && (kinds[pair(text[i + 2], text[i + 3])] & GOES_ON) != 0) {
          return i + 1;
        }
      }
      i += 2;
    }
    while (i + 1 < end && (kinds[pair(text[i], text[i + 1])] & STARTS) == 0) {
      i++;
    }
    return i;
  }

  /** Returns the secrets that may start with these two bytes, longest first. */
  SecretShape[] at(byte first, byte second) {
    return byStart[pair(first, second)];
  }

  /** Returns whether a secret may start with this byte, for the last byte that has arrived. */
  boolean mayStart(byte first) {
    for (int second = 0; second < 256; second++) {
      if (at(first, (byte) second).length > 0) {
        return true;
      }
    }
    return false;
  }

  private static int pair(byte first, byte second) {
    return (first & 0xff) << 8 | (second & 0xff);
  }
}

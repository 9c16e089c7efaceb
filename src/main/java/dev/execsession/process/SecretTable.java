package dev.execsession.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a mask looks for, arranged by first two bytes: a stream of hundreds of megabytes costs one
 * look per byte, however many secrets there are.
 */
final class SecretTable {
  /** Tokens that services give out, known by their prefix. */
  private static final List<SecretShape> KNOWN =
      List.of(
          new SecretShape.Token("ghp_", 30),
          new SecretShape.Token("gho_", 30),
          new SecretShape.Token("ghu_", 30),
          new SecretShape.Token("ghs_", 30),
          new SecretShape.Token("ghr_", 30),
          new SecretShape.Token("github_pat_", 30),
          new SecretShape.Token("glpat-", 20),
          new SecretShape.Token("sk-", 20),
          new SecretShape.Token("sk_live_", 16),
          new SecretShape.Token("xoxb-", 16),
          new SecretShape.Token("xoxp-", 16),
          new SecretShape.Token("npm_", 30),
          new SecretShape.Token("AIza", 30),
          new SecretShape.Token("AKIA", 16),
          new SecretShape.Token("ASIA", 16),
          new SecretShape.WebToken(),
          new SecretShape.PrivateKey());

  static final SecretTable EMPTY = new SecretTable(List.of());

  private static final int LONGEST = 1 << 14;

  private final Map<Integer, List<SecretShape>> byStart = new HashMap<>();
  private final BitSet starts = new BitSet(1 << 16);

  private SecretTable(List<SecretShape> shapes) {
    for (SecretShape shape : shapes) {
      int start = pair((byte) shape.prefix().charAt(0), (byte) shape.prefix().charAt(1));
      starts.set(start);
      byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(shape);
    }
  }

  /** Gives the table of the secrets in all their forms, and of the well-known tokens. */
  static SecretTable of(Collection<String> secrets) {
    Set<String> forms =
        new TreeSet<>(
            Comparator.comparing(String::length)
                .reversed()
                .thenComparing(Comparator.<String>naturalOrder()));
    secrets.forEach(secret -> addForms(secret, forms));
    List<SecretShape> shapes = new ArrayList<>();
    for (String form : forms) {
      byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
      if (bytes.length >= 2 && bytes.length <= LONGEST) {
        shapes.add(new SecretShape.Literal(new String(bytes, StandardCharsets.ISO_8859_1)));
      }
    }
    shapes.addAll(KNOWN);
    return new SecretTable(shapes);
  }

  private static void addForms(String secret, Set<String> forms) {
    forms.add(secret);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.add(encoded);
    forms.add(encoded.replace("+", "%20"));
    if (secret.length() >= SecretValues.SHORTEST) {
      addBase64(secret.getBytes(StandardCharsets.UTF_8), forms);
    }
  }

  /**
   * Adds what base64 makes of a secret at each of the three places it may have in a longer text, as
   * in {@code user:password}: the characters that depend on it alone.
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

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /** Gives what may start with these two bytes, longest first. */
  List<SecretShape> at(byte first, byte second) {
    int start = pair(first, second);
    return starts.get(start) ? byStart.getOrDefault(start, List.of()) : List.of();
  }

  /** Tells whether anything may start with this byte, for the last byte that has arrived. */
  boolean mayStart(byte first) {
    int from = pair(first, (byte) 0);
    int next = starts.nextSetBit(from);
    return next >= 0 && next < from + 256;
  }

  private static int pair(byte first, byte second) {
    return (first & 0xff) << 8 | (second & 0xff);
  }
}

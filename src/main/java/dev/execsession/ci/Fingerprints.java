package dev.execsession.ci;

import dev.execsession.file.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names findings so that a service recognizes them in the next run. Each name is used once: equal
 * findings are numbered.
 */
final class Fingerprints {
  private static final int LENGTH = 32;

  private final Map<String, Integer> used = new HashMap<>();

  /** Returns the next finding's name, {@code <32 hexadecimal digits>:1}. */
  String next(Finding finding) {
    String subject = finding.rule() == Rule.MORE ? "" : finding.message();
    String text = finding.rule().jsonName() + "\0" + finding.path().key() + "\0" + subject;
    byte[] digest = Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    String name = HexFormat.of().formatHex(digest).substring(0, LENGTH);
    return name + ":" + used.merge(name, 1, Integer::sum);
  }
}

package dev.execsession.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes the digests by which a lock knows its plan again. */
final class ContractDigest {
  private ContractDigest() {}

  static String of(List<ContractSection> contract) {
    StringBuilder text = new StringBuilder();
    contract.forEach(section -> text.append(section.text()).append('\n'));
    return of(text.toString());
  }

  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static String of(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}

package dev.execsession.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a plan at lock-in. Computed on first use, because loading Java's digests takes as
 * long as parsing a small plan.
 */
final class ContractDigest {
  private final byte[] content;
  private @Nullable String text;

  private ContractDigest(byte[] content) {
    this.content = content;
  }

  static ContractDigest of(List<ContractSection> contract) {
    StringBuilder text = new StringBuilder();
    for (ContractSection section : contract) {
      text.append(section.text()).append('\n');
    }
    return of(text.toString());
  }

  static ContractDigest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static ContractDigest of(byte[] bytes) {
    return new ContractDigest(bytes);
  }

  /** Returns {@code sha256:<hex>}. */
  synchronized String text() {
    if (text == null) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        text = "sha256:" + HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has SHA-256", e);
      }
    }
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContractDigest that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }
}

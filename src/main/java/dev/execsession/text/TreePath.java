package dev.execsession.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path relative to the worktree's root, exact to the byte: {@code src/A.java}. Names on disk are
 * bytes, so {@code raw} holds one char (0-255) per byte; it never starts or ends with {@code /} and
 * has no empty, {@code .} or {@code ..} segment. The root is the empty path. Ordered by bytes, as
 * git orders paths.
 */
public record TreePath(String raw) implements Comparable<TreePath> {
  public static final TreePath ROOT = new TreePath("");

  public TreePath {
    if (raw.startsWith("/") || raw.endsWith("/") || raw.contains("//")) {
      throw new IllegalArgumentException("not a worktree path: " + raw);
    }
  }

  /** Returns the path whose name is {@code text} in UTF-8. */
  public static TreePath of(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the path with exactly these bytes. */
  public static TreePath ofBytes(byte[] bytes) {
    return new TreePath(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Returns the child with the given raw name (one char per byte, no {@code /}). */
  public TreePath child(String rawName) {
    return new TreePath(raw.isEmpty() ? rawName : raw + '/' + rawName);
  }

  /** Returns the parent folder; the root's parent is the root. */
  public TreePath parent() {
    int slash = raw.lastIndexOf('/');
    return slash < 0 ? ROOT : new TreePath(raw.substring(0, slash));
  }

  /** Returns the last segment, raw. */
  public String name() {
    return raw.substring(raw.lastIndexOf('/') + 1);
  }

  /** Returns whether this path is {@code folder} or below it. */
  public boolean isWithin(TreePath folder) {
    return folder.raw.isEmpty()
        || raw.equals(folder.raw)
        || (raw.startsWith(folder.raw) && raw.charAt(folder.raw.length()) == '/');
  }

  /** Returns what is unique among paths, whatever their bytes: the text, or its bytes in Base64. */
  public String key() {
    return utf8().orElseGet(() -> "base64:" + base64());
  }

  public byte[] toBytes() {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the name as text; empty if the bytes are not valid UTF-8. */
  public Optional<String> utf8() {
    if (isAscii()) {
      return Optional.of(raw);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(toBytes())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private boolean isAscii() {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Returns the name as text if it is valid UTF-8, else as {@link #display}. */
  public String text() {
    Optional<String> text = utf8();
    return text.isPresent() ? text.get() : display();
  }

  /** Returns the bytes in base64, for names that are not valid UTF-8. */
  public String base64() {
    return Base64.getEncoder().encodeToString(toBytes());
  }

  /**
   * Returns the name on one line and safe to print: control and invisible characters as in {@link
   * TextSanitizer#oneLine}, bytes that are not UTF-8 as {@code \xNN}.
   */
  public String display() {
    Optional<String> text = utf8();
    if (text.isPresent()) {
      return TextSanitizer.oneLine(text.get());
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        out.append("\\x").append(Integer.toHexString(0x100 | c), 1, 3);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  // Written out: the methods that a record generates are linked at their first use, which slows
  // down a start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TreePath path && raw.equals(path.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public int compareTo(TreePath other) {
    return raw.compareTo(other.raw);
  }

  @Override
  public String toString() {
    return display();
  }
}

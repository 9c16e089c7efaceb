package dev.execsession.file;

import dev.execsession.text.TreePath;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts names between {@link Path} and bytes. {@code Path.toString()} loses bytes that the
 * locale cannot represent, {@code Path.toUri()} keeps them in every locale.
 */
public final class TreeNames {
  private final Path root;

  /** Computed on demand: most names are plain. */
  private @Nullable String rootUri;

  public TreeNames(Path root) {
    this.root = root;
  }

  /** Returns the last name of a path, one char per byte. */
  public static String rawName(Path path) {
    Path last = path.getFileName();
    if (last == null) {
      return "";
    }
    String text = last.toString();
    if (isPlain(text)) {
      return text;
    }
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return decode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
  }

  /** Returns a path's bytes, one char per byte. */
  public static String rawPath(Path path) {
    String text = path.toString();
    if (isPlain(text)) {
      return text;
    }
    // A relative path would be returned as absolute.
    StringBuilder raw = new StringBuilder(path.isAbsolute() ? "/" : "");
    for (int i = 0; i < path.getNameCount(); i++) {
      raw.append(i == 0 ? "" : "/").append(rawName(path.getName(i)));
    }
    return raw.toString();
  }

  public Path toPath(TreePath path) {
    if (path.raw().isEmpty()) {
      return root;
    }
    if (isPlain(path.raw())) {
      return root.resolve(path.raw());
    }
    return Path.of(URI.create("file://" + rootUri() + encode(path.raw())));
  }

  /** May be computed concurrently, with the same result. */
  private String rootUri() {
    String uri = rootUri;
    if (uri == null) {
      uri = root.toUri().getRawPath();
      uri = uri.endsWith("/") ? uri : uri + "/";
      rootUri = uri;
    }
    return uri;
  }

  /** Returns a link's target from its bytes, one char per byte. */
  public static Path target(String raw) {
    if (isPlain(raw)) {
      return Path.of(raw);
    }
    boolean absolute = raw.startsWith("/");
    Path path = Path.of(URI.create("file:///" + encode(absolute ? raw.substring(1) : raw)));
    return absolute ? path : path.subpath(0, path.getNameCount());
  }

  /** Returns the worktree path of a path below the root. */
  public TreePath toTreePath(Path path) {
    return new TreePath(rawPath(root.relativize(path)));
  }

  /**
   * Returns whether a name is the same in every locale. A question mark may represent a byte that
   * the locale could not decode.
   */
  public static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e || c == '?') {
        return false;
      }
    }
    return true;
  }

  private static String encode(String raw) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean safe =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
      encoded.append(safe ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static String decode(String percentEncoded) {
    return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
  }
}

package dev.execsession.commit;

import dev.execsession.git.GitAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Returns whether git would store other bytes than those that stand in a file. */
final class Conversion {
  private Conversion() {}

  /**
   * Returns why git would convert the bytes on their way into a commit; absent when it would not.
   *
   * @param attributes the path's
   * @param autocrlf whether {@code core.autocrlf} is {@code true} or {@code input}
   */
  static @Nullable String of(Map<String, String> attributes, boolean autocrlf, byte[] bytes) {
    if (isOn(attributes.get("filter"))) {
      return "the filter `" + attributes.get("filter") + "` is configured for it";
    }
    if (isOn(attributes.get("working-tree-encoding"))) {
      return "it has a `working-tree-encoding`";
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (isOn(attributes.get("ident")) && text.contains("$Id")) {
      return "its attribute `ident` would change it";
    }
    return text.contains("\r\n") ? lineEnds(attributes, autocrlf, text) : null;
  }

  private static @Nullable String lineEnds(
      Map<String, String> attributes, boolean autocrlf, String text) {
    String said = attributes.getOrDefault("text", attributes.get("crlf"));
    if (GitAttributes.UNSET.equals(said)) {
      return null;
    }
    String why = "git would store its line ends `\\r\\n` as `\\n`";
    if (said == null ? attributes.containsKey("eol") : !said.equals("auto")) {
      return why;
    }
    // Left to itself, git takes a file with a NUL or a lone carriage return for binary.
    boolean binary = text.indexOf('\0') >= 0 || text.replace("\r\n", "").indexOf('\r') >= 0;
    return (said != null || autocrlf) && !binary ? why : null;
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && !value.equals(GitAttributes.UNSET);
  }
}

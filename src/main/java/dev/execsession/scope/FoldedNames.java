package dev.execsession.scope;

import dev.execsession.text.TreePath;
import dev.execsession.text.UnicodeForm;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Names as seen by a file system that ignores case and Unicode normalization. */
final class FoldedNames {
  private FoldedNames() {}

  static TreePath fold(TreePath path) {
    Optional<String> text = path.utf8();
    return text.isPresent()
        ? TreePath.of(fold(text.get()))
        : new TreePath(path.raw().toLowerCase(Locale.ROOT));
  }

  static String fold(String text) {
    return UnicodeForm.composed(UnicodeForm.composed(text).toLowerCase(Locale.ROOT));
  }

  /** Returns the rule for folded names, with its text unchanged. */
  static ScopeRule fold(ScopeRule rule) {
    PathPattern pattern = rule.pattern();
    String written =
        new String(pattern.raw().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return new ScopeRule(rule.text(), rule.note(), pattern.respelled(fold(written)));
  }
}

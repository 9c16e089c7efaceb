package dev.execsession.config;

import java.util.ArrayList;
import java.util.List;

/** Cuts top-level entries out of a configuration, as they are written. */
public final class ConfigExcerpt {
  private ConfigExcerpt() {}

  /**
   * Returns the entries of these keys, with the lines that follow them up to the next key; the
   * whole text when two keys are on one line.
   *
   * @param text a valid configuration
   */
  public static String of(String text, List<String> keys) {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    SourceText source = new SourceText(ConfigLoader.FILE, plain);
    if (!(YamlReader.read(source) instanceof YamlNode.Mapping map)) {
      return "";
    }
    List<YamlNode.Entry> entries = map.entries();
    List<String> lines = List.of(plain.split("\n", -1));
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      int first = line(entries.get(i)) - 1;
      int end = i + 1 == entries.size() ? lines.size() : line(entries.get(i + 1)) - 1;
      if (end == first) {
        return plain;
      }
      if (keys.contains(entries.get(i).key().value())) {
        kept.addAll(lines.subList(first, end));
      }
    }
    return kept.isEmpty() ? "" : String.join("\n", kept).stripTrailing() + "\n";
  }

  private static int line(YamlNode.Entry entry) {
    return entry.key().where().line();
  }
}

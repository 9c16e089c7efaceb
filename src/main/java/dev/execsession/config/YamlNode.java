package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/** A value of a YAML text: a text, a list or a map, with the place where it was written. */
sealed interface YamlNode {
  SourceSpan where();

  /** A scalar, always as it was written: {@code no} and {@code 010} are texts. */
  record Text(String value, boolean quoted, SourceSpan where) implements YamlNode {
    /** Returns whether nothing was written where a value belongs. */
    boolean isMissing() {
      return value.isEmpty() && !quoted;
    }
  }

  /** A list in the order written. */
  record Listing(List<YamlNode> items, SourceSpan where) implements YamlNode {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /** A map in the order written, without duplicate keys. */
  record Mapping(List<Entry> entries, SourceSpan where) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** Something that was complained about already and is not read further. */
  record Unusable(SourceSpan where) implements YamlNode {}

  /** One line of a map. */
  record Entry(Text key, YamlNode value) {}
}

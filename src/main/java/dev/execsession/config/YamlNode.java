package dev.execsession.config;

import dev.execsession.problem.SourceSpan;
import java.util.List;

/** A YAML value: a string, a list or a map, with its position. */
sealed interface YamlNode {
  SourceSpan where();

  /** A scalar, always a string: {@code no} and {@code 010} too. */
  record Text(String value, boolean quoted, SourceSpan where) implements YamlNode {
    /** Returns whether the value is missing. */
    boolean isMissing() {
      return value.isEmpty() && !quoted;
    }
  }

  /** A list in file order. */
  record Listing(List<YamlNode> items, SourceSpan where) implements YamlNode {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /** A map in file order, without duplicate keys. */
  record Mapping(List<Entry> entries, SourceSpan where) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** A value that has been reported already. */
  record Unusable(SourceSpan where) implements YamlNode {}

  record Entry(Text key, YamlNode value) {}
}

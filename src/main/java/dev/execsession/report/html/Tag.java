package dev.execsession.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element's name and its attributes, name and value in turn. Attributes that could run or load
 * something are refused.
 */
record Tag(String name, List<String> attributes) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Set<String> LOADING =
      Set.of("style", "src", "srcset", "action", "formaction", "data", "poster", "background");

  Tag {
    attributes = List.copyOf(attributes);
    for (int i = 0; i < attributes.size(); i += 2) {
      String attribute = attributes.get(i);
      if (!NAME.matcher(attribute).matches()
          || attribute.startsWith("on")
          || LOADING.contains(attribute)
          || (attribute.equals("href") && !attributes.get(i + 1).startsWith("#"))) {
        throw new IllegalArgumentException("no attribute of a report: " + attribute);
      }
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not an element: " + name);
    }
  }

  static Tag of(String name) {
    return new Tag(name, List.of());
  }

  static Tag of(String name, String css) {
    return of(name).with("class", css);
  }

  /** Returns a link within the page. */
  static Tag link(String id) {
    return of("a").with("href", "#" + id);
  }

  Tag with(String attribute, String value) {
    List<String> all = new ArrayList<>(attributes);
    all.add(attribute);
    all.add(value);
    return new Tag(name, all);
  }

  Tag id(String id) {
    return with("id", id);
  }
}

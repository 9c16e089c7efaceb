package dev.execsession.config;

import dev.execsession.text.Suggestion;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses {@code sections}: additional required headings, and aliases of sections. */
record SectionsReader(Section top) {
  private static final String REQUIRED = "required";

  /** The standard sections of a plan. */
  static final List<String> KNOWN =
      WordList.inOrder(
          "Objective Lock|Recent Changes Snapshot|Current Behavior Summary|"
              + "Proposed Next Block|Branch Continuity|File Scope Contract|Include|Exclude|"
              + "Validation Plan|Executor Handoff|Open Questions");

  Config.Sections read() {
    Optional<Section> given = top.names("sections");
    if (given.isEmpty()) {
      return new Config.Sections(Map.of(), List.of());
    }
    Section sections = given.get();
    List<String> required = sections.texts(REQUIRED).stream().map(YamlNode.Text::value).toList();
    List<String> names = new ArrayList<>(KNOWN);
    names.addAll(required);
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    Map<String, String> taken = new HashMap<>();
    for (YamlNode.Entry entry : sections.entries()) {
      String key = entry.key().value();
      if (!key.equals(REQUIRED)) {
        canonical(sections, entry.key(), names)
            .ifPresent(name -> aliases.put(name, aliases(sections, key, name, taken)));
      }
    }
    return new Config.Sections(aliases, required);
  }

  private static Optional<String> canonical(
      Section sections, YamlNode.Text key, List<String> names) {
    Optional<String> name = names.stream().filter(key.value()::equalsIgnoreCase).findFirst();
    if (name.isEmpty()) {
      sections.faultyKey(
          key.where(),
          "`" + key.value() + "` is not a section of a plan",
          Suggestion.hint(
              key.value(),
              names,
              "the sections are " + Suggestion.alternatives(names).replace(" or ", " and ")));
    }
    return name;
  }

  private static List<String> aliases(
      Section sections, String key, String name, Map<String, String> taken) {
    List<String> aliases = new ArrayList<>();
    for (YamlNode.Text text : sections.texts(key)) {
      @Nullable String other = taken.putIfAbsent(text.value().toLowerCase(Locale.ROOT), name);
      if (other == null) {
        aliases.add(text.value());
      } else {
        sections.fault(
            text,
            key,
            "lists `" + text.value() + "`, which is already an alias of `" + other + "`",
            "list a heading under one section only");
      }
    }
    return aliases;
  }
}

package dev.execsession.plan;

import dev.execsession.plan.PlanParser.Headings;
import dev.execsession.text.WordList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sections of a plan's template.
 *
 * @param lines standard name of each section → the line of its heading, 1-based
 * @param missing standard names of the required sections without a heading, in standard order
 * @param nearest standard name of a section without a heading → the heading that probably means it
 */
public record PlanTemplate(
    Map<String, Integer> lines, List<String> missing, Map<String, String> nearest) {
  private static final List<String> OPTIONAL =
      WordList.inOrder("Include|Exclude|Validation Plan|Executor Handoff|Open Questions");

  private static final Set<String> PARTS_OF_SCOPE = Set.of("Include", "Exclude");

  public PlanTemplate {
    lines = Map.copyOf(lines);
    missing = List.copyOf(missing);
    nearest = Collections.unmodifiableMap(new LinkedHashMap<>(nearest));
  }

  /** Finds the sections; all are missing in a text that cannot be parsed. */
  public static PlanTemplate read(byte[] text, PlanRules rules) {
    Names names = new Names(rules);
    Map<String, String> sections = new LinkedHashMap<>(names.required());
    OPTIONAL.forEach(name -> sections.put(names.key(name), name));
    Optional<Headings> headings = PlanParser.headings(text, names);
    Map<String, Integer> lines = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>(names.required().values());
    Map<String, String> nearest = new LinkedHashMap<>();
    if (headings.isPresent()) {
      Part root = headings.get().root();
      for (Part part : root.readable()) {
        String name = part.level() > 0 ? sections.get(part.key()) : null;
        if (name != null) {
          lines.putIfAbsent(name, part.line());
          missing.remove(name);
        }
      }
      sections.values().removeAll(lines.keySet());
      nearest.putAll(nearest(headings.get().reading(), root, sections));
    }
    return new PlanTemplate(lines, missing, nearest);
  }

  /** Each heading is one section at most. */
  private static Map<String, String> nearest(
      Reading reading, Part root, Map<String, String> sections) {
    Synonyms synonyms = Synonyms.load();
    List<Sighting> headings =
        Sightings.of(reading, synonyms, root).stream()
            .filter(seen -> seen.kind() == Sighting.Kind.HEADING && !seen.inBlock())
            .toList();
    Set<String> taken = new LinkedHashSet<>();
    Map<String, String> found = new LinkedHashMap<>();
    sections.forEach(
        (key, name) ->
            new NearestSection(synonyms, level(headings, !PARTS_OF_SCOPE.contains(name)))
                .of(key)
                .filter(near -> taken.add(near.key()))
                .ifPresent(near -> found.put(name, near.name())));
    return found;
  }

  private static List<Sighting> level(List<Sighting> headings, boolean top) {
    return headings.stream().filter(heading -> heading.top() == top).toList();
  }
}

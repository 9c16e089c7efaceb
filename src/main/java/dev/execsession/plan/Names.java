package dev.execsession.plan;

import dev.execsession.text.WordList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names of a plan's sections and fields, with their aliases. */
public final class Names {
  static final String OBJECTIVE = "objective lock";
  static final String SNAPSHOT = "recent changes snapshot";
  static final String BEHAVIOR = "current behavior summary";
  static final String BLOCKS = "proposed next block";
  static final String BRANCH = "branch continuity";
  static final String SCOPE = "file scope contract";
  static final String VALIDATION = "validation plan";
  static final String HANDOFF = "executor handoff";
  static final String QUESTIONS = "open questions";
  static final String INCLUDE = "include";
  static final String EXCLUDE = "exclude";
  static final String COMPLETION = "at completion";

  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put(OBJECTIVE, "Objective Lock");
    REQUIRED.put(SNAPSHOT, "Recent Changes Snapshot");
    REQUIRED.put(BEHAVIOR, "Current Behavior Summary");
    REQUIRED.put(BLOCKS, "Proposed Next Block");
    REQUIRED.put(BRANCH, "Branch Continuity");
    REQUIRED.put(SCOPE, "File Scope Contract");
  }

  private static final Set<String> OPTIONAL = Set.of(VALIDATION, HANDOFF, QUESTIONS);
  private static final Set<String> OPAQUE =
      WordList.of(
          "progress checkpoints|execution record|validation record|report|review|"
              + "decision log");

  private final Map<String, String> required = new LinkedHashMap<>(REQUIRED);
  private final Map<String, String> canonical = new HashMap<>();

  Names(PlanRules rules) {
    canonical.put("proposed next blocks", BLOCKS);
    canonical.put("ordered steps", "steps");
    canonical.put("skills", "skill");
    for (String heading : rules.extraRequired()) {
      required.putIfAbsent(key(heading), heading);
    }
    rules
        .aliases()
        .forEach(
            (name, others) ->
                others.forEach(other -> canonical.put(SectionKey.of(other), key(name))));
  }

  /** Returns the key of a heading or field name, with aliases resolved. */
  String key(Prose name) {
    return resolve(SectionKey.of(name));
  }

  String key(String name) {
    return resolve(SectionKey.of(name));
  }

  private String resolve(String key) {
    return canonical.getOrDefault(key, key);
  }

  /** Returns the required sections in order: key → standard name. */
  Map<String, String> required() {
    return required;
  }

  /** Returns whether a key is a section of the contract. */
  boolean isSection(String key) {
    return required.containsKey(key) || OPTIONAL.contains(key);
  }

  /** Returns whether the name of a record section also has other meanings. */
  boolean isOrdinaryWord(String key) {
    return key.equals("report") || key.equals("review");
  }

  /** Returns whether a section is a record of the work, which is not read. */
  boolean isOpaque(String key) {
    return OPAQUE.contains(key) || key.equals("closeout") || key.startsWith("closeout ");
  }
}

package dev.execsession.guard;

import dev.execsession.scope.ScopeDefinition;
import dev.execsession.scope.ScopeDefinition.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of opencode for a scope. Of those that match, the last one counts; {@code *} matches
 * slashes too and there are no character classes, so what cannot be said there is allowed: the hook
 * judges it exactly.
 */
final class OpencodePermissions {
  private static final String ALLOW = "allow";
  private static final String DENY = "deny";

  private final Map<String, String> rules = new LinkedHashMap<>();

  private OpencodePermissions() {
    rules.put("*", DENY);
  }

  /**
   * Returns the object under the key {@code permission}.
   *
   * @param result the folder outside of the worktree that may be written
   */
  static Map<String, Map<String, String>> of(ScopeDefinition scope, Path root, Path result) {
    OpencodePermissions outside = new OpencodePermissions();
    // The long output of a tool, which opencode keeps there for the agent to read.
    outside.add("*/opencode/tool-output/*", ALLOW);
    outside.add(result + "/*", ALLOW);
    Map<String, Map<String, String>> permissions = new LinkedHashMap<>();
    permissions.put("edit", edits(scope, root.relativize(result) + "/*"));
    permissions.put("external_directory", outside.rules);
    return permissions;
  }

  /**
   * Returns the rules for edits, relative to the worktree.
   *
   * @param result a pattern that may be edited too
   */
  static Map<String, String> edits(ScopeDefinition scope, String result) {
    OpencodePermissions edit = new OpencodePermissions();
    // A block's includes narrow the plan's.
    for (String pattern :
        texts(scope.blockInclude().isEmpty() ? scope.include() : scope.blockInclude())) {
      edit.addAll(pattern, isPlainName(pattern), ALLOW);
    }
    scope.allowedWith().forEach(pattern -> edit.addAll(pattern, false, ALLOW));
    List<String> excludes =
        Stream.concat(texts(scope.exclude()).stream(), texts(scope.blockExclude()).stream())
            .toList();
    for (String place : DenyPlaces.of(texts(scope.include()), excludes)) {
      edit.addAll(place, false, DENY);
    }
    edit.add(result, ALLOW);
    return edit.rules;
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::pattern).toList();
  }

  /** Returns whether an include matches at the root only, though it has no slash. */
  private static boolean isPlainName(String include) {
    return include.chars().noneMatch(letter -> "*?[\\".indexOf(letter) >= 0);
  }

  private void addAll(String pattern, boolean atRoot, String action) {
    String body = pattern;
    while (body.startsWith("./")) {
      body = body.substring(2);
    }
    boolean anchored = atRoot || !body.equals(pattern);
    String trimmed = body.replaceFirst("/(\\.\\.\\.|\u2026)$", "/**").replaceFirst("/$", "");
    anchored |= trimmed.indexOf('/') >= 0;
    boolean anyDepth = !anchored || trimmed.startsWith("**/");
    String there = glob(trimmed.replaceFirst("^(\\*\\*)?/", ""));
    List<String> globs = new ArrayList<>(List.of(there));
    if (anyDepth && !there.startsWith("*")) {
      globs.add("*/" + there);
    }
    for (String glob : globs) {
      add(glob, action);
      // What matches a folder holds for all that is in it.
      if (!glob.endsWith("*")) {
        add(glob + "/*", action);
      }
    }
  }

  /** Later rules are stronger, so that a repeated one moves to the end. */
  private void add(String glob, String action) {
    rules.remove(glob);
    rules.put(glob, action);
  }

  /** Converts to a pattern that matches at least as much. */
  private static String glob(String pattern) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      if (letter == '[' && pattern.indexOf(']', i + 2) > 0) {
        i = pattern.indexOf(']', i + 2);
        out.append('?');
      } else if (letter == '\\' && i + 1 < pattern.length()) {
        i++;
        char literal = pattern.charAt(i);
        out.append(literal == '*' || literal == '?' ? '?' : literal);
      } else if (letter == '*') {
        boolean folders =
            pattern.startsWith("**/", i) && (out.isEmpty() || out.toString().endsWith("/"));
        if (!out.toString().endsWith("*")) {
          out.append('*');
        }
        i += folders ? 2 : 0;
      } else {
        out.append(letter);
      }
    }
    return out.toString();
  }
}
